"""A language model that the user configures: a text → what it claims about each sentence. Off unless an address is set.

Any endpoint that speaks the common chat-completions form will do, one on the same machine first of all: a text that
nobody has published should not leave the house. The model is shown numbered sentences as data and may answer in one
closed form (`statements.assisted.Answer`); what it says is taken by `statements.assist`, or rejected.
"""

from servanda.adapters.models.asking import ask, model_name
from servanda.adapters.models.endpoint import Endpoint, Speaks, open_endpoint
from servanda.adapters.models.recorded import Recorded, recording

__all__ = ["Endpoint", "Recorded", "Speaks", "ask", "model_name", "open_endpoint", "recording"]
