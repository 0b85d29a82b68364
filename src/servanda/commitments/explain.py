"""All that can be said of one promise: why it stands as it does, what it waits for and from whom, in which circle."""

from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace

from servanda.commitments.alone import released_alone
from servanda.commitments.minimal import MinimalSets
from servanda.commitments.needs import Need
from servanda.commitments.network import Network, build
from servanda.commitments.progress import Progress, Stopped, silent
from servanda.commitments.register import Register, View
from servanda.commitments.unlocking import withdrawal_sets
from servanda.commitments.waiting import circles
from servanda.commitments.why import Why, needs_each, why, why_each
from servanda.errors import InputError
from servanda.records.record import Wording


@dataclass(frozen=True)
class Awaited:
    """One undecided fact that a promise waits for, directly or through others."""

    fact: str
    """Its name, as in unlock sets."""
    says: Wording
    """What would have to happen."""
    from_whom: tuple[str, ...]
    """Who decides or acts; empty if nobody is named."""
    signal: bool
    """Whether it is an awaited signal."""
    releases: tuple[str, ...]
    """Promises that it alone would let stand, circles taken as kept."""


@dataclass(frozen=True)
class Explanation:
    """Everything about one promise in one view."""

    why: Why
    """Label, rung, needs, unlock sets."""
    awaited: tuple[Awaited, ...]
    """What it waits for; nothing if it stands without, or cannot stand whatever comes."""
    circle: tuple[str, ...]
    """The circle it is part of; empty if it is in none."""
    hangs_on: tuple[str, ...]
    """Circles outside on which it hangs, by their first promise."""
    withdrawals: MinimalSets | None = None
    """Smallest sets of providers without whom it no longer stands. Desk-only: none unless asked for."""


def explain(
    register: Register, view: View, commitments: Sequence[str] = (), *, desk: bool = False, progress: Progress = silent
) -> list[Explanation]:
    """Everything about some promises, or about all.

    Args:
        register: The register.
        view: From where it is looked at.
        commitments: Which; all if empty.
        desk: Whether to look for withdrawal sets, which never leave the desk.
        progress: Told how far it is; once it stops, what was not looked at is left out, and not complete.

    Raises:
        InputError: `commitment-unknown`, and as `stand`.
    """
    some = [why(register, view, name) for name in commitments]
    reasons = some or why_each(register, view, progress)
    net = build(register, view)
    facts = _Facts(net, {need.item: need for each in _needs(register, view, reasons) for need in each})
    ring = circles(register, view)
    member = {name: circle.commitments for circle in ring for name in circle.commitments}
    hanging = {name: circle.id for circle in ring for name in circle.hanging}
    found = [
        Explanation(
            why=reason,
            awaited=(),
            circle=member.get(reason.commitment, ()),
            hangs_on=(hanging[reason.commitment],) if reason.commitment in hanging else (),
            withdrawals=MinimalSets((), complete=False) if desk else None,
        )
        for reason in reasons
    ]
    with suppress(Stopped):
        for number, one in enumerate(found):
            progress(number, len(found))
            awaited = facts.awaited(_facts_of(one.why, net), progress)
            withdrawals = _withdrawals(register, view, one.why) if desk else None
            found[number] = replace(one, awaited=awaited, withdrawals=withdrawals)
        return found
    return [*found[:number], *(_cut_short(one) for one in found[number:])]


def _cut_short(one: Explanation) -> Explanation:
    return replace(one, why=replace(one.why, unlocks=replace(one.why.unlocks, complete=False)))


def _withdrawals(register: Register, view: View, reason: Why) -> MinimalSets:
    if reason.label not in {"credible", "handshake"}:
        return MinimalSets((), complete=True)
    try:
        return withdrawal_sets(register, view, [reason.commitment])
    except InputError as error:
        if error.code != "register-not-monotone":
            raise
        return MinimalSets((), complete=False)


def _needs(register: Register, view: View, reasons: Sequence[Why]) -> Iterable[tuple[Need, ...]]:
    if len(reasons) == len(register.commitments):
        return [reason.needs for reason in reasons]
    return needs_each(register, view, register.by_id).values()


def _facts_of(reason: Why, net: Network) -> list[str]:
    """Undecided facts of its own needs and of its unlock sets, sorted; what stands or cannot stand awaits nothing."""
    if reason.label in {"credible", "void"}:
        return []
    undecided = {name for name, _holds in net.undecided}
    own = {need.item for need in reason.needs if not need.met}
    return sorted(undecided & (own | {fact for one in reason.unlocks.sets for fact in one}))


class _Facts:
    """What each undecided fact is and would release; each is looked at once."""

    def __init__(self, net: Network, needs: dict[str, Need]) -> None:
        self._net = net
        self._needs = needs
        self._seen: dict[str, Awaited] = {}

    def awaited(self, facts: Sequence[str], progress: Progress) -> tuple[Awaited, ...]:
        """What some facts are and would release."""
        new = [fact for fact in facts if fact not in self._seen]
        for fact, released in zip(new, released_alone(self._net, new, progress), strict=True):
            need = self._needs.get(fact)
            says = need.says if need else {"en": fact, "uk": fact}
            from_whom = need.waits_for if need else ()
            self._seen[fact] = Awaited(fact, says, from_whom, need is not None and need.signal, released)
        return tuple(self._seen[fact] for fact in facts)
