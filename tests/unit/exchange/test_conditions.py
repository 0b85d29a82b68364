"""A condition in one cell: what can be written is read as the guard it means, and every guard can be written."""

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from servanda.adapters.exchange.condition_text import condition_text
from servanda.adapters.exchange.conditions import DEEPEST, condition_of
from servanda.adapters.exchange.words import RESERVED
from servanda.errors import InputError
from servanda.records.condition import AtLeast, Guard, RungAtLeast, SumAtLeast
from unit.exchange.guards import GUARDS

PEACE, VOTE = Guard(event="peace-agreement"), Guard(event="approval-FRA")
WRITTEN = {
    "peace-agreement and approval-FRA and promised(USA-BACKSTOP)": Guard(
        all=[PEACE, VOTE, Guard(promised="USA-BACKSTOP")]
    ),
    "peace-agreement і approval-FRA та обіцяно(USA-BACKSTOP)": Guard(all=[PEACE, VOTE, Guard(promised="USA-BACKSTOP")]),
    "At least 2 of (a, b, c)": Guard(at_least=AtLeast(k=2, of=[Guard(event=name) for name in "abc"])),
    "щонайменше 2 з (a; b; c)": Guard(at_least=AtLeast(k=2, of=[Guard(event=name) for name in "abc"])),
    "sum(land-reassurance in sector-a) >= 5": Guard(
        sum=SumAtLeast(function="land-reassurance", amount=5, sector="sector-a")
    ),
    "сума(land-reassurance у sector-a протягом after) ≥ 5": Guard(
        sum=SumAtLeast(function="land-reassurance", amount=5, sector="sector-a", phase="after")
    ),
    "rung(X) >= ratified": Guard(rung=RungAtLeast(commitment="X", rung="ratified")),
    "ступінь(X) >= ратифіковано": Guard(rung=RungAtLeast(commitment="X", rung="ratified")),
    "not before 2026-05-01T00:00Z": Guard(not_before=datetime(2026, 5, 1, tzinfo=UTC)),
    "не пізніше 2026-05-01T02:00+02:00": Guard(not_after=datetime(2026, 5, 1, tzinfo=UTC)),
    "unless (done(X) or peace-agreement)": Guard(unless=Guard(any=[Guard(done="X"), PEACE])),
    "якщо не (виконано(X) або peace-agreement)": Guard(unless=Guard(any=[Guard(done="X"), PEACE])),
    "(a and b) and c": Guard(all=[Guard(all=[Guard(event="a"), Guard(event="b")]), Guard(event="c")]),
    "“peace-agreement” and «approval-FRA»": Guard(all=[PEACE, VOTE]),
    '"and"': Guard(event="and"),
    "": Guard(all=[]),
    "always": Guard(all=[]),
    "ніколи": Guard(any=[]),
}
WRONG = {
    "a and b or c": ("condition-mixed", "character 9"),
    "a b": ("condition-unexpected", "character 3"),
    "a and": ("condition-unfinished", "a condition"),
    "promised USA": ("condition-unexpected", "character 10"),
    "(a and b": ("condition-unfinished", "')'"),
    "a & b": ("condition-unreadable", "Character 3"),
    "rung(X) >= firm": ("condition-rung", "character 12"),
    "not before 2026-05-01": ("condition-moment", "character 12"),
    "not before 2026-05-01T00:00": ("condition-moment", "character 12"),
    "not before 2026-02-30T00:00Z": ("condition-moment", "character 12"),
    "at least two of (a, b)": ("condition-unexpected", "a whole number"),
    "at least 2 (a, b)": ("condition-unexpected", '"of"'),
    "sum(x) >= 2.5": ("condition-unexpected", "a whole number"),
    "5": ("condition-unexpected", "quotation marks"),
    "all(a b)": ("condition-unexpected", "','"),
    "(" * 30 + "a" + ")" * 30: ("condition-too-deep", "character"),
    "unless " * 30 + "a": ("condition-too-deep", "character"),
    "a" * 40_000: ("condition-too-long", "40000"),
}


