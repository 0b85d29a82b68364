"""What people read: marks of exercises and assumptions, names, the order of the plan, nobody named without reason."""

from pathlib import Path
from typing import Any

import msgspec
import pytest
import yaml
from click.testing import CliRunner

from servanda.cli.commitments import group as commitments
from servanda.cli.coverage import group as coverage
from servanda.wording import say

ROOT = Path(__file__).resolve().parents[3]
PARIS, EXERCISE = ROOT / "cases" / "paris-2026", ROOT / "cases" / "exercise-meridian"
FOLDER = ROOT / "src" / "servanda" / "wording" / "catalogue"
RUNGS = ("signalled", "offered", "pledged", "ratified", "deployed")

ASKED = [
    (commitments, ("list",), ()),
    (commitments, ("explain",), ()),
    (commitments, ("lint",), ()),
    (commitments, ("stand",), ()),
    (commitments, ("waits",), ()),
    (commitments, ("release",), ("EX-DELTA-VOTE",)),
    (coverage, ("show",), ()),
    (coverage, ("without",), ("EX-CEDAR",)),
    (coverage, ("worst",), ()),
    (coverage, ("single",), ()),
    (coverage, ("close",), ()),
    (coverage, ("curve",), ()),
    (coverage, ("place",), ()),
]


def ask(group: Any, *words: str | Path) -> Any:
    return CliRunner().invoke(group, [str(word) for word in words], catch_exceptions=False)


def tables(text: str) -> list[list[str]]:
    return [block.splitlines() for block in text.split("\n\n")]


@pytest.mark.parametrize(("group", "verb", "more"), ASKED, ids=lambda one: "".join(one) if type(one) is tuple else "")
@pytest.mark.parametrize(("lang", "mark"), [("en", "EXERCISE"), ("uk", "НАВЧАННЯ")])
def test_of_an_exercise_every_sentence_and_every_table_says_so(
    group: Any, verb: Any, more: Any, lang: str, mark: str
) -> None:
    for shape in ("lines", "table"):
        result = ask(group, *verb, EXERCISE, *more, "--lang", lang, "--format", shape)
        assert all(line.startswith(mark) for line in result.stderr.splitlines())
        if shape == "table":
            assert all(block[0] == mark for block in tables(result.stdout))
    whole = msgspec.json.decode(ask(group, *verb, EXERCISE, *more, "--json").stdout)
    assert whole["exercise"] is True


def test_a_real_case_is_no_exercise() -> None:
    result = ask(commitments, "stand", PARIS, "--json")
    assert msgspec.json.decode(result.stdout)["exercise"] is False
    assert "EXERCISE" not in result.stderr


def test_an_assumption_is_named_over_the_table_and_in_the_sentences() -> None:
    words = ("--assume", "ceasefire=true", "--without", "FRA", "--floor", "offered", "--lang", "uk")
    table = ask(coverage, "show", PARIS, *words, "--format", "table").stdout.splitlines()
    assert table[0] == (
        "ГІПОТЕТИЧНО – без урахування: Франція; припущено: набрання чинності режимом припинення вогню – так"
    )
    assert table[1] == "Враховано зобов'язання, щонайменше запропоновані"
    said = ask(commitments, "stand", PARIS, *words).stderr.splitlines()
    assert all(line.startswith("ГІПОТЕТИЧНО · ") for line in said)
    assert "без урахування: Франція" in said[0]


def test_who_is_asked_to_be_gone_makes_the_answer_hypothetical() -> None:
    result = ask(coverage, "without", EXERCISE, "EX-CEDAR")
    assert result.stderr.startswith("EXERCISE · HYPOTHETICAL · Without Cedar")
    blocks = tables(ask(coverage, "without", EXERCISE, "EX-CEDAR", "--format", "table").stdout)
    assert [block[:2] for block in blocks] == [["EXERCISE", "HYPOTHETICAL – without Cedar"]] * 2


def test_a_reading_is_named_in_words_and_assumes_nothing() -> None:
    result = ask(commitments, "stand", PARIS, "--reading", "us-troops")
    assert result.stderr.startswith("Reading: ")
    assert "HYPOTHETICAL" not in result.stderr


def test_what_is_awaited_stands_once_and_what_cannot_stand_awaits_nothing() -> None:
    lines = ask(commitments, "explain", PARIS, "--format", "table").stdout.splitlines()
    awaited = lines[lines.index("") + 1 :]
    (ceasefire,) = [line for line in awaited if line.startswith("entry into force of a ceasefire ")]
    assert "Russia, Ukraine" in ceasefire
    assert not any(name in line for line in awaited for name in ("COALITION-26", "FRA-LAND-2025", "GBR-LAND-2025"))
    found = msgspec.json.decode(ask(commitments, "explain", PARIS, "--json").stdout)["commitments"]
    assert all(not one["awaited"] for one in found if one["why"]["label"] == "void")


