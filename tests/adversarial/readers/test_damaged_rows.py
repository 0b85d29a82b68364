"""One damaged row among good ones: a code, a line, a hint; the rows beside it are as if it were not there."""

from collections.abc import Mapping

import pytest

from adversarial.readers.tables import GOOD, NAMES, Row, line, observations, read, table
from servanda.adapters.readers import Taken
from servanda.adapters.readers.cells import may_be_position

SECRET = ("48.3", "37.3", "12345", "54321", "17171", "19191")
"""Digits of coordinates: no reason says them."""
BASE = GOOD[3] | {"id": "7001", "latitude": "48.317171", "longitude": "37.319191"}


def intact(taken: Taken, bad: int = 1) -> None:
    """The good rows are taken as they are without the damage, and every row is taken or refused."""
    assert observations(taken) == observations(read(table(GOOD)))
    assert (taken.rows, taken.taken, len(taken.rejections)) == (len(GOOD) + bad, len(GOOD), bad)


CELLS: Mapping[str, tuple[Row, str, str]] = {
    "latitude and longitude swapped": (
        {"latitude": "37.319191", "longitude": "48.317171"},
        "coordinates-swapped",
        "swapped",
    ),
    "a latitude beyond the pole": ({"latitude": "95"}, "coordinate-out-of-range", "beyond 90"),
    "a longitude beyond the date line": ({"longitude": "181.5"}, "coordinate-out-of-range", "beyond 180"),
    "a receiver without a fix": ({"latitude": "0", "longitude": "0.0"}, "coordinates-null", "both 0"),
    "a decimal comma": ({"latitude": "48,317171"}, "coordinate-not-decimal", "decimal comma"),
    "degrees and minutes": ({"latitude": "48°19'17\"N"}, "coordinate-not-decimal", "minutes"),
    "degrees and minutes with primes": ({"latitude": "48° 19′ 17″"}, "coordinate-not-decimal", "minutes"),
    "a grid square for a latitude": ({"latitude": "37U CQ 17171 19191"}, "coordinate-not-decimal", "grid square"),
    "both coordinates in one cell": ({"latitude": "48.317171, 37.319191"}, "coordinate-not-decimal", "pair"),
    "a letter of a hemisphere": ({"latitude": "N48.317171"}, "coordinate-not-decimal", "no number"),
    "no latitude": ({"latitude": ""}, "coordinate-not-decimal", "empty"),
    "no coordinates": ({"latitude": "", "longitude": ""}, "coordinate-not-decimal", "empty"),
    "a place that is not known": ({"latitude": "N/K", "longitude": "N/K"}, "coordinate-not-decimal", "no number"),
    "a place that is not available": ({"latitude": "NA"}, "coordinate-not-decimal", "no number"),
    "a number without end": ({"latitude": "inf"}, "coordinate-not-decimal", "finite"),
    "not a number": ({"longitude": "NaN"}, "coordinate-not-decimal", "finite"),
    "an exponent": ({"latitude": "4.8317171e1"}, "coordinate-not-decimal", "exponent"),
    "a coordinate beyond all integers": ({"latitude": "4" * 40}, "coordinate-not-decimal", "digits"),
    "a coordinate of many digits": ({"latitude": "483171710"}, "coordinate-out-of-range", "beyond 90"),
    "a coordinate with marks between thousands": (
        {"latitude": "48.317.171"},
        "coordinate-not-decimal",
        "among its digits",
    ),
    "full-width digits": ({"latitude": "４８.317171"}, "coordinate-not-decimal", "another script"),
    "digits of another script": ({"latitude": "٤٨.317171"}, "coordinate-not-decimal", "another script"),
    "blanks among the digits": ({"latitude": "48. 317 171"}, "coordinate-not-decimal", "blanks among"),
    "a sheet's error for a coordinate": ({"latitude": "#VALUE!"}, "coordinate-not-decimal", "no number"),
    "negative deaths": ({"best": "-3"}, "cell-not-whole", "best is '-3'"),
    "deaths with a fraction": ({"high": "3.0"}, "cell-not-whole", "high is '3.0'"),
    "deaths that are not known": ({"low": "N/K"}, "cell-not-whole", "low is 'N/K'"),
    "deaths that are not available": ({"low": "NA"}, "cell-not-whole", "low is 'NA'"),
    "deaths left empty": ({"best": ""}, "cell-not-whole", "best is ''"),
    "deaths in words": ({"best": "three"}, "cell-not-whole", "'three'"),
    "a mark between thousands": ({"high": "1,2"}, "cell-not-whole", "'1,2'"),
    "a blank between thousands": ({"high": "1 200"}, "cell-not-whole", "'1 200'"),
    "full-width deaths": ({"high": "３"}, "cell-not-whole", "'３'"),
    "deaths beyond all integers": ({"high": "9" * 30}, "cell-not-whole", "no whole number"),
    "more deaths than people": ({"high": "99999999"}, "cell-out-of-range", "99999999"),
    "an exponent for deaths": ({"high": "1e3"}, "cell-not-whole", "'1e3'"),
    "infinite deaths": ({"high": "Infinity"}, "cell-not-whole", "Infinity"),
    "a precision of nought": ({"where_prec": "0"}, "cell-out-of-range", "where_prec is '0'"),
    "a precision of no code book": ({"where_prec": "8"}, "cell-out-of-range", "1 to 7"),
    "a precision that is a letter": ({"where_prec": "a"}, "cell-not-whole", "'a'"),
    "a precision of the day beyond all": ({"date_prec": "6"}, "cell-out-of-range", "1 to 5"),
    "a type of violence of no code book": ({"type_of_violence": "9"}, "cell-out-of-range", "1 to 3"),
    "a clarity of no code book": ({"event_clarity": "3"}, "cell-out-of-range", "1 to 2"),
    "a year that is far": ({"date_start": "2202-03-04", "date_end": "2202-03-04"}, "date-unreadable", "2202"),
    "a year of another age": ({"date_start": "1066-10-14", "date_end": "1066-10-14"}, "date-unreadable", "1066"),
    "a day that no calendar has": ({"date_start": "2019-02-31"}, "date-unreadable", "calendar"),
    "a month that no calendar has": ({"date_start": "2019-13-01"}, "date-unreadable", "calendar"),
    "day, month, year with strokes": ({"date_start": "04/03/2019"}, "date-unreadable", "one way only"),
    "day, month, year with points": ({"date_start": "04.03.2019"}, "date-unreadable", "'04.03.2019'"),
    "a month in letters": ({"date_start": "04 MAR 2019"}, "date-unreadable", "'04 MAR 2019'"),
    "a day as a spreadsheet counts it": ({"date_end": "43528"}, "date-unreadable", "spreadsheet"),
    "a day with the zone of a country": ({"date_start": "2019-03-04T00:00:00+02:00"}, "date-unreadable", "one way"),
    "a day with a time": ({"date_start": "2019-03-04 17:30:00.000"}, "date-unreadable", "17:30:00.000"),
    "seconds since 1970": ({"date_start": "1551657600"}, "date-unreadable", "1551657600"),
    "an end before its begin": ({"date_end": "2019-03-01"}, "dates-reversed", "2019-03-01"),
    "longer than a year": ({"date_end": "2020-12-31"}, "dates-reversed", "2020-12-31"),
    "no begin": ({"date_start": ""}, "date-unreadable", "missing"),
    "no end": ({"date_end": " "}, "date-unreadable", "missing"),
    "the identifier of another row": ({"id": "5003"}, "id-used-twice", "'5003'"),
    "the identifier of another row, with blanks": ({"id": " 5003 "}, "id-used-twice", "'5003'"),
    "no identifier": ({"id": ""}, "id-missing", "empty"),
    "an identifier that is a blank": ({"id": "  "}, "id-missing", "empty"),
    "an identifier with a fraction": ({"id": "5003.0"}, "id-became-number", "'5003.0'"),
    "an identifier with an exponent": ({"id": "5.003E+03"}, "id-became-number", "measure"),
    "a nought byte in a name": ({"where_coordinates": "Vil\x00lage"}, "cell-character", "U+0000"),
    "a bell in a name": ({"side_b": "North\x07"}, "cell-character", "U+0007"),
    "a name that turns its direction": ({"where_coordinates": "\u202eegalliV"}, "cell-character", "U+202E"),
    "an isolated direction": ({"side_a": "\u2067North\u2069"}, "cell-character", "U+2067"),
    "a line that is no line": ({"where_coordinates": "Vil\u2028lage"}, "cell-character", "U+2028"),
    "a control of another table": ({"where_coordinates": "Vil\x85lage"}, "cell-character", "U+0085"),
    "an order mark in the middle": ({"id": "\ufeff7001"}, "cell-character", "U+FEFF"),
    "a cell of a megabyte": ({"where_coordinates": "x" * (1 << 20)}, "cell-too-long", "1048576"),
    "a line of ten megabytes": ({"where_coordinates": "x" * (10 << 20)}, "row-too-long", "bytes"),
}


