"""All that can be said of one promise: why it stands as it does, what it waits for and from whom, in which circle."""

from collections.abc import Sequence
from dataclasses import dataclass

from servanda.commitments.fixpoints import solve
from servanda.commitments.minimal import MinimalSets
from servanda.commitments.needs import Need
from servanda.commitments.network import Network, build
from servanda.commitments.register import Register, View
from servanda.commitments.unlocking import withdrawal_sets
from servanda.commitments.waiting import circles
from servanda.commitments.why import Why, why, why_each
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
    register: Register, view: View, commitments: Sequence[str] = (), *, desk: bool = False
) -> list[Explanation]:
    """Everything about some promises, or about all.

    Args:
        register: The register.
        view: From where it is looked at.
        commitments: Which; all if empty.
        desk: Whether to look for withdrawal sets, which never leave the desk.

    Raises:
        InputError: `commitment-unknown`, and as `stand`.
    """
    reasons = [why(register, view, name) for name in commitments] or why_each(register, view)
    net = build(register, view)
    facts = _Facts(net, _needs(reasons if not commitments else why_each(register, view)))
    ring = circles(register, view)
    member = {name: circle.commitments for circle in ring for name in circle.commitments}
    hanging = {name: circle.id for circle in ring for name in circle.hanging}
    return [
        Explanation(
            why=reason,
            awaited=tuple(facts.awaited(fact) for fact in _facts_of(reason, net)),
            circle=member.get(reason.commitment, ()),
            hangs_on=(hanging[reason.commitment],) if reason.commitment in hanging else (),
            withdrawals=_withdrawals(register, view, reason) if desk else None,
        )
        for reason in reasons
    ]


def _withdrawals(register: Register, view: View, reason: Why) -> MinimalSets:
    if reason.label not in {"credible", "handshake"}:
        return MinimalSets((), complete=True)
    try:
        return withdrawal_sets(register, view, [reason.commitment])
    except InputError as error:
        if error.code != "register-not-monotone":
            raise
        return MinimalSets((), complete=False)


def _needs(reasons: Sequence[Why]) -> dict[str, Need]:
    return {need.item: need for reason in reasons for need in reason.needs}


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
        self._now = solve(net).standing
        self._seen: dict[str, Awaited] = {}

    def awaited(self, fact: str) -> Awaited:
        """What a fact is and would release."""
        if fact not in self._seen:
            then = solve(self._net, [fact]).standing
            released = tuple(name for n, name in enumerate(self._net.names) if then[n] and not self._now[n])
            need = self._needs.get(fact)
            says = need.says if need else {"en": fact, "uk": fact}
            from_whom = need.waits_for if need else ()
            self._seen[fact] = Awaited(fact, says, from_whom, need is not None and need.signal, released)
        return self._seen[fact]