def test_explaining_one_promise_tells_people_why_and_what_is_awaited_from_whom() -> None:
    said = ask(commitments, "explain", PARIS, "USA-INTELLIGENCE").stderr
    assert "USA-INTELLIGENCE does not stand yet" in said
    assert "Awaited: a peace agreement with Russia (from Russia and Ukraine)." in said
    assert "It alone would release USA-INTELLIGENCE." in said
    assert "обсягу" in ask(commitments, "list", PARIS, "--lang", "uk").stderr


def test_each_weakness_is_told_once_with_all_promises_that_have_it() -> None:
    lines = ask(commitments, "lint", PARIS, "--format", "table", "--lang", "uk").stdout.splitlines()
    assert len(lines) < 20
    assert not any(word in line for line in lines for word in ("unspecified", "unquantified"))
    said = ask(commitments, "lint", PARIS).stderr.splitlines()
    (deadline,) = [line for line in said if line.endswith("[no-deadline]")]
    assert deadline.startswith("BEL-AIR, BEL-SEA, ")
    assert deadline.count("BEL-AIR") == 1


def test_nobody_is_named_where_no_absence_costs_anything() -> None:
    result = ask(coverage, "worst", PARIS, "--format", "table")
    assert "BEL" not in result.stdout
    assert "Belgium" not in result.stdout
    assert "no number" in result.stdout
    assert "no absence of so many costs anything that has a number" in result.stderr
    mines = [
        line for line in ask(coverage, "worst", EXERCISE, "--format", "table").stdout.splitlines() if "mine" in line
    ]
    assert mines
    assert not any("Cedar" in line for line in mines)


def test_the_curve_shows_requirements_without_a_number_and_no_nought_in_their_place() -> None:
    result = ask(coverage, "curve", PARIS, "--format", "table")
    assert "needed" not in result.stdout
    rungs = {line.split()[0]: line.split()[1:] for line in result.stdout.splitlines() if line.startswith(RUNGS)}
    assert rungs["signalled"] == ["0", "0", "11", "0", "0"]
    assert rungs["pledged"] == ["0", "0", "0", "0", "11"]
    assert "11 requirements without a number" in result.stderr


@pytest.mark.parametrize("verb", ["worst", "curve", "place"])
def test_sums_of_unlike_units_bear_a_note(verb: str) -> None:
    for shape in ("lines", "table"):
        assert "added as bare numbers" in ask(coverage, verb, EXERCISE, "--format", shape).output


@pytest.mark.parametrize(("verb", "more"), [("show", ()), ("without", ("EX-CEDAR",)), ("single", ()), ("place", ())])
def test_phases_stand_in_the_order_of_the_plan(verb: str, more: Any) -> None:
    result = ask(coverage, verb, EXERCISE, *more, "--format", "table")
    for text in (result.stdout, result.stderr):
        first, after = text.find("first 90 days"), text.find("after 90 days")
        assert first <= after
    assert "EX-air-watch" not in result.output


def test_a_gap_that_nobody_leaves_is_said_without_anybody_leaving() -> None:
    for case in (EXERCISE, PARIS):
        assert "leave" not in ask(coverage, "close", case, "--k", "0", "--lang", "en").stderr
        assert "вийдуть" not in ask(coverage, "close", case, "--k", "0", "--lang", "uk").stderr


def test_counts_use_the_words_of_the_table() -> None:
    said = ask(commitments, "stand", EXERCISE, "--lang", "uk").stderr
    words = {say(f"doors.label-{label}")["uk"] for label in ("credible", "handshake", "open", "void")}
    assert all(f"{word}: " in said for word in words)


def test_each_rung_has_one_ukrainian_name_everywhere() -> None:
    for rung in RUNGS:
        table, sheet = say(f"doors.rung-{rung}")["uk"], say(f"exchange.choice.rung.{rung}")["uk"]
        drawn = say(f"drawings.rung-{rung}")["uk"]
        assert table == sheet
        assert drawn[:-1] == table[:-1]


def test_a_phase_has_one_ukrainian_name_everywhere() -> None:
    for name in ("doors", "exchange", "coverage", "commitments", "drawings"):
        sentences = yaml.safe_load((FOLDER / f"{name}.yaml").read_text("utf-8"))
        assert [key for key, one in sentences.items() if "фаз" in one["uk"].casefold()] == []


def test_a_requirement_is_said_without_a_verb_that_must_agree() -> None:
    said = ask(coverage, "show", EXERCISE, "--lang", "uk").stderr
    assert "Сектор B (центр): потрібно 2, а надійти туди не може ніщо із записаного." in said
    firm = ask(coverage, "show", EXERCISE, "--lang", "uk", "--floor", "deployed").stderr
    assert "ніщо з урахованого" in firm
