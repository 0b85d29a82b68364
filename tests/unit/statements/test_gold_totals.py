"""Counts of documents become figures: added up, parted by whose text and which language, with seeded intervals."""

import pytest

from servanda.statements.gold.scores import DocumentScore
from servanda.statements.gold.tally import Tally
from servanda.statements.gold.totals import F1, MACRO, ORDER, Figure, Group, groups_of


def document(name: str, lang: str = "uk", *, ours: bool = True, **layers: tuple[int, ...]) -> DocumentScore:
    known = {key: Tally(*counts) for key, counts in layers.items()}
    return DocumentScore(name, lang, ours, known, [])


def figure(group: Group, layer: str) -> Figure:
    return next(one for one in group.figures if one.layer == layer)


def test_counts_are_added_before_the_figure_is_taken() -> None:
    scores = [document("a", source=(9, 10)), document("b", source=(0, 2))]
    assert figure(groups_of(scores)[0], "source").value == 750_000


def test_precision_and_recall_by_hand() -> None:
    [group] = groups_of([document("a", positions=(3, 6, 3, 4))])
    one = figure(group, "positions")
    assert (one.precision, one.recall, one.value) == (750_000, 500_000, 600_000)
    assert one.bar == "missed"


def test_a_layer_without_gold_items_has_no_figure_instead_of_a_perfect_one() -> None:
    [group] = groups_of([document("a", meetings=(0, 0, 0, 3))])
    one = figure(group, "meetings")
    assert (one.value, one.precision, one.bar, one.given) == (None, None, "", 3)


def test_ours_and_others_and_languages_stand_apart_and_no_group_is_told_twice() -> None:
    scores = [
        document("a", source=(1, 1)),
        document("b", "en", source=(0, 1)),
        document("c", ours=False, source=(1, 2)),
    ]
    found = {group.name: figure(group, "source").value for group in groups_of(scores)}
    assert found == {
        "all": 500_000,
        "ours": 500_000,
        "others": 500_000,
        "uk": 666_667,
        "en": 0,
        "ours-uk": 1_000_000,
    }


def test_intervals_hold_the_value_repeat_with_the_seed_and_need_three_documents() -> None:
    scores = [document(str(number), source=(number, 10)) for number in range(1, 11)]
    one, again = (figure(groups_of(scores)[0], "source") for _ in range(2))
    assert one == again
    assert one.low is not None
    assert one.high is not None
    assert 300_000 < one.low < one.value < one.high < 800_000
    assert figure(groups_of(scores[:2])[0], "source").low is None


@pytest.mark.parametrize(("hit", "bar"), [(3, "kept"), (4, "missed")])
def test_three_in_a_hundred_may_be_too_certain_and_not_four(hit: int, bar: str) -> None:
    one = DocumentScore("a", "uk", ours=True, layers={"over-certainty": Tally(hit, 100)}, broken=[])
    assert figure(groups_of([one])[0], "over-certainty").bar == bar


def test_macro_f1_is_the_mean_over_values_the_gold_has() -> None:
    layers = {"value.CT+": Tally(8, 8, 8, 10), "value.Uu": Tally(0, 2, 0, 0), "value.PS-": Tally(0, 0, 0, 0)}
    [group] = groups_of([DocumentScore("a", "uk", ours=True, layers=layers, broken=[])])
    assert figure(group, MACRO).value == 444_444
    assert figure(group, MACRO).asked == 2


def test_every_layer_with_precision_has_its_place_in_the_order() -> None:
    assert set(F1) <= set(ORDER)
    assert len(set(ORDER)) == len(ORDER)
