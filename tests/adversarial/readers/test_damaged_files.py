"""Damaged files: one that is no table of its format says so before any row is read; one that is odd only is taken."""

import gzip
import io
import zipfile
from collections.abc import Callable, Mapping

import pyarrow as pa
import pytest

from adversarial.readers.tables import GOOD, NAMES, line, observations, read, table
from servanda.errors import InputError

CYRILLIC = [each | {"where_coordinates": "Приклад"} for each in GOOD]
ACCENTS = [each | {"where_coordinates": "Exâmple"} for each in GOOD]


def archive() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr("events.csv", table(GOOD))
    return out.getvalue()


def without(column: str) -> bytes:
    return table(GOOD, [name for name in NAMES if name != column])


def renamed(old: str, new: str) -> bytes:
    return table(GOOD).replace(old.encode(), new.encode(), 1)


FILES: Mapping[str, tuple[Callable[[], bytes], str, str]] = {
    "nothing": (lambda: b"", "sheet-empty", "0 bytes"),
    "nothing but an order mark": (lambda: b"\xef\xbb\xbf", "sheet-empty", "3 bytes"),
    "blank lines": (lambda: b"\r\n \r\n\r\n", "sheet-empty", "no text"),
    "a missing column": (lambda: without("date_prec"), "sheet-header", "lacks date_prec"),
    "many missing columns": (lambda: b"id,best\n1,2\n", "sheet-header", "and 7 more"),
    "a renamed column": (lambda: renamed("latitude", "lat"), "sheet-header", "lacks latitude"),
    "a column in capitals": (lambda: renamed("latitude", "LATITUDE"), "sheet-header", "lacks latitude"),
    "a column twice": (lambda: renamed("country", "best"), "heading-twice", "'best'"),
    "an invisible character in a heading": (lambda: renamed("country", "coun\u202etry"), "heading-character", "U+202E"),
    "no header": (lambda: "\n".join(map(line, GOOD)).encode(), "sheet-header", "lacks id"),
    "a title above the header": (lambda: b"Events of Exampleland\n" + table(GOOD), "sheet-header", "lacks id"),
    "bars between the cells": (lambda: table(GOOD, separator="|"), "sheet-separator", "bars"),
    "a Cyrillic code page": (lambda: table(CYRILLIC).decode().encode("cp1251"), "sheet-encoding", "not UTF-8"),
    "a Latin code page": (lambda: table(ACCENTS).decode().encode("latin-1"), "sheet-encoding", "Byte e2"),
    "a header in a code page": (
        lambda: renamed("country", "країна").decode().encode("cp1251"),
        "sheet-encoding",
        "not UTF-8",
    ),
    "text in UTF-16": (lambda: table(GOOD).decode().encode("utf-16"), "sheet-encoding", "UTF-16"),
    "text in UTF-16 without its mark": (lambda: table(GOOD).decode().encode("utf-16-be"), "sheet-encoding", "UTF-16"),
    "text in UTF-32": (lambda: table(GOOD).decode().encode("utf-32"), "sheet-encoding", "UTF-32"),
    "a workbook or archive": (archive, "sheet-format", "ZIP"),
    "an old workbook": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "sheet-format", "old format"),
    "packed with gzip": (lambda: gzip.compress(table(GOOD)), "sheet-format", "gzip"),
    "a document": (lambda: b"%PDF-1.7\n" + table(GOOD), "sheet-format", "PDF"),
    "a web page": (lambda: b"\n<!DOCTYPE html><html><body>502</body></html>", "sheet-format", "web page"),
    "a web page without declaration": (lambda: b"<html><h1>Not found</h1></html>", "sheet-format", "web page"),
    "an error in XML": (
        lambda: b'<?xml version="1.0"?><Error><Code>AccessDenied</Code></Error>',
        "sheet-format",
        "XML",
    ),
    "rows of JSON": (lambda: b'[\n {"id": 5001, "latitude": 48.1}\n]', "sheet-format", "JSON"),
    "an error in JSON": (lambda: b'{"status": 403, "success": false}', "sheet-format", "JSON"),
    "bytes of no format": (lambda: bytes(range(256)) * 40, "sheet-binary", "control characters"),
    "noughts": (lambda: bytes(10_000), "sheet-binary", "10000"),
    "a megabyte without line end": (lambda: b"x" * (1 << 20), "sheet-header", "lacks id"),
    "very many lines of something else": (lambda: table(GOOD) + b"x\n" * 100_001, "sheet-misfit", "100001 of 100006"),
    "more lines than can be held": (lambda: table(GOOD) + b"\n" * 20_000_000, "sheet-too-long", "20000006 lines"),
    "thousands of columns": (
        lambda: table(GOOD, [*NAMES, *(f"c{n}" for n in range(20_000))]),
        "sheet-too-wide",
        "at most 2000",
    ),
    "an unclosed mark in the header": (lambda: b'"' + table(GOOD), "sheet-header", "lacks id"),
}


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_cannot_be_read_says_why_where_and_how_to_mend(name: str) -> None:
    make, code, says = FILES[name]
    with pytest.raises(InputError) as caught:
        read(make())
    assert caught.value.code == code
    assert says in caught.value.says
    assert caught.value.place.startswith("events.csv")
    assert caught.value.hint


HINTS: Mapping[str, tuple[bytes, str]] = {
    "a short name": (renamed("latitude", "lat"), "Is 'lat' meant for latitude?"),
    "capitals": (renamed("latitude", "LATITUDE"), "Is 'LATITUDE' meant for latitude?"),
    "a blank": (renamed("side_a", "Side A"), "Is 'Side A' meant for side_a?"),
    "a slip": (renamed("event_clarity", "event_claritiy"), "Is 'event_claritiy' meant for event_clarity?"),
    "windows": (table(CYRILLIC).decode().encode("cp1251"), "Windows-1251"),
    "latin": (table(ACCENTS).decode().encode("latin-1"), "Latin-1"),
}