@pytest.mark.parametrize("name", CELLS)
def test_a_damaged_row_says_what_where_and_how_to_mend_and_leaves_the_others(name: str) -> None:
    damage, code, says = CELLS[name]
    taken = read(table([*GOOD, BASE | damage]))
    intact(taken)
    (rejection,) = taken.rejections
    assert (rejection.code, rejection.place, rejection.kind) == (code, "events.csv:7", "observation")
    assert says in rejection.says
    assert rejection.hint
    assert not any(digits in rejection.says + rejection.hint for digits in SECRET)


# of two rows with one name the first is taken, wherever it stands
@pytest.mark.parametrize("name", [each for each in CELLS if CELLS[each][1] != "id-used-twice"])
def test_a_damaged_row_in_the_middle_is_cited_with_its_own_line(name: str) -> None:
    taken = read(table([*GOOD[:2], BASE | CELLS[name][0], *GOOD[2:]]))
    intact(taken)
    assert [each.place for each in taken.rejections] == ["events.csv:4"]


def test_a_position_that_slipped_into_another_column_is_not_repeated() -> None:
    written = ("48.317171", "48,317171", "37U CQ 17171 19191", "48°19'17\"", "48.317171 37.319191", "5317171 3719191")
    columns = [name for name in NAMES if name not in ("side_a", "side_b", "where_coordinates", "relid", "country")]
    for column in columns:
        for cell in written:
            for rejection in read(table([*GOOD, BASE | {column: cell}])).rejections:
                assert not any(digits in rejection.says for digits in (*SECRET, "48°19")), (column, rejection.says)


