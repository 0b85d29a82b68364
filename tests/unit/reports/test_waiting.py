"""The waiting diagram: nobody stands on anybody, no arrow hides, the same waits give the same drawing."""

import itertools
import re
from dataclasses import replace
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from servanda.reports import Wait, render
from servanda.reports.names import Names
from servanda.reports.waiting import diagram, together

NAMES = [f"P{number}" for number in range(12)]
EDGES = st.lists(st.tuples(st.sampled_from(NAMES), st.sampled_from(NAMES), st.booleans()), min_size=1, max_size=30)


def drawn(dossier: Any, edges: Any, lang: Any = "uk") -> Any:
    waits = [
        Wait(who=who, for_whom=whom, commitment=f"c-{who}", because=f"c-{whom}", kind="promise", in_circle=circle)
        for who, whom, circle in edges
    ]
    known = replace(dossier, waits=waits)
    return diagram(known, Names(known), lang)


@settings(max_examples=40, deadline=None)
@given(edges=EDGES)
def test_boxes_never_touch_with_up_to_twelve_parties(paris: Any, edges: Any) -> None:
    drawing = drawn(paris, edges)
    for one, other in itertools.combinations(drawing.boxes, 2):
        apart = (
            abs(one.x - other.x) >= (one.width + other.width) / 2
            or abs(one.y - other.y) >= (one.height + other.height) / 2
        )
        assert apart, (one.id, other.id)
    for box in drawing.boxes:
        assert box.x - box.width / 2 >= 0
        assert box.x + box.width / 2 <= drawing.width
        assert box.y - box.height / 2 >= 0
        assert box.y + box.height / 2 <= drawing.height


@settings(max_examples=15, deadline=None)
@given(edges=EDGES, shuffled=st.randoms(use_true_random=False))
def test_the_order_of_waits_does_not_matter(paris: Any, edges: Any, shuffled: Any) -> None:
    turned = list(edges)
    shuffled.shuffle(turned)
    assert drawn(paris, turned) == drawn(paris, edges)


def test_the_circle_of_the_case_is_drawn_thick_in_both_directions(paris: Any) -> None:
    drawing = diagram(paris, Names(paris), "en")
    thick = {arrow.title.split(":")[0] for arrow in drawing.arrows if arrow.circle}
    assert thick == {
        "France → United States",
        "United States → France",
        "United Kingdom → United States",
        "United States → United Kingdom",
    }
    assert {box.id for box in drawing.boxes if box.kind == "circle"} == {"FRA", "GBR", "USA"}


def test_those_who_wait_alike_share_a_box_and_members_of_a_circle_never_do() -> None:
    waits = [Wait(who=who, for_whom="X", commitment=who, because="e", in_circle=False) for who in ("A", "B")] + [
        Wait(who="C", for_whom="D", commitment="c", because="d", in_circle=True),
        Wait(who="D", for_whom="C", commitment="d", because="c", in_circle=True),
    ]
    assert {wait.who for wait in together(waits)} == {"A\nB", "C", "D"}


def test_nobody_waiting_draws_nothing(paris: Any) -> None:
    known = replace(paris, waits=[])
    assert diagram(known, Names(known), "en") is None


def test_the_drawing_describes_itself(paris: Any) -> None:
    page = render(paris)["waiting.en.svg"]
    assert re.search(r"<title id=\"w-title\">Who waits for whom", page)
    assert "Germany → France" in page
    assert "prefers-color-scheme:dark" in page


@settings(max_examples=40, deadline=None)
@given(edges=EDGES)
def test_arrows_stay_inside_the_drawing_and_off_its_legend(paris: Any, edges: Any) -> None:
    drawing = drawn(paris, edges)
    for arrow in drawing.arrows:
        x1, y1, xm, ym, x2, y2 = map(float, re.findall(r"-?[\d.]+", arrow.path))
        if not arrow.circle:
            assert 0 < (y1 + 2 * ym + y2) / 4 < drawing.height - 26, arrow.title
            assert 0 < (x1 + 2 * xm + x2) / 4 < drawing.width
