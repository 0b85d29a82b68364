"""What was found then: no later entry changes a byte of a finding at an earlier size, receipt and reply included."""

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import servanda
from scenarios.versions.amended import ADOPTIONS, FIRST, exercise
from servanda.ledger import Ledger
from servanda.runs.casefiles import items, read_case_files
from servanda.runs.recorded import Item
from servanda.runs.replay import replay

POSITION = {
    "id": "EX-PO-1",
    "by": "EX-BRIAR",
    "agreement": FIRST,
    "term": "no-fire",
    "accepts": "no",
    "at": "2031-03-14T20:00:00Z",
    "says": {"en": "Not so."},
}


@pytest.fixture(scope="module", autouse=True)
def _swept() -> Iterator[None]:
    yield
    shutil.rmtree(case().parent, ignore_errors=True)
    case.cache_clear()


@cache
def case() -> Path:
    """The exercise with an amendment and an objection."""
    records = {"adoptions.yaml": ADOPTIONS, "positions.yaml": [POSITION]}
    return exercise(Path(mkdtemp(prefix="servanda-")), records, amended=True)


@cache
def everything() -> list[Item]:
    return items(read_case_files(case()))


def ended(size: int, folder: Path) -> Path:
    """The same case with a ledger of its own that holds no more than so many entries."""
    copy = folder / "case"
    shutil.copytree(case(), copy)
    replay(everything()[:size], copy / "ledger", case="EX-MERIDIAN")
    return copy


def found(place: Path, as_of: int | datetime) -> list[bytes]:
    return [msgspec.json.encode(one) for one in servanda.open(place, as_of=as_of).findings]


@settings(max_examples=8, deadline=None)
@given(data=st.data())
def test_findings_at_a_size_are_those_of_a_ledger_that_ends_there(
    data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    size = data.draw(st.integers(1, len(everything())))
    assert found(case(), size) == found(ended(size, tmp_path_factory.mktemp("ended")), size)


@settings(max_examples=8, deadline=None)
@given(hours=st.integers(0, 24 * 35))
def test_a_moment_is_the_largest_size_at_which_all_had_been_recorded(hours: int) -> None:
    moment = datetime(2031, 2, 10, tzinfo=UTC) + timedelta(hours=hours)
    opened = servanda.open(case(), as_of=moment)
    ledger: Ledger = opened.workspace.ledger
    recorded = [entry.recorded_at for entry in ledger.entries()]
    assert opened.size == sum(at <= moment for at in recorded)
    assert {one.receipt.tree_size for one in opened.findings if one.receipt} <= {opened.size}
