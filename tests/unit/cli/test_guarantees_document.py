"""One document on standard input, in a file, as YAML: the same answers; options win over its view."""

import json
import re
import signal
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from servanda.adapters.guarantees import open_text
from servanda.cli.commitments import group as commitments
from servanda.cli.coverage import group as coverage
from servanda.cli.watching import Watching
from servanda.coverage import Stopped
from servanda.errors import AccessDenied, InputError, NotFound
from servanda.records.guarantees import Guarantees
from servanda.schemas import json_schema

ROOT = Path(__file__).parents[3]
PAGE = ROOT / "docs" / "guarantees-document.md"
EXAMPLE = ROOT / "docs" / "examples" / "guarantees.json"
EXERCISE = str(ROOT / "cases" / "exercise-meridian")
Group = Any


def _run(group: Group, *words: str, text: bytes | None = None) -> Result:
    return CliRunner().invoke(group, list(words), input=text, catch_exceptions=False)


def _answer(group: Group, *words: str, text: bytes | None = None) -> dict[str, Any]:
    answer: dict[str, Any] = json.loads(_run(group, *words, "--json", text=text).stdout)
    return answer


def _labels(*words: str, text: bytes | None = None) -> dict[str, str]:
    return {one["commitment"]: one["label"] for one in _answer(commitments, "stand", *words, text=text)["commitments"]}


