"""Damaged and hostile sheets: refused with a reason, never a crash; what is written as YAML is read back."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from servanda.adapters.exchange.columns import CHOICES, FORMS
from servanda.adapters.exchange.comma import rows_text
from servanda.adapters.exchange.condition_text import condition_text
from servanda.adapters.exchange.document import case_files
from servanda.adapters.exchange.reading import read_sheets
from servanda.adapters.exchange.taken import TakenSheets
from servanda.adapters.exchange.writing import book_of
from servanda.adapters.register import read_register
from servanda.commitments import Register
from servanda.errors import InputError
from servanda.records.plan import Plan
from unit.exchange.guards import GUARDS
from unit.exchange.registers import case, plans, registers

OWN = settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
WORDS = [word for words in CHOICES.values() for word in words]
CELLS = st.one_of(
    st.sampled_from(
        ["", "", "a", "b", "EX-A", "4", "-1", "2.5", "2031-02-20", "2031-02-20T12:00Z", "a; b", "[]", '"', *WORDS]
    ),
    GUARDS.map(lambda guard: condition_text(guard, "en")),
    st.text(max_size=6),
)


def tried(path: Path) -> TakenSheets | None:
    try:
        return read_sheets(path)
    except InputError:
        return None


@OWN
@given(st.data())
def test_any_cells_under_the_titles_are_taken_or_refused(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    folder = tmp_path_factory.mktemp("cells")
    for form in FORMS.values():
        titles = [column.title("en", "en") for column in form.columns]
        rows = data.draw(st.lists(st.lists(CELLS, min_size=len(titles), max_size=len(titles)), max_size=3))
        (folder / f"{form.name}.csv").write_bytes(rows_text([titles, *rows], "en"))
    taken = tried(folder)
    assert taken is not None
    assert all(one.code and one.place and one.says for one in taken.rejections)


@OWN
@given(st.binary(max_size=200), st.sampled_from([b"", b"\xff\xfe", b"PK\x03\x04", b"Promise,Axis,Step\n"]))
def test_any_bytes_are_refused_or_read(tmp_path_factory: pytest.TempPathFactory, raw: bytes, head: bytes) -> None:
    file = tmp_path_factory.mktemp("bytes") / "status.csv"
    file.write_bytes(head + raw)
    tried(file)


BOOK = book_of(case("exercise-meridian").register, case("exercise-meridian").plan, "en")


@OWN
@given(st.integers(0, len(BOOK) - 1), st.integers(0, 255), st.booleans())
def test_a_damaged_workbook_is_refused_or_read(
    tmp_path_factory: pytest.TempPathFactory,
    at: int,
    byte: int,
    cut: bool,  # noqa: FBT001 - drawn
) -> None:
    file = tmp_path_factory.mktemp("book") / "it.xlsx"
    file.write_bytes(BOOK[:at] if cut else BOOK[:at] + bytes([byte]) + BOOK[at + 1 :])
    tried(file)


@OWN
@given(registers(), st.none() | plans())
def test_what_is_imported_can_be_read_as_a_case(
    tmp_path_factory: pytest.TempPathFactory, register: Register, plan: Plan | None
) -> None:
    folder = tmp_path_factory.mktemp("case")
    for name, text in case_files(register, plan).items():
        (folder / name).write_text(text, "utf-8")
    again = read_register(folder)
    assert [one.says for one in again.rejections] == []
    assert (again.register, again.plan) == (register, plan)
