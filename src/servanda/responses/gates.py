"""Whether the precondition of a step holds, in three values, with the moment since which it does."""

from dataclasses import dataclass
from datetime import datetime

from servanda.logic import Truth
from servanda.records.record import Wording
from servanda.responses.ground import Doubt


@dataclass(frozen=True, slots=True)
class Gate:
    """Whether a precondition holds."""

    truth: Truth
    """Whether it holds."""
    since: datetime | None = None
    """Since when; none if from the outset, or if unknown."""
    doubts: tuple[Doubt, ...] = ()
    """What keeps it from being known; empty unless unknown."""
    rests_on: tuple[str, ...] = ()
    """Judgements and findings it rests on."""
    pending: tuple[Wording, ...] = ()
    """If it does not hold, but time alone may still make it hold: what is waited for."""
