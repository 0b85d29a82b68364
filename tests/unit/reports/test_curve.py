"""The credibility curve: what is left of the plan as firmer promises are asked for, with every number written on it."""

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import msgspec
import pytest

from servanda.commitments import RUNGS, View
from servanda.coverage.curve import credibility_curve
from servanda.reports.curve import curve
from servanda.reports.curve_data import RUNGS as DRAWN
from servanda.reports.curve_data import Steps
from servanda.reports.drawings import curve_svgs
from servanda.reports.names import Names
from servanda.reports.shares import Shares, stacked
from servanda.reports.sheet import Told
from unit.reports import plans

GOLDEN = Path(__file__).resolve().parents[2] / "golden" / "reports"
POISON = "</text><script>alert(1)</script>{{ 7 * 7 }}"


@pytest.fixture(scope="module")
def kinds() -> Any:
    return plans.small()


@pytest.fixture(scope="module")
def large() -> Any:
    return plans.large()


def steps(dossier: Any, lang: Any = "en") -> Any:
    return Steps(dossier.plan, dossier.by_rung, Told(names=Names(dossier), lang=lang))


def about(sheet: Any, start: str) -> Any:
    return next(block for block in sheet.blocks if block.says.startswith(start))


def test_the_rungs_are_those_of_the_register() -> None:
    assert DRAWN == RUNGS


def test_each_function_is_drawn_in_its_own_unit_with_every_number_below_its_columns(kinds: Any) -> None:
    (sheet,) = curve(kinds, Names(kinds), "en")
    watch = about(sheet, "Air watch")
    assert watch.says == (
        "Air watch – at least signalled: secured 11,999, missing 4; at least offered: secured 11,999, missing 4; "
        "at least pledged: secured 11,999, missing 4; at least ratified: secured 11,999, missing 4; "
        "at least deployed: secured 11,999, missing 4."
    )
    texts = [words.text for words in watch.words]
    assert texts.count("11,999") == texts.count("4") - 1 == 5
    assert "teams" in texts


def test_what_is_secured_never_grows_as_firmer_promises_are_asked_for(large: Any) -> None:
    for chart in (*steps(large).in_all(), *map(steps(large).of_function, steps(large).functions())):
        secured = [shares.secured for shares in chart.steps]
        assert secured == sorted(secured, reverse=True)
        assert len({shares.needed for shares in chart.steps}) == 1


def test_the_line_of_what_is_secured_is_drawn_true_and_does_not_rise_for_a_small_part_beside_it() -> None:
    many = Shares(secured=11_999, mutual=3, possible=1, unknown=4, missing=5)
    few = Shares(secured=11_999, missing=13)
    assert stacked(many, 143)[0] == stacked(few, 143)[0]
    assert sum(stacked(many, 143)) == sum(stacked(few, 143)) == 143
    assert stacked(Shares(), 143) == [0, 0, 0, 0, 0]


def test_in_all_is_the_sum_of_the_functions_and_says_that_units_are_added_as_bare_numbers(large: Any) -> None:
    told = steps(large)
    whole = told.in_all()[0]
    parts = [told.of_function(function) for function in told.functions()]
    for rung in range(len(RUNGS)):
        assert whole.steps[rung].secured == sum(chart.steps[rung].secured for chart in parts)
    assert whole.note == "units of different functions added as bare numbers"


def test_needs_without_a_number_are_counted_and_named_beside_and_added_to_nothing(kinds: Any) -> None:
    told = steps(kinds)
    amounts, counted = told.in_all()
    assert amounts.steps[0].needed == 12_000 + 3 + 5 + 4
    assert counted.steps[0].needed == 2
    assert told.named() == "Without a number: mine clearance – centre; monitoring posts – centre."
    assert "1 more without a number" in told.of_function("clearing").note


