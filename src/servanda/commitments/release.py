"""What an event would release if it came, under each reading, and what would still be missing."""

from collections.abc import Sequence
from dataclasses import dataclass

from servanda.commitments.cones import cone_ahead
from servanda.commitments.guards import events_in
from servanda.commitments.minimal import MinimalSets
from servanda.commitments.names import NOT
from servanda.commitments.needs import event_says
from servanda.commitments.network import build
from servanda.commitments.register import STATED, Register, View, choose
from servanda.commitments.stand import stand
from servanda.commitments.unlocking import unlock_sets
from servanda.errors import InputError
from servanda.records.commitment import Label
from servanda.records.record import Wording
from servanda.wording import say


@dataclass(frozen=True)
class Release:
    """What an event would do for one promise under one reading."""

    event: str
    """The event."""
    reading: str
    """Reading of the conditions."""
    commitment: str
    """A promise that the event bears on."""
    provider: str
    """Whose."""
    before: Label
    """How it stands while the event is undecided."""
    after: Label
    """How it would stand if the event came and everything else stayed as it is."""
    released: bool
    """Whether the event alone would let it stand."""
    still_needs: MinimalSets
    """The smallest sets of facts that would still be missing; `not:` before a name: it must not come."""
    says: Wording
    """The same in words."""


def released_by(register: Register, view: View, event: str, readings: Sequence[str] = ()) -> list[Release]:
    """What an event would release, under each reading that makes some promise wait for it.

    Readings are run separately and shown side by side, never averaged. Where no reading is at issue, the face of the
    record is used.

    Args:
        register: The register.
        view: From where it is looked at.
        event: The event that is assumed to come.
        readings: Readings to run; by default all under which some condition names the event.

    Raises:
        InputError: `event-unknown`, `reading-unknown`, and as `stand`.
    """
    if event not in register.event_by_id:
        known = ", ".join(register.event_by_id) or "none"
        raise InputError("event-unknown", f"No event is called '{event}'.", hint=f"Known events: {known}.")
    wanted = list(readings) or readings_naming(register, event) or [STATED]
    return [found for reading in wanted for found in _under(register, choose(register, view, reading), event)]


def readings_naming(register: Register, event: str) -> list[str]:
    """Readings under which some condition names an event, sorted."""
    rival = (reading for commitment in register.commitments for reading in commitment.readings)
    return sorted({reading.id for reading in rival if event in events_in(reading.condition)})


def _under(register: Register, view: View, event: str) -> list[Release]:
    undecided = view.assuming({event: "unknown"})
    before = stand(register, undecided)
    coming = view.assuming({event: "true"})
    after = stand(register, coming)
    return [
        _release(register, coming, (event, name), (before[name], after[name]))
        for name in _moved(register, undecided, event)
    ]


def _moved(register: Register, view: View, event: str) -> list[str]:
    """Promises on which the event bears in this view, directly or through others."""
    net = build(register, view)
    reached = cone_ahead(net, {leaf for (name, _holds), leaf in net.undecided.items() if name == event})
    return [name for node, name in enumerate(net.names) if node in reached]


def _release(register: Register, view: View, what: tuple[str, str], labels: tuple[Label, Label]) -> Release:
    event, name = what
    before, after = labels
    sets = unlock_sets(register, view, name)
    stands = {"credible", "handshake"}
    released = after in stands and before not in stands
    key = "released" if released else f"not-released-{'blocked' if after == 'open' else after}"
    missing = sorted({fact for one in sets.sets for fact in one})
    words = [_words(register, fact) for fact in missing]
    says = say(f"commitments.{key}", commitment=name, event=event, missing=words)
    return Release(event, view.reading, name, register.by_id[name].provider, before, after, released, sets, says)


def _words(register: Register, fact: str) -> Wording | str:
    if fact.startswith(NOT):
        return say("commitments.need-not", what=_words(register, fact.removeprefix(NOT)))
    return event_says(register.event_by_id[fact]) if fact in register.event_by_id else fact
