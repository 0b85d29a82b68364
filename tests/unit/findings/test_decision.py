"""A finding as a reasoned decision: agreed word for word, in both languages."""

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from servanda.cli.findings import group

ROOT = Path(__file__).parents[3]
CASE = ROOT / "cases" / "exercise-meridian"
GOLDEN = ROOT / "tests" / "golden" / "findings"
TOLD = {"announced": "finding-ed36de9dbf33", "not-agreed": "finding-2d5ef1bf5e29"}


def printed(finding: str, lang: str, form: str = "people") -> str:
    result = CliRunner().invoke(group, ["explain", str(CASE), finding, "--lang", lang, "--format", form])
    assert result.exception is None, result.exception
    return result.stdout


@pytest.mark.parametrize("lang", ["en", "uk"])
@pytest.mark.parametrize("name", sorted(TOLD))
def test_a_decision_reads_as_it_was_agreed(name: str, lang: str) -> None:
    golden = (GOLDEN / f"decision-{name}.{lang}.txt").read_text("utf-8")
    assert re.sub(r"[0-9a-f]{64}", "…", printed(TOLD[name], lang)) == golden


@pytest.mark.parametrize("lang", ["en", "uk"])
def test_a_page_to_print_needs_no_script_and_holds_the_same_sentences(lang: str) -> None:
    page = printed(TOLD["not-agreed"], lang, "html")
    assert f'lang="{lang}"' in page
    assert "<script" not in page
    for number in ("2.1.1. ", "2.1.4. "):
        line = next(each for each in printed(TOLD["not-agreed"], lang).splitlines() if number in each)
        assert line.rpartition("· ")[2].strip()[:60] in re.sub(r"&#39;|&#34;", "'", page)


def test_a_decision_says_which_answers_were_not_computed_again() -> None:
    assert re.search(r"computed \d of 7", printed(TOLD["announced"], "en"))
