"""Labels of random small registers, against enumeration of all event completions and all subsets of promises."""

from collections.abc import Callable
from datetime import UTC, datetime
from itertools import combinations, product
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from servanda.commitments import Register, View, stand, unlock_sets, withdrawal_sets
from servanda.records.commitment import Commitment, Event, EventState, Label, StatusEvent
from servanda.records.condition import AtLeast, Guard, SumAtLeast

AS_OF = datetime(2031, 3, 1, tzinfo=UTC)
NAMES = ["C0", "C1", "C2", "C3"]
EVENTS = ["E0", "E1", "E2"]
PROVIDERS = ["P0", "P1", "P2"]
STRENGTH: dict[Label, int] = {"void": 0, "open": 1, "handshake": 2, "credible": 3}
SMALL = settings(max_examples=60, deadline=None)

LEAVES = st.one_of(
    st.sampled_from(EVENTS).map(lambda name: Guard(event=name)),
    st.sampled_from(NAMES).map(lambda name: Guard(promised=name)),
    st.integers(1, 9).map(lambda amount: Guard(sum=SumAtLeast(function="watch", amount=amount))),
)


def _compound(parts: st.SearchStrategy[Guard]) -> st.SearchStrategy[Guard]:
    several = st.lists(parts, max_size=3)
    counted = st.builds(lambda k, of: Guard(at_least=AtLeast(k=k, of=of)), st.integers(0, 3), several)
    return st.one_of(several.map(lambda of: Guard(all=of)), several.map(lambda of: Guard(any=of)), counted)


GUARDS = st.recursive(LEAVES, _compound, max_leaves=5)
WITH_UNLESS = st.recursive(
    LEAVES, lambda parts: _compound(parts) | parts.map(lambda part: Guard(unless=part)), max_leaves=5
)


def _commitment(name: str, provider: str, condition: Guard, amount: int) -> Commitment:
    signed = StatusEvent(axis="legal", value="signed", occurred_on="2031-02-01", known_on=AS_OF, support=["s"])
    return Commitment(
        id=name,
        provider=provider,
        beneficiary="B",
        function="watch",
        says={},
        quantity=amount,
        condition=condition,
        status=[signed],
        support=["s"],
    )


def _event(name: str, value: str) -> Event:
    state = EventState(value=value, known_on=AS_OF)  # type: ignore[arg-type]
    return Event(id=name, says={"en": name, "uk": name}, states=[state])


@st.composite
def registers(draw: st.DrawFn, guards: st.SearchStrategy[Guard] = GUARDS) -> Register:
    commitments = [
        _commitment(name, draw(st.sampled_from(PROVIDERS)), draw(guards), draw(st.integers(0, 4))) for name in NAMES
    ]
    values = st.sampled_from(["true", "false", "unknown", "unknown"])
    return Register(tuple(commitments), tuple(_event(name, draw(values)) for name in EVENTS))


def _holds(guard: Guard, register: Register, true: frozenset[str], promised: frozenset[str]) -> bool:
    """Plain two-valued reading of a guard: the oracle's own words."""

    def each(parts: list[Guard]) -> list[bool]:
        return [_holds(part, register, true, promised) for part in parts]

    if guard.unless is not None:
        return not _holds(guard.unless, register, true, promised)
    if guard.all is not None:
        return all(each(guard.all))
    if guard.any is not None:
        return any(each(guard.any))
    if guard.at_least is not None:
        return sum(each(guard.at_least.of)) >= guard.at_least.k
    if guard.sum is not None:
        return sum(c.quantity for c in register.commitments if c.id in promised) >= guard.sum.amount
    return guard.event in true or guard.promised in promised


def _completions(register: Register) -> list[frozenset[str]]:
    true = {event.id for event in register.events if event.states[0].value == "true"}
    unknown = [event.id for event in register.events if event.states[0].value == "unknown"]
    picks = product([False, True], repeat=len(unknown))
    return [frozenset(true | {name for name, pick in zip(unknown, choice, strict=True) if pick}) for choice in picks]


def _fixed_points(register: Register, true: frozenset[str]) -> list[frozenset[str]]:
    """All fixed points of the operator, found among all subsets."""
    subsets = [frozenset(some) for size in range(len(NAMES) + 1) for some in combinations(NAMES, size)]

    def image(kept: frozenset[str]) -> frozenset[str]:
        return frozenset(c.id for c in register.commitments if _holds(c.condition, register, true, kept))

    return [subset for subset in subsets if image(subset) == subset]


