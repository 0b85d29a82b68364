"""Files that a case lists as inputs: one that cannot be read is shown as refused, the others and the rest run."""

import errno
import json
import os
import shutil
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec
import pytest
from click.testing import CliRunner

from adversarial.readers.tables import GOOD, observations, read, table
from servanda.cli.main import root
from servanda.errors import InputError
from servanda.records.case import Input
from servanda.records.observation import Observation
from servanda.runs.inputs import read_inputs
from servanda.runs.spine import Options, run

ROOT = Path(__file__).resolve().parents[3]
EVENTS = [each | {"id": f"{n}", "date_start": "2031-03-14", "date_end": "2031-03-14"} for n, each in enumerate(GOOD)]
NORTHERN = [each | {"side_b": "Північ"} for each in EVENTS]
LISTED = """
inputs:
- {file: good.csv, reader: ged, received: "2031-03-14T22:00:00Z", observer: EX-CATALOGUE}
- {file: %s, reader: %s, received: "2031-03-14T22:00:00Z"}
"""
LARGE = 2 << 30


@pytest.fixture
def case(tmp_path: Path) -> Path:
    folder = tmp_path / "exercise"
    shutil.copytree(ROOT / "cases" / "exercise-meridian", folder)
    lines = (folder / "observations.jsonl").read_text("utf-8").splitlines()[:2]
    (folder / "observations.jsonl").write_text("\n".join(lines) + "\n", "utf-8")
    (folder / "good.csv").write_bytes(table(EVENTS))
    return folder


def listed(folder: Path, file: str, reader: str) -> None:
    manifest = folder / "case.yaml"
    manifest.write_text(manifest.read_text("utf-8") + LISTED % (file, reader), "utf-8")


def sparse(file: Path) -> None:
    with file.open("wb") as opened:
        opened.truncate(LARGE)


def linked(file: Path) -> None:
    file.symlink_to("/etc/hostname")


DAMAGES: Mapping[str, tuple[Callable[[Path], object], str, str]] = {
    "missing": (lambda _file: None, "ged", "input-missing"),
    "a reader that nobody knows": (lambda file: file.write_bytes(table(EVENTS)), "gedd", "reader-unknown"),
    "two gigabytes": (sparse, "ged", "file-too-large"),
    "a folder": (lambda file: file.mkdir(), "ged", "file-not-plain"),
    "a link out of the case": (linked, "ged", "file-not-plain"),
    "a pipe": (os.mkfifo, "ged", "file-not-plain"),
    "empty": (lambda file: file.write_bytes(b""), "ged", "sheet-empty"),
    "a web page": (lambda file: file.write_bytes(b"<!doctype html><p>502"), "ged", "sheet-format"),
    "another format": (lambda file: file.write_bytes(b"colour,size\nred,1\n"), "ged", "sheet-header"),
    "a code page": (
        lambda file: file.write_bytes(table(NORTHERN).decode().encode("cp1251")),
        "ged",
        "sheet-encoding",
    ),
    "no workbook": (lambda file: file.write_bytes(b"PK\x03\x04" + bytes(200)), "patrol-log", "workbook-broken"),
}


@pytest.mark.parametrize("name", DAMAGES)
def test_a_file_that_cannot_be_read_is_shown_as_refused_and_the_rest_runs(
    name: str, case: Path, tmp_path: Path
) -> None:
    damage, reader, code = DAMAGES[name]
    damage(case / "bad.csv")
    listed(case, "bad.csv", reader)
    outcome = ran(case, tmp_path / "out")
    rejection = refused(outcome)
    assert rejection["code"] == code
    assert rejection["place"].startswith("bad.csv")
    assert rejection["hint"]
    assert stage(outcome) == {"rows": 8, "taken": 7, "rejected": 1}


