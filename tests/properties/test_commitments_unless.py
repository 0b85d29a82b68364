"""Registers in which a promise may wait for something not to come: labels, unlock sets and withdrawals, tried out."""

from collections.abc import Callable
from itertools import combinations, product
from random import Random

from scenarios.commitments.draws import PROVIDERS, Drawn, draw
from scenarios.commitments.three_valued import ThreeValued, from_nothing, stable, well_founded
from servanda.commitments import MinimalSets, stand, unlock_sets, withdrawal_sets
from servanda.commitments.cones import cone_of
from servanda.commitments.fixpoints import solve
from servanda.commitments.network import build

STANDS = {"credible", "handshake"}
Few = tuple[str, ...]


def _drawn(seed: int, how_many: int) -> list[Drawn]:
    rng = Random(seed)  # noqa: S311 - a test, not a secret
    return [draw(rng, unless=True) for _ in range(how_many)]


def test_labels_are_those_of_three_values_in_every_outcome_of_the_facts() -> None:
    for drawn in _drawn(1, 1_500):
        assert stand(drawn.register, drawn.view) == ThreeValued(drawn).labels(), drawn


def test_what_is_sure_is_sure_in_the_well_founded_model_and_in_every_stable_set() -> None:
    equal = 0
    for drawn in _drawn(2, 250):
        model = ThreeValued(drawn)
        for outcome in range(min(2, 1 << len(model.facts))):
            sure = frozenset(
                c.id for c, (yes, _no) in zip(model.promises, model.pairs, strict=True) if yes >> outcome & 1
            )
            never = frozenset(
                c.id for c, (_yes, no) in zip(model.promises, model.pairs, strict=True) if no >> outcome & 1
            )
            true, false = well_founded(model, outcome)
            assert sure <= true
            assert never <= false
            assert all(true <= one and not false & one for one in stable(model, outcome))
            without_circles = {c.id for c in model.promises} - never == from_nothing(model, outcome, sure)
            assert not without_circles or (sure, never) == (true, false)
            equal += without_circles
    assert equal > 100


def _smallest(found: list[Few]) -> list[Few]:
    ordered = sorted((tuple(sorted(one)) for one in found), key=lambda one: (len(one), one))
    return [one for one in ordered if not any(set(other) < set(one) for other in ordered)]


def test_unlock_sets_are_all_smallest_sets_of_settled_facts_after_which_a_promise_stands() -> None:
    asked = 0
    for drawn in _drawn(3, 400):
        net = build(drawn.register, drawn.view)
        for name, label in stand(drawn.register, drawn.view).items():
            cone = cone_of(net, net.node[name])
            facts = sorted({fact for (fact, _holds), leaf in net.undecided.items() if leaf in cone})
            if label != "open" or len(facts) > 4:
                continue
            stands: list[Few] = []
            for values in product(("", "true", "not:"), repeat=len(facts)):
                true = [fact for fact, value in zip(facts, values, strict=True) if value == "true"]
                false = [fact for fact, value in zip(facts, values, strict=True) if value == "not:"]
                if solve(net, true, false=false).standing[net.node[name]]:
                    stands.append((*true, *("not:" + fact for fact in false)))
            assert unlock_sets(drawn.register, drawn.view, name) == MinimalSets(tuple(_smallest(stands)), complete=True)
            asked += 1
    assert asked > 100


def test_withdrawal_sets_are_all_smallest_sets_of_up_to_three_providers() -> None:
    for drawn in _drawn(4, 150):
        register, view = drawn.register, drawn.view
        labels = stand(register, view)
        targets = [name for name, label in labels.items() if label in STANDS]
        if not targets:
            continue
        found = withdrawal_sets(register, view, targets)
        assert [few for few in found.sets if len(few) <= 3] == _smallest(
            _felling(targets, lambda gone, d=drawn: stand(d.register, d.view.without(gone)))
        )
        assert found.complete or len(PROVIDERS) > 3


def _felling(targets: list[str], left: Callable[[Few], dict[str, str]]) -> list[Few]:
    some = [few for size in range(4) for few in combinations(PROVIDERS, size)]
    return [few for few in some if not any(left(few)[name] in STANDS for name in targets)]