@pytest.mark.parametrize("text", WRITTEN)
def test_a_liaison_officer_can_write_it_in_either_language(text: str) -> None:
    assert condition_of(text) == WRITTEN[text]


@pytest.mark.parametrize("text", WRONG, ids=lambda text: text[:20])
def test_what_cannot_be_read_is_refused_with_its_place_in_the_cell(text: str) -> None:
    code, part = WRONG[text]
    with pytest.raises(InputError) as refused:
        condition_of(text)
    assert refused.value.code == code
    assert part in refused.value.says
    assert refused.value.hint


@settings(max_examples=400)
@given(GUARDS, st.sampled_from(["en", "uk"]))
def test_every_guard_is_read_back_as_it_was(guard: Guard, lang: str) -> None:
    assert condition_of(condition_text(guard, lang)) == guard


PIECES = st.sampled_from([*'()ab,;" >=2-', " and ", " or ", "at least ", "unless ", "щонайменше ", "of", "не раніше "])


@settings(max_examples=300)
@given(st.lists(PIECES).map("".join))
def test_any_text_is_read_or_refused_and_nothing_else(text: str) -> None:
    guard, refused = _tried(text)
    assert guard is None or condition_of(condition_text(guard, "en")) == guard
    assert not refused or refused.startswith("condition-")


def _tried(text: str) -> tuple[Guard | None, str]:
    try:
        return condition_of(text), ""
    except InputError as error:
        return None, error.code


def test_conditions_are_written_as_deep_as_they_are_read() -> None:
    deep, refused = PEACE, ""
    for _ in range(3 * DEEPEST):
        deep = Guard(unless=Guard(all=[deep, VOTE]))
        try:
            text = condition_text(deep, "uk")
        except InputError as error:
            refused = error.code
            break
        assert condition_of(text) == deep
    assert refused == "condition-too-deep"


def test_a_word_of_the_notation_can_be_the_name_of_an_event() -> None:
    assert {
        word for word in RESERVED if condition_of(condition_text(Guard(event=word), "en")) != Guard(event=word)
    } == set()


def test_a_guard_that_states_several_things_is_not_written() -> None:
    for wrong in (
        Guard(),
        Guard(event="a", done="b"),
        Guard(all=[Guard(), PEACE]),
        Guard(all=[PEACE, VOTE], event="a"),
    ):
        with pytest.raises(InputError, match="exactly one thing"):
            condition_text(wrong, "en")


def _levels(count: int) -> str:
    return "(" * count + "a" + ")" * count


@pytest.mark.parametrize(
    ("taken", "refused"),
    [
        (_levels(17), _levels(18)),
        ("unless " * 17 + "a", "unless " * 18 + "a"),
        ("all(" * 17 + "a" + ")" * 17, "all(" * 18 + "a" + ")" * 18),
        ("unless " + _levels(17), "unless " + _levels(18)),
    ],
    ids=["brackets", "unless", "all", "unless with brackets"],
)
def test_seventeen_levels_are_read_and_no_more(taken: str, refused: str) -> None:
    assert condition_of(taken)
    assert _tried(refused) == (None, "condition-too-deep")


def test_as_many_characters_as_a_cell_holds_are_read_and_no_more() -> None:
    assert condition_of("a" * 30_000).event == "a" * 30_000
    assert _tried("a" * 30_001) == (None, "condition-too-long")


def test_a_figure_of_sixteen_digits_is_read_and_no_longer_one() -> None:
    assert condition_of(f"sum(x) >= {'9' * 16}") == Guard(sum=SumAtLeast(function="x", amount=int("9" * 16)))
    assert _tried(f"sum(x) >= {'9' * 17}") == (None, "condition-unexpected")


def test_a_cell_of_spaces_states_nothing_and_a_list_needs_its_commas() -> None:
    assert condition_of(" \n ") == Guard(all=[])
    assert _tried("any(a (b))") == (None, "condition-unexpected")
    assert _tried("any(a, , b)") == (None, "condition-unexpected")
