"""A case's observations, incidents and findings as lines of JSON or as columns."""

import json
from pathlib import Path

import pyarrow as pa
import pytest
from click.testing import CliRunner

from servanda.cli.main import root

CASE = "cases/exercise-meridian"
NUMBERS = {"observations": 38, "incidents": 17, "findings": 24}


@pytest.mark.parametrize("noun", NUMBERS)
def test_each_is_listed_as_lines_and_as_columns(noun: str, tmp_path: Path) -> None:
    lines = CliRunner().invoke(root, [noun, "list", CASE])
    assert lines.exit_code == 0
    records = [json.loads(line) for line in lines.stdout.splitlines()]
    assert len(records) == NUMBERS[noun]
    out = tmp_path / "columns.arrow"
    assert CliRunner().invoke(root, [noun, "list", CASE, "--to", "arrow", "--out", str(out)]).exit_code == 0
    table = pa.ipc.open_file(out).read_all()
    assert table.num_rows == NUMBERS[noun]
    if noun == "findings":
        assert {"verdict", "attribution", "by"} <= set(table.column_names)


def test_an_earlier_size_lists_less() -> None:
    lines = CliRunner().invoke(root, ["observations", "list", CASE, "--as-of", "30"])
    assert 0 < len(lines.stdout.splitlines()) < NUMBERS["observations"]


def test_a_file_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    result = CliRunner().invoke(root, ["incidents", "list", CASE, "--out", str(tmp_path / "none" / "x")])
    assert getattr(result.exception, "code", "") == "out-not-writable"
