"""The empty log: a workbook, a text and a form, all made from the same columns."""

import csv
import io
from pathlib import Path

import pytest
from click.testing import CliRunner
from openpyxl import load_workbook
from pyxform.xls2xform import convert

from servanda.adapters.agreements import load
from servanda.adapters.readers.patrol.columns import COLUMNS, lists
from servanda.adapters.readers.patrol.form import form_of
from servanda.adapters.readers.patrol.template import text_of, workbook_of
from servanda.cli.observations import group
from servanda.errors import ExternalError, InputError
from servanda.records.agreement import Agreement
from servanda.wording import say
from unit.patrol.logs import NAMES, read

MERIDIAN = Path("cases/exercise-meridian/agreements")


@pytest.mark.parametrize("lang", ["en", "uk"])
def test_the_workbook_has_a_frozen_heading_text_cells_and_lists(lang: str) -> None:
    book = load_workbook(io.BytesIO(workbook_of(lists(load(MERIDIAN)), lang)))
    log, help_, shelf = book.worksheets
    assert [cell.value for cell in log[1]] == [column.title[lang] for column in COLUMNS]
    assert log.freeze_panes == "D2"
    assert {cell.number_format for row in log["A2:AF200"] for cell in row} == {"@"}
    offered = {next(iter(offer.sqref.ranges)).min_col: offer for offer in log.data_validations.dataValidation}
    assert set(offered) == set(range(1, len(COLUMNS) + 1))
    assert {NAMES[at - 1] for at, offer in offered.items() if offer.type == "list"} == {
        column.name for column in COLUMNS if column.choices
    }
    free = {NAMES[at - 1] for at, offer in offered.items() if offer.type == "list" and not offer.showErrorMessage}
    assert free == {"place", "party", "weapon", "notices"}
    assert all(len(offer.prompt) <= 255 and len(offer.promptTitle) <= 32 for offer in offered.values())
    assert shelf.sheet_state == "hidden"
    said = {cell.value for row in help_.iter_rows() for cell in row}
    assert {text for column in COLUMNS for text in column.hint.values()} <= said
    assert any("НАВЧАННЯ" in str(text) for text in said)


@pytest.mark.parametrize("column", COLUMNS, ids=lambda column: column.name)
@pytest.mark.parametrize("lang", ["en", "uk"])
def test_a_heading_fits_its_column(column: object, lang: str) -> None:
    longest = max(len(one) for one in column.title[lang].split())
    assert longest * 1.2 <= column.width  # bold letters are wider
    assert len(column.title[lang]) <= 3 * column.width


def test_lists_hold_what_the_agreement_names() -> None:
    made = lists(load(MERIDIAN)).of
    assert "EX-ASTER · Астер" in [choice.written("uk") for choice in made["party"]]
    assert "security-zone · security zone" in [choice.written("en") for choice in made["place"]]
    assert "gun/howitzer/mortar · artillery of 100 mm and more" in [choice.written("en") for choice in made["weapon"]]
    assert "EX-COMMISSION" not in {choice.code for choice in made["party"]}
    assert lists().of["party"] == []


def test_a_name_that_begins_like_a_formula_is_written_as_a_text() -> None:
    (first, *_) = load(MERIDIAN)
    evil = {"EVIL": type(next(iter(first.parties.values())))(name={"en": "=1+1", "uk": "=1+1"}, role="party")}
    agreement = Agreement(id="=x", version="1", title={"en": "=2+2", "uk": "=2+2"}, kind="peace", status="draft",
                          parties=evil, support=[])  # fmt: skip
    for raw in (workbook_of(lists([agreement]), "en"), form_of(lists([agreement]), "en")):
        book = load_workbook(io.BytesIO(raw))
        assert [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "f"] == []


@pytest.mark.parametrize("lang", ["en", "uk"])
def test_an_empty_template_is_a_log_without_rows(lang: str) -> None:
    for raw in (workbook_of(lists(), lang), text_of(lang)):
        taken = read(raw, "log")
        assert (taken.rows, taken.taken, list(taken.unknown)) == (0, 0, [])


def test_the_text_opens_as_utf8_in_spreadsheet_programs() -> None:
    raw = text_of("uk")
    assert raw.startswith(b"\xef\xbb\xbf")
    assert next(csv.reader([raw.decode("utf-8-sig")])) == [column.title["uk"] for column in COLUMNS]


@pytest.mark.parametrize("folder", [None, MERIDIAN])
@pytest.mark.parametrize("lang", ["en", "uk"])
def test_the_form_converts_and_asks_every_column(folder: Path | None, lang: str) -> None:
    made = convert(form_of(lists(load(folder) if folder else ()), lang), file_type=".xlsx")
    assert made.warnings == []
    form = made.xform
    for column in COLUMNS:
        if column.name not in {"lat", "lon", "id"}:
            assert f"/{column.name}" in form, column.name
    assert 'type="geopoint"' in form
    assert 'appearance="bearing"' in form
    assert form.count("<translation ") == 2
    assert form.count('required="true()"') >= 4
    assert "constraint=" in form
    assert "relevant=" in form
    for code in ("nothing", "deny_access", "watch"):
        assert f"<name>{code}</name>" in form
        assert all(label in form for label in say(f"patrol.what.{code}").values())


def test_the_form_asks_neither_the_phone_nor_its_owner_who_they_are() -> None:
    form = convert(form_of(lists(), "en"), file_type=".xlsx").xform
    assert not any(word in form for word in ("deviceid", "phonenumber", "username", "audit", 'jr:preload="property"'))


@pytest.mark.parametrize("kind", ["xlsx", "csv", "xlsform"])
def test_the_command_writes_each_kind(kind: str, tmp_path: Path) -> None:
    out = tmp_path / "log.file"
    done = CliRunner().invoke(
        group, ["template", "--format", kind, "--out", str(out), "--lang", "uk", "--agreement", str(MERIDIAN)]
    )
    assert (done.exit_code, done.output) == (0, "записано log.file\n")
    assert out.stat().st_size > 500


def test_a_form_itself_is_no_log() -> None:
    with pytest.raises(InputError, match="sheet-header"):
        read(form_of(lists(), "en"), "form.xlsx")


def test_a_log_that_is_there_is_never_written_over(tmp_path: Path) -> None:
    out = tmp_path / "log.xlsx"
    out.write_bytes(b"filled in")
    done = CliRunner().invoke(group, ["template", "--out", str(out)])
    assert isinstance(done.exception, InputError)
    assert (done.exception.code, out.read_bytes()) == ("template-exists", b"filled in")
    nowhere = CliRunner().invoke(group, ["template", "--out", str(tmp_path / "none" / "log.xlsx")])
    assert isinstance(nowhere.exception, ExternalError)