def test_a_file_that_the_machine_does_not_give_is_shown_as_refused(
    case: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = Path.open

    def broken(self: Path, *given: Any, **named: Any) -> Any:
        if self.name == "bad.csv":
            raise OSError(errno.EIO, "Input/output error")
        return opened(self, *given, **named)

    (case / "bad.csv").write_bytes(table(EVENTS))
    listed(case, "bad.csv", "ged")
    monkeypatch.setattr(Path, "open", broken)
    outcome = ran(case, tmp_path / "out")
    assert refused(outcome)["code"] == "file-unreadable"
    assert stage(outcome) == {"rows": 8, "taken": 7, "rejected": 1}


def test_a_file_that_is_too_large_is_refused_before_it_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sparse(tmp_path / "large.csv")
    monkeypatch.setattr("servanda.runs.inputs.bytes_in", lambda *_: pytest.fail("read"))
    one = Input(file="large.csv", reader="ged", received=datetime(2031, 3, 14, tzinfo=UTC))
    given = read_inputs(tmp_path, [one], zone="UTC")
    (rejection,) = given.rejections
    assert (rejection.code, rejection.place) == ("file-too-large", "large.csv")
    assert str(LARGE) in rejection.says


def test_a_damaged_row_is_shown_with_its_line_and_its_stage(case: Path, tmp_path: Path) -> None:
    bad = EVENTS[0] | {"id": "99", "latitude": "48,317171"}
    (case / "bad.csv").write_bytes(table([bad]))
    listed(case, "bad.csv", "ged")
    outcome = ran(case, tmp_path / "out")
    (rejection,) = [each for each in outcome["rejections"] if each["place"].startswith("bad.csv")]
    assert (rejection["code"], rejection["place"]) == ("coordinate-not-decimal", "bad.csv:2")
    assert stage(outcome) == {"rows": 8, "taken": 7, "rejected": 1}
    assert not any("317171" in page.read_text("utf-8") for page in pages(tmp_path / "out"))


FORMULAS = (
    '=HYPERLINK("http://example.org","x")',
    "+cmd|'/c calc'!A0",
    "@SUM(1+1)",
    "-2+3",
    "<script>alert(1)</script>",
)


def test_a_formula_or_markup_in_a_cell_stays_text(case: Path, tmp_path: Path) -> None:
    rows = [EVENTS[0] | {"id": f"90{n}", "where_coordinates": each, "side_b": each} for n, each in enumerate(FORMULAS)]
    taken = read(table([each | {"date_start": "2019-03-01", "date_end": "2019-03-01"} for each in rows]))
    assert [each.place_name for each in observations(taken)] == list(FORMULAS)
    assert all(not each.by for each in observations(taken))
    for each in observations(taken):
        assert msgspec.json.decode(msgspec.json.encode(each), type=Observation) == each
    (case / "bad.csv").write_bytes(table(rows))
    listed(case, "bad.csv", "ged")
    outcome = ran(case, tmp_path / "out")
    assert stage(outcome) == {"rows": 12, "taken": 12, "rejected": 0}
    assert not any("<script>alert" in page.read_text("utf-8") for page in pages(tmp_path / "out"))


def test_markup_in_an_identifier_or_a_reason_is_escaped_on_every_page(case: Path, tmp_path: Path) -> None:
    rows = [EVENTS[0] | {"id": FORMULAS[4]}, EVENTS[0] | {"id": "98", "best": FORMULAS[4]}]
    (case / "bad.csv").write_bytes(table(rows))
    listed(case, "bad.csv", "ged")
    outcome = ran(case, tmp_path / "out")
    assert stage(outcome) == {"rows": 9, "taken": 7, "rejected": 2}
    assert any(FORMULAS[4] in each["says"] for each in outcome["rejections"])
    assert not any("<script>alert" in page.read_text("utf-8") for page in pages(tmp_path / "out"))


def ran(case: Path, out: Path) -> Mapping[str, Any]:
    """What `servanda run` prints for scripts."""
    done = CliRunner().invoke(root, ["run", str(case), "--out", str(out), "--format", "json"])
    assert done.exit_code == 0, done.output
    found: Mapping[str, Any] = json.loads(done.stdout)
    return found


def pages(out: Path) -> list[Path]:
    found = sorted(out.rglob("*.html"))
    assert found
    return found


def refused(outcome: Mapping[str, Any]) -> Mapping[str, Any]:
    (found,) = [each for each in outcome["rejections"] if each["kind"] == "input"]
    return dict(found)


def stage(outcome: Mapping[str, Any]) -> Mapping[str, int]:
    counts = outcome["stages"]["observations"]
    return {name: counts[name] for name in ("rows", "taken", "rejected")}


def test_a_table_that_the_manifest_does_not_list_is_no_file_to_skip(tmp_path: Path) -> None:
    folder = tmp_path / "case"
    shutil.copytree(ROOT / "cases" / "exercise-meridian", folder)
    (folder / "patrol.csv").write_text("a,b\n", "utf-8")
    with pytest.raises(InputError) as caught:
        run(folder, Options(out=tmp_path / "out"))
    assert caught.value.code == "case-file-unread"
    assert caught.value.place == "patrol.csv"
    assert "inputs" in caught.value.hint