def test_a_plan_without_any_number_is_counted_and_no_amount_is_drawn(kinds: Any) -> None:
    needs = [need for need in kinds.plan.requirements if need.quantity == "unquantified"]
    names = {need.id for need in needs}
    by_rung = [
        msgspec.structs.replace(coverage, cells=[cell for cell in coverage.cells if cell.requirement in names])
        for coverage in kinds.by_rung
    ]
    known = replace(kinds, plan=msgspec.structs.replace(kinds.plan, requirements=needs), by_rung=by_rung)
    (chart,) = steps(known).in_all()
    assert chart.counted
    (sheet,) = curve(known, Names(known), "uk")
    assert not any(shape.look == "cell" for block in sheet.blocks for shape in block.shapes)
    assert about(sheet, "Потреби без числа").shapes[0].look == "unsaid"


def test_without_a_plan_nothing_is_drawn(kinds: Any, paris: Any) -> None:
    assert curve(replace(kinds, plan=None), Names(kinds), "en") == []
    assert curve(replace(kinds, by_rung=()), Names(kinds), "en") == []
    assert curve(paris, Names(paris), "en") == []


def test_twelve_functions_stand_on_one_sheet_and_longer_numbers_take_more(large: Any, exercise: Any) -> None:
    assert len(curve(large, Names(large), "en")) == 1
    wide = plans.dossier_of(exercise, *plans.of_size(12, 12, 1, most=99_999))
    sheets = curve(wide, Names(wide), "en")
    assert len(sheets) == 3
    assert not any("…" in words.text for sheet in sheets for block in sheet.blocks[5:] for words in block.words)


def test_a_long_name_of_a_function_stands_whole_above_its_chart(large: Any) -> None:
    said = {"uk": "моніторинг і верифікація припинення вогню"}
    plan = msgspec.structs.replace(large.plan, functions=dict.fromkeys(large.plan.functions, said))
    known = replace(large, plan=plan)
    titles = [
        one.text
        for sheet in curve(known, Names(known), "uk")
        for block in sheet.blocks
        for one in block.words
        if one.look == "bold"
    ]
    assert any("припинення" in text for text in titles)
    assert not any(text.endswith("…") for text in titles)


def test_the_legend_of_the_curve_calls_missing_what_is_not_met_so_firmly(kinds: Any) -> None:
    (page,) = curve_svgs(kinds, Names(kinds), "en")
    assert ">missing: not met by promises as firm as that<" in page
    assert "nothing on record" not in page


def test_a_name_is_text_and_never_part_of_the_drawing(kinds: Any) -> None:
    plan = msgspec.structs.replace(kinds.plan, functions={"watch": {"en": POISON, "uk": POISON}})
    for page in curve_svgs(replace(kinds, plan=plan), Names(replace(kinds, plan=plan)), "en"):
        assert "<script" not in page
        assert ">49" not in page


def test_the_drawing_describes_itself_and_holds_no_broken_number(kinds: Any) -> None:
    (page,) = curve_svgs(kinds, Names(kinds), "en")
    assert re.search(r'<desc id="g-desc">Five columns.*In all – at least signalled: secured', page)
    numbers = re.findall(r'\b(?:x|y|width|height|d)="([^"]*)"', page.split("</defs>")[1])
    assert not any("." in number for number in numbers)
    assert 'role="img"' in page


@pytest.mark.parametrize("lang", ["en", "uk"])
def test_the_curve_is_the_one_that_was_agreed(kinds: Any, lang: Any) -> None:
    (page,) = curve_svgs(kinds, Names(kinds), lang)
    assert page == (GOLDEN / f"curve.{lang}.svg").read_text("utf-8")


def test_the_drawn_curve_is_the_computed_one(large: Any) -> None:
    plan, register = plans.of_size(12, 12, 4)
    computed = credibility_curve(plan, register, View(as_of=plans.AT))
    amounts, counted = steps(large).in_all()
    for point, shares, unsaid in zip(computed, amounts.steps, counted.steps, strict=True):
        tally = point.tally
        drawn = (shares.secured, shares.mutual, shares.possible, shares.unknown + shares.missing)
        assert drawn == (tally.secured, tally.mutual, tally.possible, tally.missing)
        assert unsaid.needed == tally.unquantified
