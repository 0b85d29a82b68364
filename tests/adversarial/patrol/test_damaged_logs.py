"""Damaged patrol logs: each damage has a code, a place and a hint; rows beside it are as if it were not there."""

import io
import zipfile
from collections.abc import Mapping
from datetime import date, datetime, time

import pytest
from openpyxl import Workbook

from servanda.adapters.readers import Taken
from servanda.adapters.readers.patrol.grid import square_of
from servanda.errors import InputError
from unit.patrol.logs import (
    GOOD,
    HEARD,
    LAT,
    LON,
    NAMES,
    WATCH,
    Row,
    in_sheet,
    observations,
    read,
    repacked,
    saved,
    text,
    workbook,
)

AT = {"lat": LAT, "lon": LON}
NO_PLACE = {"lat": "", "lon": ""}


def intact(taken: Taken, bad: int = 1) -> None:
    """The three good rows are taken, as they are without the damage."""
    alone = read(text(GOOD))
    assert observations(taken) == observations(alone)
    assert list(taken.watches) == list(alone.watches)
    assert (taken.rows, taken.taken, len(taken.rejections)) == (3 + bad, 3, bad)


ROWS: Mapping[str, tuple[Row, str]] = {
    "nobody says what was done": (HEARD | {"what": ""}, "what-missing"),
    "an act of no list": (HEARD | {"what": "smelled"}, "choice-unknown"),
    "nobody says what happened": (HEARD | {"act": ""}, "act-missing"),
    "a count in words": (HEARD | {"count": "ten"}, "count-unreadable"),
    "a negative count": (HEARD | {"count": "-5"}, "count-unreadable"),
    "a count with a fraction": (HEARD | {"count": "2.5"}, "count-unreadable"),
    "a count of nought": (HEARD | {"count": "0"}, "count-nought"),
    "a count that runs backwards": (HEARD | {"count": "15-10"}, "count-reversed"),
    "a count beyond all days": (HEARD | {"count": "999999999"}, "count-too-large"),
    "a bearing beyond a full turn": (HEARD | {"bearing": "370"}, "bearing-out-of-range"),
    "a bearing in mils": (HEARD | {"bearing": "5600"}, "bearing-out-of-range"),
    "a point of the compass with degrees": (HEARD | {"bearing": "NW 315"}, "bearing-unreadable"),
    "a bearing of no compass": (HEARD | {"bearing": "NNNW"}, "bearing-unreadable"),
    "magnetic north without declination": (HEARD | {"declination": ""}, "declination-missing"),
    "a declination in words": (HEARD | {"declination": "west"}, "declination-unreadable"),
    "true north with a declination": (HEARD | {"north": "true"}, "declination-unfit"),
    "a distance without unit": (HEARD | {"distance": "3500"}, "distance-without-unit"),
    "metres written as kilometres": (HEARD | {"distance": "3500 km"}, "distance-out-of-range"),
    "thousands or thousandths": (HEARD | {"distance": "1.500 km"}, "distance-ambiguous"),
    "a distance that runs backwards": (HEARD | {"distance": "5-3 km"}, "distance-reversed"),
    "a distance of nought": (HEARD | {"distance": "0 km"}, "distance-out-of-range"),
    "a distance in words": (HEARD | {"distance": "far"}, "distance-unreadable"),
    "a bearing alone": (HEARD | {"distance": ""}, "distance-missing"),
    "no place at all": (HEARD | {"distance": "", "bearing": ""}, "place-missing"),
    "a place of no list": (HEARD | {"distance": "", "bearing": "", "place": "Nowhere"}, "place-unlisted"),
    "nobody says where he stood": (HEARD | NO_PLACE, "position-missing"),
    "half a position": (HEARD | {"lat": ""}, "position-half"),
    "degrees, minutes, seconds": (HEARD | {"lat": "47°07'24\"N"}, "position-unreadable"),
    "a latitude beyond the pole": (HEARD | {"lat": "99.91234"}, "position-out-of-range"),
    "a receiver without a fix": (HEARD | {"lat": "0.0", "lon": "0.0"}, "position-without-fix"),
    "latitude and longitude swapped": (HEARD | {"lat": HEARD["lon"], "lon": HEARD["lat"]}, "coordinates-swapped"),
    "a post of no list": (HEARD | NO_PLACE | {"post": "South Gate"}, "post-unknown"),
    "a post that is a zone": (HEARD | NO_PLACE | {"post": "security-zone"}, "post-without-position"),
    "two positions far apart": (HEARD | {"mgrs": "25T FN 00000 00000"}, "positions-differ"),
    "a grid zone that is none": (HEARD | NO_PLACE | {"mgrs": "61T FN 86275 19879"}, "mgrs-zone"),
    "a grid band that is none": (HEARD | NO_PLACE | {"mgrs": "25I FN 86275 19879"}, "mgrs-band"),
    "a grid square of another zone": (HEARD | NO_PLACE | {"mgrs": "25T SN 86275 19879"}, "mgrs-square"),
    "a grid square outside its zone": (HEARD | NO_PLACE | {"mgrs": "25T AN 86275 19879"}, "mgrs-square"),
    "a grid square of another band": (HEARD | NO_PLACE | {"mgrs": "25S FN 86275 19879"}, "mgrs-square"),
    "an odd number of grid digits": (HEARD | NO_PLACE | {"mgrs": "25T FN 8627 19879"}, "mgrs-digits"),
    "too many grid digits": (HEARD | NO_PLACE | {"mgrs": "25T FN 862751 198791"}, "mgrs-digits"),
    "a grid reference of two letters": (HEARD | NO_PLACE | {"mgrs": "25TF 86275 19879"}, "mgrs-unreadable"),
    "no day": (HEARD | {"day": ""}, "day-missing"),
    "day and month that may be swapped": (HEARD | {"day": "03/04/2031"}, "day-ambiguous"),
    "a thirtieth of February": (HEARD | {"day": "2031-02-30"}, "day-unreadable"),
    "a year that has not come": (HEARD | {"day": "2202-03-14"}, "time-out-of-range"),
    "a day after it was received": (HEARD | {"day": "2031-04-14"}, "time-after-record"),
    "a serial number for a day": (HEARD | {"day": "47921"}, "date-serial"),
    "a time on no clock": (HEARD | {"from": "25:00"}, "time-unreadable"),
    "a time without a colon": (HEARD | {"from": "0705"}, "time-unreadable"),
    "a fraction of a day": (HEARD | {"from": "0.295"}, "time-serial"),
    "an end before its begin": (HEARD | {"to": "06:00"}, "time-reversed"),
    "an hour that the clock left out": (HEARD | {"day": "2030-03-31", "from": "03:30", "to": ""}, "time-in-gap"),
    "a zone that is none": (HEARD | {"zone": "Mars/Olympus"}, "zone-unknown"),
    "a calibre in words": (HEARD | {"calibre": "big"}, "calibre-unreadable"),
    "a calibre that runs backwards": (HEARD | {"calibre": "120-82"}, "calibre-unreadable"),
    "nothing perceived, and a weapon": (HEARD | {"what": "nothing", "weapon": "tank"}, "entry-unfit"),
    "nothing perceived anywhere": ({**WATCH, "what": "nothing", "sight": "", "id": ""}, "sight-missing"),
    "recorded by nobody knows what": (HEARD | {"what": "recorded"}, "device-missing"),
    "seen by a microphone": (HEARD | {"what": "saw", "device": "acoustic"}, "verb-unfit"),
    "told by others and recorded": (HEARD | {"what": "was_told", "device": "camera"}, "entry-unfit"),
    "heard, and told by somebody": (HEARD | {"who_told": "told-3"}, "entry-unfit"),
    "access denied, and a sight": (
        {"what": "deny_access", "observer": "P", "day": "2031-03-14", "from": "07:05", "sight": "2 km", **AT},
        "entry-unfit",
    ),
    "a watch without an end": (WATCH | {"to": ""}, "watch-open-ended"),
    "a watch for nothing": (WATCH | {"notices": ""}, "watch-without-acts"),
    "a watch with a bearing": (WATCH | {"bearing": "NW"}, "entry-unfit"),
    "a field of view of no width": (WATCH | {"view": "90-90"}, "view-unreadable"),
    "a number of another row": (dict(HEARD), "id-used-twice"),
    "a cell as long as a book": (HEARD | {"remark": "x" * 5_000}, "cell-too-long"),
    "an unnamed patrol": (HEARD | {"observer": ""}, "observer-missing"),
}