def test_dates_and_counts_are_no_positions() -> None:
    for cell in ("2019-03-04 17:30:00.000", "04.03.2019", "04 MAR 2019", "-3", "3.0", "1 200", "N/K"):
        assert not may_be_position(cell)


def cut(row: Row, cells: int) -> str:
    return ",".join(line(row).split(",")[:cells])


LINES: Mapping[str, tuple[str, str]] = {
    "too few cells": (cut(BASE, 6), "row-width"),
    "one cell": ("7001", "row-width"),
    "too many cells": (line(BASE) + ",x", "row-width"),
    "an unquoted comma": (line(BASE).replace("Village 3", "Village 3, north"), "row-width"),
    "a note below the table": ("Source: the archive of Exampleland", "row-width"),
    "the header again": (",".join(NAMES), "header-again"),
    "a mark that closes nothing": (line(BASE).replace("Village 3", '"Village" 3'), "row-quotes"),
    "a mark that is never closed": (line(BASE).replace("Village 3", '"Village 3'), "row-quotes"),
    "another separator": (line(BASE, separator=";"), "row-width"),
    "two rows in one line": (line(BASE) + "," + line(GOOD[0] | {"id": "7002"}), "row-width"),
}


@pytest.mark.parametrize("name", LINES)
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("at", [0, 2, 5])
def test_a_line_that_is_no_row_is_refused_alone(name: str, end: str, at: int) -> None:
    bad, code = LINES[name]
    rows = [",".join(NAMES), *map(line, GOOD)]
    rows.insert(at + 1, bad)
    taken = read((end.join(rows) + end).encode())
    intact(taken)
    (rejection,) = taken.rejections
    assert (rejection.code, rejection.place) == (code, f"events.csv:{at + 2}")
    assert rejection.hint


def test_an_unclosed_mark_does_not_swallow_rows_up_to_the_next_mark() -> None:
    quoted = [each | {"where_coordinates": f"{each['where_coordinates']}, north"} for each in GOOD]
    rows = [",".join(NAMES), *map(line, quoted)]
    rows.insert(3, line(BASE).replace("Village 3", '"Village 3'))
    taken = read("\n".join(rows).encode())
    assert observations(taken) == observations(read(table(quoted)))
    assert [(each.code, each.place) for each in taken.rejections] == [("row-quotes", "events.csv:4")]


def test_a_file_cut_in_the_middle_of_a_row_or_of_a_quoted_cell_loses_that_row_only() -> None:
    whole = table([*GOOD, BASE | {"where_coordinates": "Village, north"}])
    last = len(table(GOOD))
    for written, code in ((b"7001", "row-width"), (b"Village, no", "row-quotes"), (b"48.3", "row-width")):
        taken = read(whole[: whole.index(written, last) + len(written)])
        intact(taken)
        assert [(each.code, each.place) for each in taken.rejections] == [(code, "events.csv:7")]


def test_lines_are_right_below_cells_with_line_breaks() -> None:
    broken = [GOOD[0] | {"relid": "three\nlines\r\nlong"}, *GOOD[1:], BASE | {"best": "-1"}]
    intact(read(table(broken)))
    assert [each.place for each in read(table(broken)).rejections] == ["events.csv:9"]
    stray = table(broken).replace(b"Village 4", b'Village "4"')
    assert [each.place for each in read(stray).rejections] == ["events.csv:9"]


def test_a_byte_that_is_no_utf8_costs_its_row_only() -> None:
    raw = table([*GOOD, BASE]).replace(b"7001", b"70\xff1")
    taken = read(raw)
    intact(taken)
    assert [(each.code, each.place) for each in taken.rejections] == [("row-encoding", "events.csv:7")]


def test_every_damage_together_leaves_the_good_rows() -> None:
    bad = [BASE | {"id": f"8{n}"} | damage for n, (damage, _, _) in enumerate(CELLS.values())]
    rows = [",".join(NAMES), *map(line, [*GOOD, *bad]), *(each for each, _ in LINES.values())]
    taken = read("\n".join(rows).encode())
    assert observations(taken) == observations(read(table(GOOD)))
    assert taken.taken + len(taken.rejections) == taken.rows
    assert [int(each.place.split(":")[1]) for each in taken.rejections] == sorted(
        int(each.place.split(":")[1]) for each in taken.rejections
    )


def test_at_least_sixty_kinds_of_damage_are_told_apart() -> None:
    assert len(CELLS) + len(LINES) > 60
