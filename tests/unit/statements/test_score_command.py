"""`servanda statements score` and `agree`: tables for people, JSON for programs, errors only where they may be seen."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from servanda.cli.statements import group
from servanda.errors import InputError
from unit.statements.small_gold import TEXT, changed, gold, statement


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "small.gold.json").write_text(json.dumps(gold()), "utf-8")
    (tmp_path / "small.txt").write_text(TEXT, "utf-8")
    return tmp_path


def said(*words: object) -> str:
    done = CliRunner().invoke(group, [str(word) for word in words], catch_exceptions=False)
    assert done.exit_code == 0
    return done.stdout


def answers(path: Path) -> Path:
    """Answers of another reader, who is too sure once."""
    path.mkdir()
    answer = changed(lambda made: statement(made, "st5")["factuality"].update(value="CT+"))
    (path / "small.gold.json").write_text(json.dumps(answer), "utf-8")
    (path / "small.txt").write_text(TEXT, "utf-8")
    return path


def test_people_get_the_layers_in_their_language(folder: Path) -> None:
    assert "attribution cues, overlap" in said("score", folder)
    assert "слова посилання, з перекриттям" in said("score", folder, "--lang", "uk")
    assert "no gold item" in said("score", folder)


def test_another_reader_is_scored_from_its_answers(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    theirs = answers(tmp_path_factory.mktemp("theirs") / "a")
    told = said("score", folder, "--answers", theirs)
    assert "Asserted what must not be: small n1 (st5: Uu became CT+)" in told
    report = json.loads(said("score", folder, "--answers", theirs, "--format", "json"))
    figures = {one["layer"]: one for one in report["groups"][0]["figures"]}
    assert (figures["over-certainty"]["hit"], figures["over-certainty"]["asked"]) == (1, 4)
    assert figures["over-certainty"]["bar"] == "missed"
    assert figures["meetings"]["value"] is None


def test_differences_are_told_for_texts_of_dev(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    theirs = answers(tmp_path_factory.mktemp("theirs") / "a")
    [row] = [json.loads(line) for line in said("score", folder, "--answers", theirs, "--errors").splitlines()]
    assert (row["layer"], row["item"], row["gold"], row["read"]) == ("over-certainty", "st5", "Uu", "CT+")


def test_differences_of_held_out_texts_are_refused(folder: Path) -> None:
    (folder / "small.gold.json").write_text(json.dumps(gold(split="test")), "utf-8")
    with pytest.raises(InputError, match="gold-held-out"):
        said("score", folder, "--errors")


def test_two_annotations_are_compared(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    theirs = answers(tmp_path_factory.mktemp("theirs") / "a")
    told = json.loads(said("agree", folder, theirs, "--format", "json"))
    assert told["documents"] == 1
    assert {one["measure"]: one["value"] for one in told["measures"]}["certainty-share"] == 800_000
    assert "Krippendorff's alpha" in said("agree", folder, theirs)
