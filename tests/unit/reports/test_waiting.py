"""The waiting diagram: nobody stands on anybody, no arrow hides, the same waits give the same drawing."""

import itertools
import random
import re
from dataclasses import replace
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from servanda.reports import Wait, render
from servanda.reports.drawings import waiting_svg
from servanda.reports.names import Names
from servanda.reports.sheet import Looked
from servanda.reports.waiting import diagram
from servanda.reports.waiting_said import together

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
    if drawing is None:
        assert all(who == whom for who, whom, _ in edges)
        return
    for one, other in itertools.combinations(drawing.boxes, 2):
        apart = (
            abs(one.x - other.x) >= (one.width + other.width) / 2
            or abs(one.y - other.y) >= (one.height + other.height) / 2
        )
        assert apart, (one.id, other.id)
    for box in drawing.boxes:
        assert box.left >= 0
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


def along(path: Any) -> Any:
    """Points on a path of M, H, C and Q."""
    x = y = 0.0
    points = []
    for command, text in re.findall(r"([MHCQ])([-\d. ]+)", path):
        numbers = [float(one) for one in text.split()]
        ends = {"M": numbers, "H": [x, y, numbers[0], y], "C": [x, y, *numbers], "Q": [x, y, *numbers]}[command]
        corners = list(zip(ends[::2], ends[1::2], strict=True))
        if command != "M":
            points += [bezier(corners, step / 40) for step in range(41)]
        x, y = corners[-1]
    return points


def bezier(corners: Any, t: Any) -> Any:
    while len(corners) > 1:
        corners = [((1 - t) * a[0] + t * b[0], (1 - t) * a[1] + t * b[1]) for a, b in itertools.pairwise(corners)]
    return corners[0]


def under(drawing: Any, arrow: Any, margin: Any = 1) -> Any:
    """Boxes that an arrow runs under."""
    return {
        box.id
        for box in drawing.boxes
        for x, y in along(arrow.path)
        if abs(x - box.x) < box.width / 2 - margin and abs(y - box.y) < box.height / 2 - margin
    }


@settings(max_examples=60, deadline=None)
@given(edges=EDGES)
def test_arrows_stay_inside_the_drawing_and_off_its_legend(paris: Any, edges: Any) -> None:
    drawing = drawn(paris, edges)
    for arrow in drawing.arrows if drawing else ():
        for x, y in along(arrow.path):
            assert 0 <= x <= drawing.width, arrow.title
            assert 0 < y < drawing.height - 26, arrow.title


@settings(max_examples=100, deadline=None)
@given(edges=EDGES)
def test_no_arrow_from_or_to_the_outside_of_a_circle_runs_under_a_box(paris: Any, edges: Any) -> None:
    drawing = drawn(paris, edges)
    for arrow in drawing.arrows if drawing else ():
        if "Q" not in arrow.path:
            assert under(drawing, arrow) == set(), arrow.title


def test_no_arrow_at_all_runs_under_a_box_in_a_circle_of_up_to_nine(paris: Any) -> None:
    for size in range(2, 10):
        ring = [(f"P{n}", f"P{(n + 1) % size}", True) for n in range(size)]
        drawing = drawn(paris, [*ring, *((b, a, True) for a, b, _ in ring)])
        assert len(drawing.circles) == 1
        for arrow in drawing.arrows:
            assert under(drawing, arrow) == set(), (size, arrow.title)


def test_a_register_of_forty_promises_is_drawn_without_a_box_touched(paris: Any) -> None:
    drawing = drawn(paris, crowd())
    assert len(drawing.arrows) > 30
    for arrow in drawing.arrows:
        assert under(drawing, arrow) == set(), arrow.title


def crowd() -> Any:
    """Twenty guarantors, forty promises, a circle of five."""
    chosen = random.Random(1)  # noqa: S311 - no secret
    names = [f"G{number:02d}" for number in range(20)]
    pairs = [(*chosen.sample(names, 2), False) for _ in range(35)]
    return [*pairs, *((names[n], names[(n + 1) % 5], True) for n in range(5))]


