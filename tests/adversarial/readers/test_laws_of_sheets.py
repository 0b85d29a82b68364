"""Laws: whatever stands in a text, every row is in the table or set aside, and both ways to lay it out agree."""

import csv
import io

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from servanda.adapters.readers.layout import _careful, layout_of
from servanda.adapters.readers.sheet import read_sheet

WILD = st.text(alphabet='ab#,"\n\r ;é', max_size=60)
CELL = st.text(alphabet='ab,"\n\r é', max_size=6)


@given(WILD)
def test_every_row_of_a_wild_text_is_in_the_table_or_set_aside(wild: str) -> None:
    raw = b"id,best\n1,2\n" + wild.encode()
    sheet = read_sheet(raw, "wild.csv", needs=("id", "best"))
    assert sheet.table.num_rows == len(sheet.lines) == sheet.rows - len(sheet.broken)
    lines = [*sheet.lines.tolist(), *(line for line, _ in sheet.broken)]
    assert len(set(lines)) == len(lines)
    assert all(2 <= line <= len(raw.splitlines()) for line in lines)


@given(st.lists(st.tuples(CELL, CELL, CELL), min_size=1, max_size=8), st.sampled_from(["\n", "\r\n"]))
def test_what_a_writer_of_tables_wrote_is_read_as_it_was(rows: list[tuple[str, str, str]], end: str) -> None:
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator=end, quoting=csv.QUOTE_ALL)
    writer.writerows([("id", "best", "note"), *rows])
    sheet = read_sheet(out.getvalue().encode(), "written.csv", needs=("id", "best", "note"))
    assert sheet.table.to_pylist() == [dict(zip(("id", "best", "note"), row, strict=True)) for row in rows]
    assert not sheet.broken


@given(st.lists(st.lists(CELL, min_size=1, max_size=4), min_size=1, max_size=8))
def test_both_ways_to_lay_out_a_text_agree(rows: list[list[str]]) -> None:
    out = io.StringIO(newline="")
    csv.writer(out, quoting=csv.QUOTE_ALL).writerows(rows)
    raw = out.getvalue().encode()
    swift, careful = layout_of(raw, 0, ","), _careful(raw, 0, ",")
    for part in ("starts", "ends", "lines", "widths"):
        assert np.array_equal(getattr(swift, part), getattr(careful, part)), part
