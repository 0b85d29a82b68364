"""The order of a document decides nothing; what contradicts itself is refused, and no gap is lost with it."""

import json
from itertools import permutations
from random import Random
from typing import Any

import pytest

from adversarial.commitments.register import Document, promise, sound
from servanda.adapters.guarantees import Opened, open_text
from servanda.commitments import View, stand
from servanda.coverage import assess, close_gap, instance_of
from servanda.records.plan import Requirement


def _opened(document: Document) -> Opened:
    return open_text(json.dumps(document).encode(), "-")


def _need(sector: str = "A", quantity: Any = 4, **fields: Any) -> Document:
    return {"function": "watch", "sector": sector, "phase": "first", "quantity": quantity, "unit": "posts", **fields}


def _taken(*needs: Document) -> tuple[list[Requirement], list[str]]:
    document = sound()
    document["plan"]["requirements"] = list(needs)
    opened = _opened(document)
    assert opened.plan is not None
    return sorted(opened.plan.requirements, key=lambda need: need.id), sorted(one.code for one in opened.rejections)


def _answers(document: Document) -> Any:
    """Labels, cells, what closing chooses, and codes of what was not taken."""
    opened = _opened(document)
    assert opened.plan is not None
    assert opened.as_of is not None
    view = View(as_of=opened.as_of)
    closure = close_gap(instance_of(opened.plan, opened.register, view), 1)
    cells = assess(opened.plan, opened.register, view)
    codes = sorted((one.kind, one.code, one.says) for one in opened.rejections)
    return stand(opened.register, view), cells, closure.chosen, closure.unusable, codes


@pytest.mark.parametrize(
    "needs",
    [
        [_need(quantity="unquantified"), _need(quantity=5)],
        [_need(quantity=2), _need(quantity=2, min_rung="deployed", readiness_h=24), _need(quantity=9, readiness_h=72)],
        [_need(quantity=2, support=["x"]), _need(quantity=3, unit="teams", support=["y", "x"])],
    ],
)
def test_of_different_requirements_for_one_cell_none_is_taken_and_the_need_stays_without_a_number(
    needs: list[Document],
) -> None:
    (first,) = {str(_taken(*order)) for order in permutations(needs)}
    (kept,), codes = _taken(*needs)
    assert (kept.id, kept.quantity, kept.unit) == ("watch/A/first", "unquantified", "")
    assert codes == ["plan-cell-twice"] * len(needs)
    assert "unquantified" in first


def test_the_need_that_stays_asks_for_the_strictest_of_what_was_asked() -> None:
    strict = _need(id="r", min_rung="deployed", readiness_h=72, support=["y"])
    (kept,), _codes = _taken(_need(id="r", readiness_h=24, support=["x"]), strict)
    assert (kept.id, kept.min_rung, kept.readiness_h, kept.support) == ("r", "deployed", 24, ["x", "y"])


def test_the_same_requirement_twice_is_one() -> None:
    (kept,), codes = _taken(_need(), _need())
    assert (kept.quantity, codes) == (4, [])


def test_different_cells_under_one_name_are_both_kept_under_names_of_their_own() -> None:
    needs = [_need("A", id="r"), _need("B", 9, id="r")]
    for order in (needs, needs[::-1]):
        kept, codes = _taken(*order)
        assert [(need.id, need.quantity) for need in kept] == [("watch/A/first", 4), ("watch/B/first", 9)]
        assert codes == ["duplicate-id", "duplicate-id"]


def test_a_cell_keeps_the_name_that_its_parts_give_it() -> None:
    needs = [_need("A", id="watch/B/first"), _need("B", 9), _need("C", id="r")]
    for order in permutations(needs):
        kept, codes = _taken(*order)
        assert {need.sector: need.id for need in kept} == {"A": "watch/A/first", "B": "watch/B/first", "C": "r"}
        assert codes == ["duplicate-id"]


def test_cells_whose_parts_give_one_name_are_told_apart() -> None:
    kept, codes = _taken(_need("A/x"), _need("A", phase="x/first"))
    assert [need.id for need in kept] == ['["watch","A","x/first"]', '["watch","A/x","first"]']
    assert codes == ["duplicate-id", "duplicate-id"]