def test_a_circle_is_drawn_as_one_and_two_circles_stay_two(paris: Any) -> None:
    both = [("A", "B", True), ("B", "A", True), ("C", "D", True), ("D", "C", True), ("A", "C", False)]
    drawing = drawn(paris, both)
    assert len(drawing.circles) == 2
    assert [sorted(standing_on(drawing, ground)) for ground in drawing.circles] == [["A", "B"], ["C", "D"]]


def standing_on(drawing: Any, ground: Any) -> Any:
    """Boxes that touch the ground of a circle."""
    return {
        box.id
        for box in drawing.boxes
        if ground.left < box.left + box.width
        and box.left < ground.left + ground.width
        and ground.top < box.top + box.height
        and box.top < ground.top + ground.height
    }


@settings(max_examples=60, deadline=None)
@given(edges=EDGES)
def test_the_ground_of_a_circle_is_inside_the_drawing_and_nobody_else_stands_on_it(paris: Any, edges: Any) -> None:
    drawing = drawn(paris, edges)
    for ground in drawing.circles if drawing else ():
        standing = [box for box in drawing.boxes if box.id in standing_on(drawing, ground)]
        assert {box.kind for box in standing} == {"circle"}
        assert ground.left >= 0
        assert ground.left + ground.width <= drawing.width
        assert all(ground.left < box.left and box.left + box.width < ground.left + ground.width for box in standing)


def test_words_boxes_and_legend_keep_the_same_margin(paris: Any) -> None:
    drawing = diagram(paris, Names(paris), "uk")
    assert {line.x for line in drawing.words} == {drawing.legend[0][0]} == {drawing.edge}
    assert min(box.left for box in drawing.boxes) >= drawing.edge


def test_the_ukrainian_sentence_about_the_signal_agrees_with_no_gender_and_no_number(paris: Any) -> None:
    said = " ".join(line.text for line in diagram(paris, Names(paris), "uk").words)
    assert "Якщо це станеться, за тлумаченням" in said
    assert "Без сили й далі лишається –" in said
    assert "Якщо він" not in said


def test_the_awaited_signal_is_marked_where_it_is_awaited_from_and_its_arrows_are_dashed(paris: Any) -> None:
    reported = Wait(who="ALLIES", for_whom="USA", commitment="", because="us-signal")
    known = replace(paris, waits=[*paris.waits, reported])
    page = render(known)["waiting.en.svg"]
    drawing = diagram(known, Names(known), "en")
    assert [box.id for box in drawing.boxes if box.awaited] == ["USA"]
    waiting = {arrow.title.split(" → ")[0] for arrow in drawing.arrows if arrow.way == "signal"}
    assert waiting == {"Ukraine's allies"}
    assert page.count('class="w-mark"') == 1
    assert "awaited signal" in page


def test_what_the_signal_would_release_stands_below_under_each_reading(paris: Any) -> None:
    drawing = diagram(paris, Names(paris), "en")
    text = " ".join(words.text for words in drawing.words)
    for reading in paris.released:
        known = [one for one in paris.released[reading] if one.blocked_by]
        assert known
    assert "Decided by: United States." in text
    assert text.count("If it comes, read as") == len(paris.released) == 2
    assert "What still waits – France: Land forces. Needed for that:" in text


def test_the_small_drawing_of_the_brief_has_no_words_around_it(paris: Any) -> None:
    small = diagram(paris, Names(paris), "uk", at_most=4)
    assert small.words == ()
    assert small.height <= 340


def test_what_is_assumed_is_said_above_the_drawing(paris: Any) -> None:
    looked = Looked(without=("USA",), assumed=(("peace-agreement", "true"),))
    drawing = diagram(paris, Names(paris), "en", looked=looked)
    assert "HYPOTHETICAL – without United States; assumed: a peace agreement enters into force – yes" in [
        words.text for words in drawing.words
    ]


def test_a_drawing_is_whole_pixels_and_any_name_is_text(paris: Any) -> None:
    names = {"USA": {"en": "</text><script>alert(1)</script>", "uk": "x"}}
    known = replace(paris, agreements=[], names=names)
    page = waiting_svg(known, Names(known), "en")
    assert "<script" not in page
    numbers = re.findall(r'\b(?:x|y|cx|cy|r|width|height|d)="([^"]*)"', page.split("</defs>")[1])
    assert not any("." in number for number in numbers)
