"""Files of a case: one that cannot be read is a rejection, never the end of the run."""

from datetime import UTC, datetime
from pathlib import Path

from servanda.adapters.readers import MAX_FILE
from servanda.records.case import Input
from servanda.runs.inputs import read_inputs


def test_a_file_above_the_limit_is_refused_and_one_that_is_absent_too(tmp_path: Path) -> None:
    with (tmp_path / "large.csv").open("wb") as hollow:
        hollow.truncate(MAX_FILE + 1)
    received = datetime(2031, 4, 1, tzinfo=UTC)
    inputs = [Input(file=name, reader="ged", received=received) for name in ("large.csv", "absent.csv")]
    given = read_inputs(tmp_path, inputs, zone="UTC")
    assert [(each.place, each.code) for each in given.rejections] == [
        ("large.csv", "file-too-large"),
        ("absent.csv", "input-missing"),
    ]