def test_the_example_file_is_the_one_on_the_page() -> None:
    found = re.search(r"```json\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)
    assert found
    assert json.loads(found[1]) == json.loads(EXAMPLE.read_text("utf-8"))


def test_a_file_and_standard_input_and_yaml_give_the_same_answer(tmp_path: Path) -> None:
    text = EXAMPLE.read_bytes()
    as_yaml = tmp_path / "guarantees.yaml"
    as_yaml.write_text("# from a person\n" + json.dumps(json.loads(text), indent=1), "utf-8")
    assert _labels("-", text=text) == _labels(str(EXAMPLE)) == _labels(str(as_yaml))
    assert _labels("-", text=text) == {"CEDAR-AIR": "credible", "DELTA-AIR": "open"}


def test_an_empty_document_is_an_empty_register() -> None:
    assert _answer(commitments, "list", "-", text=b"{}")["commitments"] == []
    with pytest.raises(InputError, match="as-of-missing"):
        _run(commitments, "stand", "-", text=b"{}")
    document = json.loads(EXAMPLE.read_text("utf-8"))
    del document["plan"]
    with pytest.raises(NotFound, match="plan-not-found"):
        _run(coverage, "show", "-", text=json.dumps(document).encode())


def test_without_a_moment_the_document_is_seen_from_its_latest_step() -> None:
    document = json.loads(EXAMPLE.read_text("utf-8"))
    del document["as_of"]
    assert (
        _answer(commitments, "stand", "-", text=json.dumps(document).encode())["view"]["as_of"]
        == "2031-02-01T12:00:00Z"
    )


def test_options_win_over_the_view_of_the_document() -> None:
    document = {**json.loads(EXAMPLE.read_text("utf-8")), "view": {"assume": {"vote": "true"}, "without": ["CEDAR"]}}
    text = json.dumps(document).encode()
    assert _labels("-", text=text) == {"CEDAR-AIR": "void", "DELTA-AIR": "void"}
    assert _labels("-", "--without", "DELTA", text=text) == {"CEDAR-AIR": "credible", "DELTA-AIR": "void"}
    assert _labels("-", "--assume", "vote=false", "--without", "DELTA", text=text)["CEDAR-AIR"] == "credible"


def test_a_name_that_nobody_bears_is_refused_on_the_command_line() -> None:
    for words in (("--without", "CEDER"), ("--assume", "vota=true")):
        with pytest.raises(InputError, match=words[1].split("=")[0]):
            _run(commitments, "stand", str(EXAMPLE), *words)


def test_the_schema_of_the_document_is_committed_and_knows_every_part() -> None:
    schema = json.loads((ROOT / "docs/reference/schemas/guarantees.json").read_text("utf-8"))
    assert schema == json.loads(json.dumps(json_schema(Guarantees)))
    assert schema["$defs"]["GivenCommitment"]["required"] == ["id", "provider", "function", "status", "support"]


def test_labels_alone_are_those_with_reasons() -> None:
    alone = _answer(commitments, "stand", EXERCISE, "--labels")["commitments"]
    assert {one["commitment"]: one["label"] for one in alone} == _labels(EXERCISE)
    assert set(alone[0]) == {"commitment", "provider", "label", "rung"}


def test_explain_says_what_is_awaited_from_whom_and_what_it_would_release() -> None:
    (one,) = _answer(commitments, "explain", EXERCISE, "EX-DELTA-SURVEY")["commitments"]
    assert [(fact["fact"], fact["from_whom"], fact["signal"], fact["releases"]) for fact in one["awaited"]] == [
        ("EX-DELTA-VOTE", ["EX-DELTA"], True, ["EX-DELTA-SURVEY"])
    ]
    assert one["withdrawals"] is None
    (ring,) = _answer(commitments, "explain", EXERCISE, "EX-CEDAR-CLEARING", "--desk")["commitments"]
    assert ring["circle"] == ["EX-CEDAR-CLEARING", "EX-DELTA-CLEARING"]
    assert ring["withdrawals"]["sets"] == [["EX-CEDAR"], ["EX-DELTA"]]
    assert "desk only" in _run(commitments, "explain", EXERCISE, "--desk").stderr


def test_worst_and_close_are_for_the_desk(tmp_path: Path) -> None:
    found = _answer(coverage, "worst", EXERCISE, "--k", "2")
    assert found["proven"]
    assert [one["k"] for one in found["losses"]] == [0, 1, 2]
    assert "desk only" in _run(coverage, "worst", EXERCISE).stderr
    (tmp_path / ".written").write_text("brief.html\n", "utf-8")
    with pytest.raises(AccessDenied, match="desk-only"):
        _run(coverage, "worst", EXERCISE, "--out", str(tmp_path / "deeper" / "worst.json"))
    (tmp_path / ".written").unlink()
    _run(coverage, "worst", EXERCISE, "--k", "2", "--out", str(tmp_path / "worst.json"))
    assert json.loads((tmp_path / "worst.json").read_text("utf-8"))["losses"] == found["losses"]


def test_close_says_yes_or_no_by_its_exit_code() -> None:
    document = json.loads(EXAMPLE.read_text("utf-8"))
    pledge = {
        "id": "MORE",
        "provider": "ELM",
        "function": "air-watch",
        "quantity": 2,
        "unit": "patrols",
        "sectors": ["A"],
    }
    document["plan"]["further"] = [pledge]
    result = _run(coverage, "close", "-", "--k", "0", "--json", text=json.dumps(document).encode())
    answer = json.loads(result.stdout)
    assert (result.exit_code, answer["closed"], answer["chosen"], answer["proven"]) == (0, True, ["MORE"], True)
    never = _run(coverage, "close", "-", "--k", "1", "--json", text=json.dumps(document).encode())
    assert (never.exit_code, json.loads(never.stdout)["closed"]) == (1, False)


def test_curve_and_place_answer() -> None:
    points = _answer(coverage, "curve", EXERCISE)["points"]
    secured = [point["tally"]["secured"] for point in points]
    assert secured == sorted(secured, reverse=True)
    placed = _run(coverage, "place", EXERCISE, "--json")
    assert placed.exit_code == (1 if json.loads(placed.stdout)["missing"] else 0)


def test_a_requirement_shows_who_could_give_how_much() -> None:
    answer = _answer(coverage, "show", str(EXAMPLE), "--shares")
    given = sum(share["amount"] for share in answer["shares"])
    assert given == sum(cell["secured"] + cell["mutual"] + cell["possible"] for cell in answer["cells"])


@pytest.mark.parametrize("words", [("commitments", "stand"), ("commitments", "explain"), ("commitments", "list")])
def test_a_table_in_ukrainian_has_ukrainian_heads(words: tuple[str, str]) -> None:
    text = _run(commitments, words[1], EXERCISE, "--format", "table", "--lang", "uk").stdout
    head = text.splitlines()[0]
    assert not re.search(r"[A-Za-z]", head)
    assert len(set(map(len, [head.rstrip()]))) == 1


def test_the_columns_of_a_table_line_up() -> None:
    lines = _run(coverage, "show", EXERCISE, "--format", "table").stdout.splitlines()
    rule = lines[2]
    starts = [place for place in range(len(rule)) if rule[place] != " " and (place == 0 or rule[place - 1] == " ")]
    for line in lines[3:]:
        assert all(line[start - 1] == " " for start in starts[1:])


def test_interrupting_asks_the_question_to_stop_and_twice_breaks_off() -> None:
    with Watching("en") as progress:
        progress(1, 10)
        signal.raise_signal(signal.SIGINT)
        with pytest.raises(Stopped):
            progress(2, 10)
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(signal.SIGINT)


def test_a_question_that_cannot_answer_in_part_ends_with_130() -> None:
    with pytest.raises(SystemExit) as ended, Watching("en"):
        raise Stopped
    assert ended.value.code == 130


def test_a_key_twice_in_one_record_keeps_that_record_out_alone() -> None:
    text = EXAMPLE.read_bytes().replace(b'"quantity": 2', b'"quantity": 2, "quantity": 9', 1)
    opened = open_text(text, "-")
    assert [one.code for one in opened.rejections] == ["json-duplicate-key"]
    assert [one.id for one in opened.recorded] == ["DELTA-AIR"]


def test_a_text_that_looks_like_a_key_is_none() -> None:
    text = EXAMPLE.read_bytes().replace(b'"note-1"', b'": \\"a\\": b"', 1)
    assert open_text(text, "-").rejections == []


def _broken_and_sound(count: int) -> bytes:
    step = {"axis": "legal", "value": "signed", "occurred_on": "2031-02-01", "known_on": "2031-02-01T12:00:00Z"}
    whole = {"provider": "P", "function": "air-watch", "support": ["n"], "status": [{**step, "support": ["n"]}]}
    bad = [{**whole, "id": f"B{number}", "superseds": "x"} for number in range(count)]
    good = [{**whole, "id": f"C{number}"} for number in range(count)]
    sums = {**whole, "id": "SUM", "provider": "Q", "condition": {"sum": {"function": "air-watch", "amount": 0}}}
    bloc = {**whole, "id": "BLOC", "provider": "E"}
    return json.dumps({"commitments": [*bad, *good, sums, bloc], "blocs": {"E": ["P"]}}).encode()


def test_many_broken_records_share_one_undecided_fact_and_one_has_its_own() -> None:
    for count, facts in ((1, ["record:B0"]), (40, ["records:E/air-watch", "records:P/air-watch", "records:air-watch"])):
        files = open_text(_broken_and_sound(count), "-")
        assert [event.id for event in files.register.events] == facts
        labels = _labels("-", text=_broken_and_sound(count))
        assert labels.pop("SUM") == "credible"  # nothing is asked of the sum
        assert set(labels.values()) == {"open"}


@pytest.mark.parametrize("number", [b"1e400", b"-1e400", b"9" * 5000], ids=["1e400", "-1e400", "5,000 digits"])
def test_a_number_too_large_to_hold_keeps_its_record_out_alone(number: bytes) -> None:
    text = EXAMPLE.read_bytes().replace(b'"quantity": 2', b'"quantity": ' + number, 1)
    opened = open_text(text, "-")
    assert [one.code for one in opened.rejections] == ["record-out-of-range"]
    assert opened.rejections[0].says == "quantity: the number is larger than any that can be held."
    assert [one.id for one in opened.recorded] == ["DELTA-AIR"]
    assert [one.id for one in opened.register.events] == ["record:CEDAR-AIR", "vote"]
    assert _labels("-", text=text) == {"DELTA-AIR": "open"}


def test_a_number_too_large_to_hold_in_a_requirement_leaves_the_rest_of_the_document() -> None:
    opened = open_text(EXAMPLE.read_bytes().replace(b'"quantity": 4', b'"quantity": 1e400'), "-")
    assert [(one.code, one.place) for one in opened.rejections] == [("record-out-of-range", "-:plan.requirements[0]")]
    assert len(opened.recorded) == 2


def test_what_is_no_json_is_still_said_beside_a_number_too_large_to_hold() -> None:
    text = EXAMPLE.read_bytes().replace(b'"quantity": 4', b'"quantity": 1e400,,')
    with pytest.raises(InputError, match="json-syntax"):
        open_text(text, "-")


@pytest.mark.parametrize(
    "limit",
    [
        {"provider": "CEDAR", "amount": 1, "phase": "frist"},
        {"provider": "CEDAR", "amount": 1, "function": "air"},
        {"provider": "Cedar", "amount": 1},
        {"provider": "CEDAR", "amount": -1},
        {"provider": "CEDAR", "amonut": 1},
    ],
)
def test_a_placement_is_not_called_the_best_where_a_lift_limit_was_not_taken(limit: dict[str, Any]) -> None:
    document = json.loads(EXAMPLE.read_text("utf-8"))
    document["plan"]["requirements"][0]["quantity"] = 2
    whole = _run(coverage, "place", "-", "--json", text=json.dumps(document).encode())
    assert (whole.exit_code, json.loads(whole.stdout)["proven"]) == (0, True)
    document["plan"]["lift"] = [limit]
    result = _run(coverage, "place", "-", "--json", text=json.dumps(document).encode())
    answer = json.loads(result.stdout)
    assert (result.exit_code, answer["missing"], answer["proven"]) == (1, 0, False)
    assert [one["kind"] for one in answer["rejections"]] == ["plan"]
    assert "not called the best" in result.stderr


def test_where_no_number_is_public_no_gap_counts_as_closed() -> None:
    result = _run(coverage, "close", str(ROOT / "cases" / "paris-2026"), "--json")
    answer = json.loads(result.stdout)
    assert (result.exit_code, answer["closed"], answer["impossible"], len(answer["unquantified"])) == (1, False, [], 11)
    assert "The plan states no number" in result.stderr
    assert "can be closed" not in result.stderr
    table = _run(coverage, "close", str(ROOT / "cases" / "paris-2026"), "--format", "table", "--lang", "uk")
    assert table.stdout.count("не можна сказати") == 11
    assert "не називає жодної кількості" in table.stderr


@pytest.mark.parametrize(("quantity", "word"), [(2, "Where the plan states a number, the gap can"), (9, "No choice")])
def test_a_gap_in_numbers_and_one_without_are_told_apart(quantity: int, word: str) -> None:
    document = json.loads(EXAMPLE.read_text("utf-8"))
    (need,) = document["plan"]["requirements"]
    document["plan"]["requirements"] = [
        {**need, "quantity": quantity},
        {**need, "sector": "B", "quantity": "unquantified"},
    ]
    result = _run(coverage, "close", "-", "--k", "0", text=json.dumps(document).encode())
    assert result.exit_code == 1
    assert word in result.stderr
    assert "that nothing on record secures: 1." in result.stderr


def test_what_falls_if_several_leave_is_for_the_desk() -> None:
    assert "desk only" not in _run(coverage, "without", EXERCISE, "EX-CEDAR").stderr
    assert "desk only" in _run(coverage, "without", EXERCISE, "EX-CEDAR", "--without", "EX-DELTA").stderr