@pytest.mark.parametrize("name", ROWS)
def test_a_damaged_row_says_what_where_and_how_to_mend_and_leaves_the_others(name: str) -> None:
    bad, code = ROWS[name]
    bad = {**bad, "id": "A1" if code == "id-used-twice" else "B1"}
    for file, raw in {"log.csv": text([*GOOD, bad]), "log.xlsx": workbook([*GOOD, bad])}.items():
        taken = read(raw, file)
        intact(taken)
        (rejection,) = taken.rejections
        assert rejection.code == code
        assert rejection.place == ("log.csv:5" if file == "log.csv" else "log.xlsx:Sheet!5")
        assert rejection.hint
        assert rejection.kind == ("watch" if bad["what"] == "watch" else "observation")
        assert rejection.raw_sha256


@pytest.mark.parametrize("name", ROWS)
def test_no_reason_repeats_where_a_post_stands(name: str) -> None:
    (rejection,) = read(text([*GOOD, {**ROWS[name][0], "id": "B1" if name[:8] != "a number" else "A1"}])).rejections
    assert not any(digits in rejection.says + rejection.hint for digits in ("47.1", "30.5", "12345", "54321", "86275"))


def test_no_reason_repeats_a_position_that_slipped_into_another_column() -> None:
    for column in ("count", "distance", "bearing", "calibre", "place", "post", "day", "from", "zone", "view", "what"):
        for written in ("47.12345", "47.12345, -30.54321", "25T FN 86275 19879", "47°07'24\"", "47,12345"):
            row = HEARD | NO_PLACE | {column: written, "sight": "1 km", "id": "B1"}
            for rejection in read(text([row])).rejections:
                said = rejection.says + rejection.hint
                assert not any(digits in said for digits in ("12345", "54321", "86275", "07'24")), (column, said)


