"""Facts as people write them, alone or in scenarios, with what must come of them → records."""

from servanda.adapters.scenarios.document import Given, read_facts
from servanda.adapters.scenarios.reading import Scenario, read_scenarios

__all__ = ["Given", "Scenario", "read_facts", "read_scenarios"]
