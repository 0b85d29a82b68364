"""An article of somebody's: what a signal it awaits would mean for the promises on record."""

from pathlib import Path

import pytest

from servanda.records.source import Source
from servanda.runs.meaning import meaning
from servanda.runs.stages import Promises, stand_commitments
from servanda.runs.workspace import open_case
from servanda.statements import propose

PARIS = Path(__file__).resolve().parents[3] / "cases" / "paris-2026"


@pytest.fixture(scope="module")
def promises(tmp_path_factory: pytest.TempPathFactory) -> Promises:
    return stand_commitments(open_case(PARIS, tmp_path_factory.mktemp("paris")))


def told(text: str, promises: Promises) -> list[str]:
    source = Source(id="text:article", kind="article", publisher="Example desk", lang="en")
    return [sentence["en"] for _, sentence in meaning(propose(text, source), promises)]


def test_a_signal_that_does_not_say_whose_troops_meets_its_event_by_whom_it_comes_from(promises: Promises) -> None:
    lines = told("Ukraine's allies await a signal from Washington about deployment of troops.", promises)
    assert lines[0].startswith("if accepted, the awaited signal (United States) would be")
    readings = [line for line in lines if line.startswith("reading ")]
    assert [line.split()[1] for line in readings] == ["allied-troops", "us-troops"]
    assert "the allies' own troops" in readings[0]
    assert "American troops" in readings[1]


def test_a_signal_from_somebody_else_is_no_event_of_the_register(promises: Promises) -> None:
    [line] = told("NATO awaits a signal from Ankara about ships.", promises)
    assert line == "a signal is awaited from Türkiye; no event of the register stands for it"


def test_an_article_without_a_signal_means_nothing_for_the_promises(promises: Promises) -> None:
    assert told("Talks went on in Geneva.", promises) == []
