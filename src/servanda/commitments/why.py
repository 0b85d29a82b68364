"""Why a promise stands, or does not: the reasons as data, and in words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from servanda.commitments.fixpoints import Model, model_of
from servanda.commitments.gates import Network
from servanda.commitments.loops import loops_of
from servanda.commitments.minimal import MinimalSets
from servanda.commitments.needs import Need, needs_of
from servanda.commitments.network import build
from servanda.commitments.progress import Progress, silent
from servanda.commitments.register import Register, View
from servanda.commitments.stand import label_of
from servanda.commitments.status import Barred, barred, rung
from servanda.commitments.unlocking import unlocks_each
from servanda.records.commitment import Commitment, Label, Rung
from servanda.records.record import Wording
from servanda.wording import say

_NO_SETS = MinimalSets((), complete=True)


@dataclass(frozen=True)
class Why:
    """Why a commitment stands as it does in one view."""

    commitment: str
    """Which."""
    provider: str
    """Whose."""
    reading: str
    """Reading under which this was found."""
    label: Label
    """How it stands."""
    rung: Rung
    """How firm it is."""
    barred: Barred
    """Why it cannot count whatever its condition says; empty if it can."""
    needs: tuple[Need, ...]
    """What its condition speaks of, and what of it is there."""
    unlocks: MinimalSets
    """For an open promise: the smallest sets of undecided facts that would let it stand."""
    rivals: tuple[tuple[str, ...], ...]
    """In a loop of *unless*: the sets of promises of which one can stand and shuts out the others."""
    says: Wording
    """The same in one sentence."""


def why(register: Register, view: View, commitment: str) -> Why:
    """The reasons for the label of a commitment.

    Raises:
        InputError: `commitment-unknown`, and as `stand`.
    """
    record = register.named(commitment)
    net = build(register, view)
    return _why(_Solved(register, view, net, model_of(net)), [record])[0]


def why_each(register: Register, view: View, progress: Progress = silent) -> list[Why]:
    """The reasons for every label, by name of the commitment; the network is built and solved once.

    Unlock sets that were not looked for when it was stopped are missing, and not complete.

    Raises:
        InputError: as `stand`.
    """
    net = build(register, view)
    return _why(_Solved(register, view, net, model_of(net)), register.commitments, progress)


def needs_each(register: Register, view: View, names: Iterable[str]) -> dict[str, tuple[Need, ...]]:
    """What the conditions of some commitments speak of; the network is built and solved once, no unlock set is sought.

    Raises:
        InputError: `commitment-unknown`, and as `stand`.
    """
    wanted = [register.named(name) for name in names]
    if not wanted:
        return {}
    net = build(register, view)
    model = model_of(net)
    return {one.id: tuple(needs_of(register, view, one, model, net)) for one in wanted}


@dataclass(frozen=True)
class _Solved:
    """A register in a view, with its network and model."""

    register: Register
    view: View
    net: Network
    model: Model


def _why(solved: _Solved, records: Sequence[Commitment], progress: Progress = silent) -> list[Why]:
    nodes = [solved.net.node[record.id] for record in records]
    open_ = [node for node in nodes if label_of(solved.model, node) == "open"]
    unlocks = unlocks_each(solved.net, open_, progress)
    return [_reasons(solved, record, unlocks.get(node, _NO_SETS)) for node, record in zip(nodes, records, strict=True)]


def _reasons(solved: _Solved, record: Commitment, unlocks: MinimalSets) -> Why:
    register, view, net, model = solved.register, solved.view, solved.net, solved.model
    node = net.node[record.id]
    label = label_of(model, node)
    bar = barred(register, view, record)
    needs = tuple(needs_of(register, view, record, model, net))
    return Why(
        commitment=record.id,
        provider=record.provider,
        reading=view.reading,
        label=label,
        rung=rung(record, view.as_of),
        barred=bar,
        needs=needs,
        unlocks=unlocks,
        rivals=next((loop.rivals for loop in loops_of(net) if record.id in loop.commitments), ()),
        says=_words(record.id, label, bar, needs),
    )


def _words(name: str, label: Label, bar: Barred, needs: tuple[Need, ...]) -> Wording:
    if bar:
        return say(f"commitments.barred-{bar}", commitment=name)
    missing = [need.says for need in needs if not need.met and not need.against]
    against = [need.says for need in needs if not need.met and need.against]
    if label in {"open", "void"} and against:
        return say(f"commitments.why-{label}-unless", commitment=name, missing=missing, against=against)
    return say(f"commitments.why-{label}", commitment=name, missing=missing)
