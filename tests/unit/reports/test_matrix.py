"""The matrix: every need with its numbers, what has no number said so, and all of it readable on paper."""

import itertools
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import msgspec
import pytest

from servanda.reports import render
from servanda.reports.drawings import drawn_apart, matrix_svgs
from servanda.reports.lettering import room
from servanda.reports.matrix import matrix
from servanda.reports.names import Names
from servanda.reports.shares import Shares, lengths
from servanda.reports.sheet import Looked
from unit.reports import plans
from unit.reports.plans import dossier_of, of_size

GOLDEN = Path(__file__).resolve().parents[2] / "golden" / "reports"
POISON = "</text><script>alert(1)</script>{{ 7 * 7 }}"


@pytest.fixture(scope="module")
def kinds() -> Any:
    return plans.small()


def sheets(dossier: Any, lang: Any = "en") -> Any:
    return matrix(dossier, Names(dossier), lang)


def said(sheet: Any) -> list[str]:
    return [words.text for block in sheet.blocks for words in block.words]


def about(sheet: Any, start: str) -> Any:
    return next(block for block in sheet.blocks if block.says.startswith(start))


def test_every_cell_shows_what_is_secured_of_the_need_and_each_part_with_its_sign(kinds: Any) -> None:
    (sheet,) = sheets(kinds)
    watch = about(sheet, "air watch, north")
    assert [words.text.replace("\u202f", " ") for words in watch.words] == ["11,999 / 12,000", "+11,999 −1"]
    clearing = about(sheet, "mine clearance, north")
    assert [words.text for words in clearing.words][1] == "⇄3 ?1 −1"
    assert [shape.look for shape in clearing.shapes] == ["short", "mutual", "possible", "missing"]
    assert clearing.says.startswith(
        "mine clearance, north, first 90 days: needed 5 teams; mutual 3, possible 1, missing 1."
    )


def test_a_need_without_a_number_is_never_shown_as_nought(kinds: Any) -> None:
    (sheet,) = sheets(kinds)
    for where, best in (("mine clearance, centre", "possible · 1"), ("monitoring posts, centre", "none · 0")):
        block = about(sheet, where)
        assert [words.text.replace("\u202f", " ") for words in block.words] == ["amount not stated", best]
        assert block.shapes[0].look == "unsaid"


def test_what_is_promised_without_an_amount_is_neither_met_nor_called_missing(kinds: Any) -> None:
    (sheet,) = sheets(kinds)
    block = about(sheet, "monitoring posts, north")
    assert [words.text for words in block.words][1] == "~4"
    assert "unknown" in [shape.look for shape in block.shapes]
    assert "missing" not in [shape.look for shape in block.shapes]


def test_refusals_are_marked_in_the_cell_counted_and_named_below(kinds: Any) -> None:
    (sheet,) = sheets(kinds)
    block = about(sheet, "air watch, centre")
    assert [stroke.look for stroke in block.strokes] == ["refusal"]
    assert block.words[-1].text == "2"
    assert "Refused: air watch – Delta and Elm." in " ".join(said(sheet))


def test_the_phases_stand_in_the_order_of_the_plan_even_after_a_ledger_sorted_its_names(kinds: Any) -> None:
    turned = msgspec.structs.replace(kinds.plan, phases=dict(sorted(kinds.plan.phases.items())))
    (sheet,) = sheets(replace(kinds, plan=turned))
    texts = said(sheet)
    assert texts.index("First 90 days") < texts.index("After")


@pytest.mark.parametrize("size", [(1, 1, 1, 9), (4, 3, 2, 9), (12, 12, 4, 30), (12, 12, 1, 5000), (20, 30, 1, 99_999)])
@pytest.mark.parametrize("lang", ["en", "uk"])
def test_a_plan_of_any_size_can_be_read_on_paper_and_nothing_is_lost_or_cut(
    exercise: Any, size: Any, lang: Any
) -> None:
    known = dossier_of(exercise, *of_size(*size[:3], most=size[3]))
    drawn = sheets(known, lang)
    blocks = [block for sheet in drawn for block in sheet.blocks if block.says]
    assert len(blocks) == len(known.coverage.cells) == size[0] * size[1] * size[2]
    for sheet in drawn:
        assert min(words.size for block in sheet.blocks for words in block.words) >= 8
        for block in sheet.blocks:
            assert all(0 <= words.x <= sheet.width and 0 < words.y <= sheet.height for words in block.words)
    for block in blocks:
        frame = block.shapes[0]
        for words in block.words:
            assert "…" not in words.text
            if words.look != "end":
                assert words.x + room(words.text, words.size) <= frame.x + frame.width, block.says


