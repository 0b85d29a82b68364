"""`servanda findings scenarios` as a caller meets it."""

import json
import re
from pathlib import Path

import pytest

from door import servanda

ROOT = Path(__file__).resolve().parents[3]
TEMPLATE = ROOT / "agreements" / "_template"
PAGE = (ROOT / "docs" / "scenarios.md").read_text("utf-8")
EXAMPLE = re.search(r"^```yaml\n(.*?)^```", PAGE, re.DOTALL | re.MULTILINE)[1].encode()  # type: ignore[index]


def test_the_example_of_the_page_is_run_from_standard_input() -> None:
    done = servanda("findings", "scenarios", TEMPLATE, "-", stdin=EXAMPLE)
    told = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 0, done.stderr
    assert [one["passed"] for one in told] == [True, True, True]
    assert told[0].keys() >= {"story", "case", "place", "passed", "expected", "found"}


@pytest.mark.parametrize(("lang", "word"), [("en", "OTHERWISE"), ("uk", "ІНАКШЕ")])
def test_a_case_that_comes_out_otherwise_is_told_to_people_and_ends_with_1(lang: str, word: str) -> None:
    wrong = EXAMPLE.replace(b"verdict: breached, by: [A]", b"verdict: kept, by: [B]")
    done = servanda("findings", "scenarios", TEMPLATE, "-", "--format", "people", "--lang", lang, stdin=wrong)
    assert done.returncode == 1
    assert word in done.stdout
    assert "no-fire · shot: verdict" in done.stdout
    assert done.stdout.count(word) == 1


def test_one_file_of_the_folder_and_one_instrument_can_be_named() -> None:
    done = servanda("findings", "scenarios", TEMPLATE / "agreement.yaml", TEMPLATE / "scenarios" / "first.yaml")
    assert done.returncode == 0, done.stderr
    assert len(done.stdout.splitlines()) == 17


@pytest.mark.parametrize(
    "stdin",
    [b"", b"\xff\xfe", b"[]", b'scenarios: "1"\nstories: 3', b"{" * 100_000, b'{"scenarios": "1", "stories": [NaN]}'],
)
def test_what_cannot_be_read_ends_with_2_and_a_hint(stdin: bytes) -> None:
    done = servanda("findings", "scenarios", TEMPLATE, "-", stdin=stdin)
    assert done.returncode == 2
    assert done.stderr.startswith("servanda: ")
    assert "Traceback" not in done.stderr


def test_a_folder_without_stories_says_so(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_bytes((TEMPLATE / "agreement.yaml").read_bytes())
    (tmp_path / "places.geojson").write_bytes((TEMPLATE / "places.geojson").read_bytes())
    done = servanda("findings", "scenarios", tmp_path)
    assert done.returncode == 2
    assert "scenarios-not-found" in done.stderr
