"""Files of a case: one that cannot be read is a rejection, never the end of the run."""

import shutil
from datetime import UTC, datetime
from pathlib import Path

from servanda.adapters.readers import MAX_FILE
from servanda.records.case import Input
from servanda.runs.casefiles import read_case_files
from servanda.runs.inputs import read_inputs

CASES = Path(__file__).parents[3] / "cases"


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


def test_a_file_that_is_listed_twice_counts_no_number_twice_and_says_so(tmp_path: Path) -> None:
    folder = tmp_path / "case"
    shutil.copytree(CASES / "truces-2025", folder)
    manifest = folder / "case.yaml"
    text = manifest.read_text("utf-8")
    listed = text[text.index("- file:") :]
    manifest.write_text(text.rstrip("\n") + "\n" + listed, "utf-8")
    once, twice = read_case_files(CASES / "truces-2025"), read_case_files(folder)
    assert len(twice.tallies) == len(once.tallies) > 0
    refused = [one for one in twice.rejections if one.code == "id-used-twice"]
    assert [one.kind for one in refused] == ["tally"] * len(once.tallies)
