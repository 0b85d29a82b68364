"""What is exported comes back as it was, through a workbook and through CSV, in either language."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from servanda.adapters.exchange.comma import text_of
from servanda.adapters.exchange.reading import read_sheets
from servanda.adapters.exchange.tables import tables_of
from servanda.adapters.exchange.taken import TakenSheets
from servanda.adapters.exchange.workbook import workbook_of
from servanda.commitments import Register
from servanda.records.plan import Plan
from unit.exchange.registers import case, plans, registers

OWN = settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))


def through_csv(register: Register, plan: Plan | None, lang: str, folder: Path) -> TakenSheets:
    for table in tables_of(register, plan, lang):
        (folder / f"{table.form.name}.csv").write_bytes(text_of(table, lang))
    return read_sheets(folder)


def through_workbook(register: Register, plan: Plan | None, lang: str, folder: Path) -> TakenSheets:
    (folder / "it.xlsx").write_bytes(workbook_of(tables_of(register, plan, lang), lang))
    return read_sheets(folder / "it.xlsx")


@pytest.mark.parametrize("way", [through_csv, through_workbook])
@pytest.mark.parametrize("lang", ["en", "uk"])
@pytest.mark.parametrize("name", ["paris-2026", "exercise-meridian"])
def test_a_case_comes_back_as_the_same_register_and_plan(way, lang: str, name: str, tmp_path: Path) -> None:  # type: ignore[no-untyped-def] # noqa: ANN001 - either way
    folder = case(name)
    back = way(folder.register, folder.plan, lang, tmp_path)
    assert [one.says for one in back.rejections] == []
    assert back.register == folder.register
    assert back.plan == folder.plan


@OWN
@given(registers(), st.none() | plans(), st.sampled_from(["en", "uk"]))
def test_any_register_comes_back_through_csv(
    tmp_path_factory: pytest.TempPathFactory, register: Register, plan: Plan | None, lang: str
) -> None:
    back = through_csv(register, plan, lang, tmp_path_factory.mktemp("csv"))
    assert [one.says for one in back.rejections] == []
    assert (back.register, back.plan) == (register, plan)


@OWN
@given(registers(), st.none() | plans(), st.sampled_from(["en", "uk"]))
def test_any_register_comes_back_through_a_workbook(
    tmp_path_factory: pytest.TempPathFactory, register: Register, plan: Plan | None, lang: str
) -> None:
    back = through_workbook(register, plan, lang, tmp_path_factory.mktemp("xlsx"))
    assert [one.says for one in back.rejections] == []
    assert (back.register, back.plan) == (register, plan)