CELLS: Mapping[str, tuple[Row, str]] = {
    "a formula": (HEARD | {"count": "=2+3"}, "cell-formula"),
    "a formula in a remark": (HEARD | {"remark": '=HYPERLINK("x")'}, "cell-formula"),
    "a cell that could not be computed": (HEARD | {"count": "#N/A"}, "cell-error"),
    "a reference to nothing": (HEARD | {"distance": "#REF!"}, "cell-error"),
    "a count that became a date": (HEARD | {"count": date(2031, 10, 15)}, "cell-became-date"),
    "a bearing that became a date": (HEARD | {"bearing": datetime(2031, 3, 15, 0, 0)}, "cell-became-date"),  # noqa: DTZ001 - as in a sheet
    "a position that became a date": (HEARD | {"lat": date(2031, 10, 15)}, "cell-became-date"),
    "a serial number for a day": (HEARD | {"day": 47921}, "date-serial"),
    "a day with a time of its own": (HEARD | {"day": datetime(2031, 3, 14, 7, 5)}, "day-unreadable"),  # noqa: DTZ001 - as in a sheet
    "a number beyond all numbers": (HEARD | {"count": 1.7976931348623155e308}, "count-unreadable"),
    "a logical value": (HEARD | {"count": True}, "cell-logical"),
    "a count with a fraction": (HEARD | {"count": 2.5}, "count-unreadable"),
}


@pytest.mark.parametrize("name", CELLS)
def test_a_damaged_cell_of_a_workbook_is_refused_with_its_row(name: str) -> None:
    bad, code = CELLS[name]
    taken = read(workbook([*GOOD, {**bad, "id": "B1"}]), "log.xlsx")
    intact(taken)
    (rejection,) = taken.rejections
    assert (rejection.code, rejection.place, bool(rejection.hint)) == (code, "log.xlsx:Sheet!5", True)


def test_dates_and_times_as_cells_are_taken_in_both_calendars() -> None:
    typed = HEARD | {"day": date(2031, 3, 14), "from": time(7, 5), "to": time(7, 20), "lat": 47.12345, "lon": -30.54321}

    def in_1904(book: Workbook) -> None:
        book.epoch = datetime(1904, 1, 1)  # noqa: DTZ001 - the library's epoch has no zone

    for change in (None, in_1904):
        (row,) = observations(read(workbook([typed], change=change), "log.xlsx"))
        (plain,) = observations(read(text([HEARD])))
        assert (row.when, row.where) == (plain.when, plain.where)