def test_of_different_further_pledges_under_one_name_neither_is_taken() -> None:
    one = sound()["plan"]["further"][0]
    for pledges in ([one, {**one, "quantity": 9}], [{**one, "quantity": 9}, one]):
        document = sound()
        document["plan"]["further"] = pledges
        opened = _opened(document)
        assert opened.plan is not None
        assert opened.plan.further == []
        assert [one.code for one in opened.rejections] == ["duplicate-id", "duplicate-id"]
    document["plan"]["further"] = [one, one]
    assert _opened(document).rejections == []


def _troubled() -> Document:
    """A document with every kind of contradiction between its records."""
    document = sound()
    document["commitments"] += [
        promise("EX-3", "EX-ELM", quantity=99),
        promise("EX-ELM", "EX-IVY"),
        promise("EX-NEXT", "EX-IVY", supersedes="EX-1"),
        promise("EX-ACT", "EX-OAK", condition={"event": "done:EX-1"}),
    ]
    document["events"] += [{"id": "done:EX-1"}, {"id": "record:EX-3"}]
    more = {**document["plan"]["further"][0], "provider": "EX-OAK"}
    document["plan"]["requirements"] += [_need(quantity=7), _need("C", id="r"), _need("D", id="r")]
    document["plan"]["further"] += [more, {**more, "id": "EX-OTHER"}]
    return document


def test_a_shuffled_document_gives_the_same_answers() -> None:
    rng = Random(4)  # noqa: S311 - a test repeats itself
    whole, troubled = _answers(sound()), _answers(_troubled())
    for _ in range(20):
        for document, expected in ((sound(), whole), (_troubled(), troubled)):
            parts = [document["commitments"], document["events"], *document["plan"].values()]
            for part in parts:
                rng.shuffle(part)
            assert _answers(document) == expected


def test_what_names_an_event_under_a_reserved_name_is_undecided() -> None:
    document = sound()
    document["commitments"] += [
        promise("EX-ACT", "EX-OAK", condition={"event": "done:EX-1"}),
        promise("EX-NOT", "EX-OAK", condition={"unless": {"event": "done:EX-1"}}),
        promise("EX-SURE", "EX-OAK", condition={"done": "EX-1"}),
    ]
    document["events"].append({"id": "done:EX-1", "states": [{"value": "true", "known_on": "2031-02-01T12:00:00Z"}]})
    labels = _answers(document)[0]
    assert (labels["EX-ACT"], labels["EX-NOT"], labels["EX-SURE"]) == ("open", "open", "open")
    assert [one.code for one in _opened(document).rejections] == ["event-reserved-name"]


def test_an_event_and_a_record_that_was_not_taken_may_bear_the_same_inner_name() -> None:
    document = sound()
    document["commitments"] += [
        {**promise("Z", "EX-OAK"), "quantity": -1},
        promise("EX-ACT", "EX-OAK", condition={"all": [{"event": "record:Z"}, {"promised": "Z"}]}),
    ]
    document["events"].append({"id": "record:Z"})
    assert _answers(document)[0]["EX-ACT"] == "open"
    assert sorted(one.code for one in _opened(document).rejections) == ["event-reserved-name", "record-out-of-range"]


def test_what_rests_on_a_commitment_named_as_a_provider_is_undecided_and_the_provider_may_still_leave() -> None:
    document = sound()
    document["commitments"] += [
        promise("EX-CEDAR", "EX-OAK"),
        promise("EX-ACT", "EX-OAK", condition={"promised": "EX-CEDAR"}),
    ]
    labels = _answers(document)[0]
    assert "EX-CEDAR" not in labels
    assert (labels["EX-1"], labels["EX-ACT"]) == ("credible", "open")


def test_a_promise_that_another_claims_to_replace_is_undecided() -> None:
    document = sound()
    document["commitments"].append(promise("EX-X", "EX-OAK", supersedes="EX-1"))
    labels = _answers(document)[0]
    assert "EX-X" not in labels
    assert (labels["EX-1"], labels["EX-2"]) == ("open", "open")
