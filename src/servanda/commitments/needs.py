"""What one promise needs, and which of it is there."""

from dataclasses import dataclass
from typing import Literal

from servanda.commitments.fixpoints import Model
from servanda.commitments.gates import Network
from servanda.commitments.guards import Atom, parts_now, promises_of
from servanda.commitments.register import Register, View, condition_of
from servanda.commitments.stand import label_of
from servanda.commitments.truth import Fact, fact_of
from servanda.logic import Truth
from servanda.records.commitment import Commitment, Event
from servanda.records.condition import Guard
from servanda.records.record import Wording
from servanda.wording import languages, say


@dataclass(frozen=True)
class Need:
    """One thing a condition speaks of."""

    kind: Literal["event", "promise", "act", "rung", "time"]
    """Something that happens, another promise, another's act, the rung of another promise, or a moment."""
    item: str
    """Its name, as in unlock sets; for a promise the commitment."""
    about: str
    """Event, commitment or moment concerned."""
    state: str
    """`true`, `false`, `unknown`; for a promise its label."""
    met: bool
    """Whether it is there now, without relying on a circle."""
    against: bool
    """It must *not* hold (*unless*)."""
    choice: bool
    """One of several of which not all are needed."""
    waits_for: tuple[str, ...]
    """Who decides, promises or acts; empty if nobody is named."""
    signal: bool
    """Whether it is an awaited signal."""
    says: Wording
    """The need in words."""


def needs_of(register: Register, view: View, commitment: Commitment, model: Model, net: Network) -> list[Need]:
    """Everything the condition of a commitment speaks of, in the order in which it is written.

    Raises:
        InputError: as `stand`.
    """
    needs: list[Need] = []
    for atom in parts_now(register, condition_of(commitment, view), commitment.id, view.as_of):
        names = promises_of(register, atom.guard, view.as_of)
        needs += [_promise(register, atom, name, model, net) for name in names]
        if atom.guard.promised is None and atom.guard.sum is None:
            needs.append(_fact(register, atom, fact_of(register, view, atom.guard, commitment.id)))
    start = commitment.window.start
    if start is not None and start > view.as_of:
        opening = Atom(Guard(not_before=start), against=False, choice=False)
        needs.append(_fact(register, opening, fact_of(register, view, opening.guard, commitment.id)))
    return needs


def event_says(event: Event) -> Wording:
    """What would have to happen, in every language; where a language is missing, the name of the event stands."""
    return {lang: event.says.get(lang, event.id) for lang in languages()}


def _promise(register: Register, atom: Atom, name: str, model: Model, net: Network) -> Need:
    other = register.by_id[name]
    label = label_of(model, net.node[name])
    met = label == "void" if atom.against else label == "credible"
    says = say("commitments.need-promise", provider=other.provider, commitment=name)
    choice = atom.choice or atom.guard.sum is not None
    return Need("promise", name, name, label, met, atom.against, choice, (other.provider,), signal=False, says=says)


def _fact(register: Register, atom: Atom, fact: Fact) -> Need:
    met = fact.truth is (Truth.FALSE if atom.against else Truth.TRUE)
    who, signal = _who(register, fact)
    says = _words(register, fact)
    return Need(
        fact.kind,
        fact.name,
        fact.about,
        fact.truth.value,
        met,
        atom.against,
        atom.choice,
        who,
        signal=signal,
        says=says,
    )


def _who(register: Register, fact: Fact) -> tuple[tuple[str, ...], bool]:
    if fact.kind == "event":
        event = register.event_by_id[fact.about]
        return tuple(sorted(event.decided_by)), event.is_signal
    if fact.kind == "time":
        return (), False
    return (register.by_id[fact.about].provider,), False


def _words(register: Register, fact: Fact) -> Wording:
    if fact.kind == "event":
        return event_says(register.event_by_id[fact.about])
    if fact.kind == "time":
        return say(f"commitments.need-{fact.name.partition(':')[0]}", moment=fact.about)
    provider = register.by_id[fact.about].provider
    rung = fact.name.rpartition(">=")[2]
    return say(f"commitments.need-{fact.kind}", provider=provider, commitment=fact.about, rung=rung)