def test_rows_that_a_merged_cell_touches_are_refused() -> None:
    def merge(book: Workbook) -> None:
        book.active.merge_cells("C5:C6")

    taken = read(workbook([*GOOD, HEARD | {"id": "B1"}, HEARD | {"id": "B2"}], change=merge), "log.xlsx")
    intact(taken, 2)
    assert [(one.code, one.place) for one in taken.rejections] == [
        ("cells-merged", "log.xlsx:Sheet!5"),
        ("cells-merged", "log.xlsx:Sheet!6"),
    ]


def test_rows_and_sheets_that_nobody_sees_are_refused() -> None:
    def hide(book: Workbook) -> None:
        book.active.row_dimensions[5].hidden = True

    taken = read(workbook([*GOOD, HEARD | {"id": "B1"}], change=hide), "log.xlsx")
    intact(taken)
    assert (taken.rejections[0].code, taken.rejections[0].place) == ("row-hidden", "log.xlsx:Sheet!5")

    def second(book: Workbook) -> None:
        sheet = book.create_sheet("Old")
        sheet.append(NAMES)
        sheet.append([(HEARD | {"id": "B1"}).get(name) for name in NAMES])
        sheet.sheet_state = "veryHidden"

    taken = read(workbook(GOOD, change=second), "log.xlsx")
    intact(taken)
    assert (taken.rejections[0].code, taken.rejections[0].place) == ("row-hidden", "log.xlsx:Old!2")


def test_two_sheets_are_both_read_and_a_renamed_one_too() -> None:
    def second(book: Workbook) -> None:
        book.active.title = "Березень"
        sheet = book.create_sheet("Квітень")
        sheet.append(["", "notes of the week"])
        sheet.append(NAMES)
        sheet.append([(HEARD | {"id": "B1", "count": "ten"}).get(name) for name in NAMES])

    taken = read(workbook(GOOD, change=second), "log.xlsx")
    intact(taken)
    assert taken.rejections[0].place == "log.xlsx:Квітень!3"


def test_a_sheet_that_claims_to_be_as_large_as_all_sheets_can_be_is_read_at_once() -> None:
    huge = in_sheet(rb'<dimension ref="[^"]*"', b'<dimension ref="A1:XFD1048576"')
    intact(read(repacked(workbook(GOOD), huge), "log.xlsx"), 0)
    far = in_sheet(rb"</sheetData>", b'<row r="1048576"><c r="A1048576" t="str"><v>x</v></c></row></sheetData>')
    taken = read(repacked(workbook(GOOD), far), "log.xlsx")
    intact(taken)
    assert taken.rejections[0].place == "log.xlsx:Sheet!1048576"


def test_a_row_wider_than_its_heading_is_refused() -> None:
    wide = b",".join([b"x"] * (len(NAMES) + 1))
    taken = read(text(GOOD) + wide + b"\n", "log.csv")
    intact(taken)
    assert (taken.rejections[0].code, taken.rejections[0].place) == ("row-width", "log.csv:5")


def bomb() -> bytes:
    return repacked(workbook(GOOD), in_sheet(rb"</sheetData>", b" " * (40 << 20) + b"</sheetData>"))


def many_parts() -> bytes:
    return repacked(workbook(GOOD), lambda _, part: part, {f"xl/media/{n}.png": b"" for n in range(2_100)})


def locked() -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le") + bytes(600)


def part_locked() -> bytes:
    raw = bytearray(workbook(GOOD))
    for signature, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        begin = raw.index(signature)
        raw[begin + at] |= 1
    return bytes(raw)


def added(part: str, content: bytes = b"x") -> bytes:
    return repacked(workbook(GOOD), lambda _, old: old, {part: content})


def with_entities() -> bytes:
    lol = b'<!DOCTYPE a [<!ENTITY b "bbbbbbbb"><!ENTITY c "&b;&b;&b;&b;&b;">]>'
    return repacked(workbook(GOOD), in_sheet(rb"<worksheet", lol + b"<worksheet"))