def test_cells_of_a_sheet_never_touch(exercise: Any) -> None:
    for sheet in sheets(dossier_of(exercise, *of_size(6, 6, 4))):
        frames = [block.shapes[0] for block in sheet.blocks if block.says]
        for one, other in itertools.combinations(frames, 2):
            assert abs(one.x - other.x) >= one.width or abs(one.y - other.y) >= one.height


def test_twelve_functions_in_twelve_sectors_take_a_sheet_for_each_phase(exercise: Any) -> None:
    known = dossier_of(exercise, *of_size(12, 12, 4))
    names = sorted(drawn_apart(known, Names(known), "en"))
    assert [name for name in names if name.startswith("matrix")] == [
        "matrix-2.en.svg",
        "matrix-3.en.svg",
        "matrix-4.en.svg",
        "matrix.en.svg",
    ]


def test_every_part_of_a_bar_that_is_not_nothing_can_be_seen_and_they_fill_it() -> None:
    assert lengths(Shares(secured=9_998, mutual=1, missing=1), 100) == [94, 3, 0, 0, 3]
    assert lengths(Shares(), 100) == [0, 0, 0, 0, 0]


def test_an_exercise_and_an_assumption_are_stamped(kinds: Any, paris: Any) -> None:
    looked = Looked(without=("EX-CEDAR",), assumed=(("vote", "true"),))
    (page,) = matrix_svgs(kinds, Names(kinds), "en", looked)
    assert "EXERCISE – fictional parties and places" in page
    assert "HYPOTHETICAL – without Cedar; assumed: the vote – yes" in page
    real = replace(kinds, case=paris.case)
    (page,) = matrix_svgs(real, Names(real), "uk")
    assert "НАВЧАННЯ" not in page
    assert "ГІПОТЕТИЧНО" not in page


def test_without_a_plan_nothing_is_drawn(kinds: Any) -> None:
    assert sheets(replace(kinds, plan=None)) == []
    assert sheets(replace(kinds, coverage=msgspec.structs.replace(kinds.coverage, cells=[]))) == []


def test_a_name_is_text_and_never_part_of_the_drawing(kinds: Any) -> None:
    plan = msgspec.structs.replace(kinds.plan, functions={"watch": {"en": POISON, "uk": POISON}})
    known = replace(kinds, plan=plan)
    for page in matrix_svgs(known, Names(known), "en"):
        assert "<script" not in page
        assert ">49" not in page


def test_the_drawing_describes_itself_and_holds_no_broken_number(kinds: Any) -> None:
    (page,) = matrix_svgs(kinds, Names(kinds), "uk")
    assert 'role="img"' in page
    assert re.search(r'<desc id="g-desc">Таблиця для кожного етапу.*потрібно 5 груп; взаємно 3, можливо 1', page)
    numbers = re.findall(r'\b(?:x|y|width|height|d)="([^"]*)"', page.split("</defs>")[1])
    assert numbers
    assert not any("." in number for number in numbers)


@pytest.mark.parametrize("lang", ["en", "uk"])
def test_the_matrix_is_the_one_that_was_agreed(kinds: Any, lang: Any) -> None:
    (page,) = matrix_svgs(kinds, Names(kinds), lang)
    assert page == (GOLDEN / f"matrix.{lang}.svg").read_text("utf-8")


def test_the_pages_of_a_case_lead_to_its_drawings(kinds: Any) -> None:
    pages = render(kinds)
    for page in ("brief.en.html", "report.en.html"):
        assert (
            '<a href="matrix.en.svg">Matrix of the plan</a> <a href="curve.en.svg">Credibility curve</a>' in pages[page]
        )
    assert {"matrix.uk.svg", "curve.uk.svg"} <= set(pages)
