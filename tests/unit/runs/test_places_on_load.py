"""Statements of a ledger are held against the texts of the case whenever it is opened."""

import shutil
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest

from servanda.errors import IntegrityError
from servanda.runs.casefiles import items, read_case_files
from servanda.runs.replay import replay
from servanda.runs.workspace import open_case

PARIS = Path("cases/paris-2026")


def recorded(tmp_path: Path, shift: int) -> Path:
    """The Paris case with a ledger of its own, every place of its first statement moved by so much."""
    folder = tmp_path / PARIS
    shutil.copytree(PARIS, folder)
    shutil.copytree("agreements", tmp_path / "agreements")
    files = read_case_files(folder)
    first, *others = files.proposals
    spans = [msgspec.structs.replace(one, start=one.start + shift, end=one.end + shift) for one in first.spans]
    moved = msgspec.structs.replace(first, spans=spans)
    replay(items(replace(files, proposals=[moved, *others])), folder / "ledger", case=files.lists.case.id)
    return folder


def test_a_ledger_whose_places_do_not_fit_the_text_is_not_opened(tmp_path: Path) -> None:
    with pytest.raises(IntegrityError) as caught:
        open_case(recorded(tmp_path, 1), tmp_path / "out")
    assert caught.value.code == "span-words-changed"
    assert caught.value.place.endswith(".spans[0]")
