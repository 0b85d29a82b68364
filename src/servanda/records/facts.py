"""Facts: everything a term is judged on, as known at one size of the ledger."""

from collections.abc import Sequence

from servanda.records.commitment import Event
from servanda.records.decision import Adoption, Decision, Judgement, Position
from servanda.records.incident import Incident
from servanda.records.observation import Notice, Observation, RecordedAct, Register, Reply, Watch
from servanda.records.record import Record
from servanda.records.tally import Tally


class Facts(Record, frozen=True, kw_only=True):
    """The ground arm and the recorded acts of people, ready to be judged."""

    observations: Sequence[Observation] = ()
    """What was perceived or alleged."""
    incidents: Sequence[Incident] = ()
    """What it was fused into."""
    tallies: list[Tally] = []
    """What somebody counted."""
    watches: list[Watch] = []
    """Who watched."""
    notices: list[Notice] = []
    """What was announced."""
    registers: list[Register] = []
    """Which registers are complete."""
    acts: list[RecordedAct] = []
    """Authorisations, orders, coordination attempts."""
    judgements: list[Judgement] = []
    """What named bodies judged."""
    replies: list[Reply] = []
    """What parties replied."""
    decisions: list[Decision] = []
    """What people decided about incidents and findings."""
    events: list[Event] = []
    """Events that clocks wait for."""
    positions: list[Position] = []
    """What parties say of our encoding of their terms."""
    adoptions: list[Adoption] = []
    """Which versions of the instruments were adopted, with what effect."""