def with_entities_elsewhere() -> bytes:
    return added("xl/worksheets/sheet9.bin", b'<!DOCTYPE a [<!ENTITY b "bb">]><worksheet/>')


def in_utf16() -> bytes:
    def recode(name: str, part: bytes) -> bytes:
        return part.decode().encode("utf-16") if name == "xl/worksheets/sheet1.xml" else part

    return repacked(workbook(GOOD), recode)


def no_table() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
    return out.getvalue()


def without_strings() -> bytes:
    """A cell that refers to a text that is not there."""
    return repacked(workbook(GOOD), in_sheet(rb'<c r="A2" t="inlineStr">.*?</c>', b'<c r="A2" t="s"><v>99</v></c>'))


def broken_xml() -> bytes:
    return repacked(workbook(GOOD), in_sheet(rb"</sheetData>", b"</sheetDatum>"))


FILES = {
    "a bomb of blanks": (bomb, "workbook-bomb"),
    "thousands of parts": (many_parts, "workbook-bomb"),
    "a password": (locked, "workbook-encrypted"),
    "a part with a password": (part_locked, "workbook-encrypted"),
    "the old format": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "workbook-old-format"),
    "macros": (lambda: added("xl/vbaProject.bin"), "workbook-macros"),
    "links to other files": (lambda: added("xl/externalLinks/externalLink1.xml", b"<x/>"), "workbook-external-links"),
    "embedded objects": (lambda: added("xl/embeddings/oleObject1.bin"), "workbook-embedded"),
    "entities that expand": (with_entities, "workbook-entities"),
    "entities in a part of another name": (with_entities_elsewhere, "workbook-entities"),
    "parts in UTF-16": (in_utf16, "workbook-entities"),
    "a file that was cut off": (lambda: workbook(GOOD)[:2_000], "workbook-broken"),
    "texts that are gone": (without_strings, "workbook-broken"),
    "broken XML": (broken_xml, "workbook-broken"),
    "another kind of file": (no_table, "workbook-not-xlsx"),
    "no heading": (lambda: workbook([], ["a", "b"]), "sheet-header"),
    "a renamed column": (lambda: text(GOOD, ["doing" if n == "what" else n for n in NAMES]), "sheet-header"),
    "a missing column": (lambda: text(GOOD, [n for n in NAMES if n != "day"]), "sheet-header"),
    "a column twice": (lambda: text(GOOD, [*NAMES, "count"]), "heading-twice"),
    "a Cyrillic code page": (lambda: text([HEARD | {"remark": "чули"}]).decode().encode("cp1251"), "sheet-encoding"),
    "text in UTF-16": (lambda: text(GOOD).decode().encode("utf-16"), "sheet-encoding"),
    "nothing": (lambda: b"", "sheet-header"),
    "too much": (lambda: bytes((32 << 20) + 1), "file-too-large"),
    "a cell without end": (lambda: text(GOOD) + b'"' + b"x" * 200_000, "sheet-broken"),
}


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_cannot_be_read_says_why_where_and_how_to_mend(name: str) -> None:
    make, code = FILES[name]
    with pytest.raises(InputError) as caught:
        read(make(), "log.file")
    assert caught.value.code == code
    assert caught.value.place.startswith("log.file")
    assert caught.value.hint


def test_a_flipped_byte_of_a_workbook_is_an_error_of_the_file_or_nothing() -> None:
    raw = workbook(GOOD)
    for at in range(0, len(raw), max(1, len(raw) // 150)):
        damaged = raw[:at] + bytes([raw[at] ^ 0x55]) + raw[at + 1 :]
        try:
            taken = read(damaged, "log.xlsx")
        except InputError as error:
            assert error.code.startswith(("workbook-", "sheet-"))  # noqa: PT017 - either way is right, nothing else is
        else:
            assert taken.taken + len(taken.rejections) == taken.rows


def test_a_grid_reference_reads_the_same_from_a_cyrillic_keyboard() -> None:
    assert square_of("25Т FN 86275 19879") == square_of("25T FN 86275 19879")


def test_saved_and_opened_again_nothing_changes() -> None:
    book = Workbook()
    book.active.append(NAMES)
    for row in GOOD:
        book.active.append([row.get(name) for name in NAMES])
    intact(read(saved(book), "log.xlsx"), 0)