@pytest.mark.parametrize("name", HINTS)
def test_the_hint_names_what_was_probably_meant(name: str) -> None:
    raw, hint = HINTS[name]
    with pytest.raises(InputError) as caught:
        read(raw)
    assert hint in caught.value.hint


def test_a_byte_of_another_encoding_is_cited_with_its_line() -> None:
    with pytest.raises(InputError) as caught:
        read(table([*GOOD[:2], *CYRILLIC[2:]]).decode().encode("cp1251"))
    assert caught.value.place == "events.csv:4"


TAGS = ",".join(f"#{name}" if at % 3 else "" for at, name in enumerate(NAMES))


def with_lines(*extra: tuple[int, str]) -> bytes:
    rows = [",".join(NAMES), *map(line, GOOD)]
    for at, text in extra:
        rows.insert(at, text)
    return ("\n".join(rows) + "\n").encode()


PADDED = [{name: f" {cell}\t" for name, cell in each.items()} for each in GOOD]

TAKEN: Mapping[str, bytes] = {
    "CRLF": table(GOOD, end="\r\n"),
    "CR only": table(GOOD, end="\r"),
    "mixed line ends": table(GOOD).replace(b"\n", b"\r\n", 3),
    "an order mark": b"\xef\xbb\xbf" + table(GOOD),
    "moved columns": table(GOOD, NAMES[::-1]),
    "no line end after the last row": table(GOOD)[:-1],
    "blank lines": with_lines((0, ""), (1, ""), (3, ""), (3, ""), (9, "")),
    "rows of separators alone": with_lines((2, "," * (len(NAMES) - 1)), (7, "," * (len(NAMES) - 1))),
    "tags below the header": with_lines((1, TAGS)),
    "tags in the middle": with_lines((3, TAGS)),
    "tags at the end": with_lines((6, TAGS)),
    "tags twice": with_lines((1, TAGS), (4, TAGS)),
    "semicolons": table(GOOD, separator=";"),
    "tabs": table(GOOD, separator="\t"),
    "every cell quoted": (
        "\n".join(f'"{each}"' for each in with_lines().decode().replace(",", '","').split("\n")[:-1])
    ).encode(),
    "blanks around names": table(GOOD).replace(b",latitude,", b", latitude ,"),
    "blanks around cells": table(PADDED),
    "a column without name and cells": table(GOOD, [*NAMES, ""]),
}


@pytest.mark.parametrize("name", TAKEN)
def test_what_is_odd_but_clear_is_taken(name: str) -> None:
    taken = read(TAKEN[name])
    assert observations(taken) == observations(read(table(GOOD)))
    assert (taken.rows, taken.taken, list(taken.rejections)) == (len(GOOD), len(GOOD), [])
    assert list(taken.unknown) == []


def test_a_header_alone_has_no_rows() -> None:
    for raw in (table([]), table([])[:-1], b"\xef\xbb\xbf" + table([], end="\r\n")):
        taken = read(raw)
        assert (taken.rows, taken.taken, list(taken.rejections)) == (0, 0, [])


def test_a_column_that_the_format_does_not_have_is_kept_as_it_came() -> None:
    names = [*NAMES[:3], "note of the desk", *NAMES[3:], ""]
    taken = read(table([each | {"note of the desk": "=1+1", "": "x"} for each in GOOD], names))
    assert list(taken.unknown) == ["note of the desk", f"column {len(names)}"]
    assert [dict(each.further) for each in observations(taken)] == [
        {"note of the desk": "=1+1", f"column {len(names)}": "x"}
    ] * len(GOOD)


def test_a_side_that_no_mapping_lists_names_nobody() -> None:
    (row,) = observations(read(table([GOOD[0] | {"side_b": "Somebody else"}])))
    assert list(row.by) == []
    (known,) = observations(read(table(GOOD[:1])))
    assert list(known.by) == ["NORTH", "SOUTH"]


def test_a_name_in_parts_is_the_name_written_whole() -> None:
    parts, whole = ("Зай\u0438\u0306це", "Зай\u0439це")
    first, second = (observations(read(table([GOOD[0] | {"where_coordinates": each}]))) for each in (parts, whole))
    assert first == second


def test_any_byte_flipped_or_cut_is_a_rejection_an_error_of_the_file_or_nothing() -> None:
    raw = table([*GOOD, GOOD[0] | {"id": "7003", "where_coordinates": 'Village "north", by the river'}])
    damaged = [raw[:at] + bytes([raw[at] ^ 0x22]) + raw[at + 1 :] for at in range(0, len(raw), 3)]
    damaged += [raw[:at] for at in range(0, len(raw), 7)]
    for each in damaged:
        try:
            taken = read(each)
        except InputError as error:
            assert error.code.startswith(("sheet-", "heading-"))  # noqa: PT017 - either way is right, nothing else is
        else:
            assert taken.taken + len(taken.rejections) == taken.rows


def test_what_the_parser_of_cells_says_of_rows_is_not_repeated(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_given: object, **_named: object) -> None:
        raise pa.ArrowInvalid("CSV parse error: Expected 3 columns, got 2: 48.317171")

    monkeypatch.setattr("servanda.adapters.readers.sheet.csv.read_csv", broken)
    with pytest.raises(InputError) as caught:
        read(table(GOOD))
    assert caught.value.code == "sheet-broken"
    assert "48.3" not in str(caught.value)
