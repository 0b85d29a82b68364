"""`servanda observations read --as`: files in formats of the field, with their account on stderr."""

import json
from pathlib import Path

import pyarrow as pa
import pytest
from click.testing import CliRunner, Result

from servanda.adapters.readers import MAX_FILE
from servanda.cli.observations import group
from servanda.errors import InputError
from servanda.observations import schema_of
from servanda.records.observation import Observation
from unit.adapters.readers.files import bytes_of
from unit.adapters.readers.test_events import ROW
from unit.adapters.readers.test_ged import ROW as GED

RECEIVED = ("--received", "2031-04-01T00:00:00Z")


def read(file: Path, *options: str) -> Result:
    return CliRunner().invoke(group, ["read", str(file), *RECEIVED, *options])


@pytest.fixture
def catalogue(tmp_path: Path) -> Path:
    file = tmp_path / "any-name.csv"
    file.write_bytes(
        bytes_of(
            [GED | {"mine": "=1+1", "country": "Exland"}, GED | {"id": "8", "low": "few", "mine": "", "country": ""}]
        )
    )
    return file


@pytest.mark.parametrize("reader", ["auto", "ged"])
def test_records_go_to_stdout_and_reasons_and_the_account_to_stderr(catalogue: Path, reader: str) -> None:
    done = read(catalogue, "--as", reader, "--party", "Aster=EX-ASTER", "--party", "Brine=EX-BRINE,EX-CEDAR")
    assert done.exit_code == 0
    (row,) = [json.loads(line) for line in done.stdout.splitlines()]
    assert (row["id"], row["by"], row["further"]) == ("GED-7", ["EX-ASTER", "EX-BRINE", "EX-CEDAR"], {"mine": "=1+1"})
    refusal, *account = done.stderr.splitlines()
    assert json.loads(refusal)["code"] == "cell-not-whole"
    assert account == [
        "2 lines read as ged = 1 taken + 1 rejected",
        "Columns unknown to the format, kept as they came: mine",
        "Columns of the format that no field takes: country",
    ]


def test_columns_are_written_as_an_arrow_file_with_the_schema_of_the_record(catalogue: Path, tmp_path: Path) -> None:
    out = tmp_path / "taken.arrow"
    done = read(catalogue, "--as", "ged", "--to", "arrow", "--out", str(out), "--lang", "uk")
    assert (done.exit_code, done.stdout) == (0, "")
    with pa.OSFile(str(out)) as file:
        table = pa.ipc.open_file(file).read_all()
    assert (table.num_rows, table.schema) == (1, schema_of(Observation))
    assert read(catalogue, "--as", "ged", "--to", "arrow").exit_code == 2


def test_lines_can_be_written_to_a_file(catalogue: Path, tmp_path: Path) -> None:
    out = tmp_path / "taken.jsonl"
    assert read(catalogue, "--as", "ged", "--out", str(out)).stdout == ""
    assert out.read_text("utf-8").count("\n") == 1


def test_zone_observer_source_and_precision_are_said_by_options(tmp_path: Path) -> None:
    file = tmp_path / "log.csv"
    file.write_bytes(bytes_of([ROW | {"radius_m": ""}]))
    options = ("--zone", "Europe/Kyiv", "--observer", "Desk", "--source", "feed:desk", "--radius", "700")
    (row,) = [json.loads(line) for line in read(file, "--as", "events", *options).stdout.splitlines()]
    assert (row["id"], row["observer"], row["origin"], row["where"]["radius_m"]) == ("desk-7", "Desk", "feed:desk", 700)
    assert row["when"]["start"] == "2031-03-13T22:00:00Z"
    assert "precision-missing" in read(file, "--as", "events").stderr


@pytest.mark.parametrize(
    "options",
    [
        ("--party", "EX-ASTER"),
        ("--party", "=EX"),
        ("--zone", "Mars/Base"),
        ("--zone", "../x"),
        ("--radius", "0"),
        ("--as", "x"),
    ],
)
def test_an_option_that_says_nothing_clear_is_a_usage_error(catalogue: Path, options: tuple[str, str]) -> None:
    assert read(catalogue, "--as", "ged", *options).exit_code == 2


def test_a_file_of_no_known_format_is_refused_with_the_names_of_all(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_bytes(b"colour\nred\n")
    error = read(file, "--as", "auto").exception
    assert isinstance(error, InputError)
    assert (error.code, "acled" in error.hint) == ("format-unknown", True)


def test_a_file_above_the_limit_is_refused_before_it_is_read(tmp_path: Path) -> None:
    file = tmp_path / "large.csv"
    with file.open("wb") as hollow:
        hollow.truncate(MAX_FILE + 1)
    for options in (("--as", "auto"), ()):
        error = read(file, *options).exception
        assert isinstance(error, InputError)
        assert error.code == "file-too-large"


def test_standard_input_is_read_too(catalogue: Path) -> None:
    done = CliRunner().invoke(group, ["read", "-", "--as", "auto", *RECEIVED], input=catalogue.read_bytes())
    assert done.stdout.count("\n") == 1