def _label(name: str, least: list[frozenset[str]], greatest: list[frozenset[str]]) -> Label:
    if all(name in one for one in least):
        return "credible"
    if all(name in one for one in greatest):
        return "handshake"
    return "open" if any(name in one for one in greatest) else "void"


def _oracle(register: Register) -> dict[str, Label]:
    points = [_fixed_points(register, true) for true in _completions(register)]
    least = [min(found, key=len) for found in points]
    greatest = [max(found, key=len) for found in points]
    return {name: _label(name, least, greatest) for name in NAMES}


@given(registers())
@SMALL
def test_labels_are_those_found_by_trying_every_completion_and_every_subset(register: Register) -> None:
    assert stand(register, View(as_of=AS_OF)) == _oracle(register)


@given(registers(), st.sampled_from(EVENTS))
@SMALL
def test_one_more_true_event_never_weakens_a_promise(register: Register, event: str) -> None:
    view = View(as_of=AS_OF)
    before, after = stand(register, view.assuming({event: "unknown"})), stand(register, view.assuming({event: "true"}))
    assert all(STRENGTH[after[name]] >= STRENGTH[before[name]] for name in NAMES)


@given(registers(), st.sampled_from(PROVIDERS + NAMES))
@SMALL
def test_a_withdrawal_never_strengthens_a_promise(register: Register, gone: str) -> None:
    view = View(as_of=AS_OF)
    before, after = stand(register, view), stand(register, view.without([gone]))
    assert all(STRENGTH[after[name]] <= STRENGTH[before[name]] for name in NAMES)


@given(registers(), st.randoms(use_true_random=False))
@SMALL
def test_the_order_of_the_records_means_nothing(register: Register, random: Random) -> None:
    commitments, events = list(register.commitments), list(register.events)
    random.shuffle(commitments)
    random.shuffle(events)
    shuffled = Register(tuple(commitments), tuple(events))
    assert list(stand(shuffled, View(as_of=AS_OF)).items()) == list(stand(register, View(as_of=AS_OF)).items())


def _minimal(universe: list[str], holds: Callable[[frozenset[str]], bool]) -> list[tuple[str, ...]]:
    found: list[tuple[str, ...]] = []
    for size in range(len(universe) + 1):
        for some in combinations(sorted(universe), size):
            if not any(set(smaller) <= set(some) for smaller in found) and holds(frozenset(some)):
                found.append(some)
    return found


@given(registers(), st.sampled_from(NAMES))
@SMALL
def test_unlock_sets_are_all_minimal_sets_of_events_that_let_a_promise_stand(register: Register, name: str) -> None:
    view = View(as_of=AS_OF)
    undecided = [event.id for event in register.events if event.states[0].value == "unknown"]

    def stands(true: frozenset[str]) -> bool:
        return STRENGTH[stand(register, view.assuming(dict.fromkeys(true, "true")))[name]] >= 2

    assert list(unlock_sets(register, view, name).sets) == _minimal(undecided, stands)


@given(registers(), st.sets(st.sampled_from(NAMES), min_size=1))
@SMALL
def test_withdrawal_sets_are_all_minimal_sets_of_providers_without_whom_nothing_stands(
    register: Register, targets: set[str]
) -> None:
    view = View(as_of=AS_OF)
    now = stand(register, view)
    standing = [name for name in targets if STRENGTH[now[name]] >= 2]

    def fallen(gone: frozenset[str]) -> bool:
        left = stand(register, view.without(gone))
        return all(STRENGTH[left[name]] < 2 for name in standing)

    assert list(withdrawal_sets(register, view, targets).sets) == _minimal(PROVIDERS, fallen)


@given(registers(WITH_UNLESS))
@SMALL
def test_with_unless_what_is_credible_holds_in_every_stable_outcome(register: Register) -> None:
    labels = stand(register, View(as_of=AS_OF))
    credible = {name for name in NAMES if labels[name] == "credible"}
    void = {name for name in NAMES if labels[name] == "void"}
    for true in _completions(register):
        for outcome in _fixed_points(register, true):
            assert credible <= outcome
            assert not void & outcome
