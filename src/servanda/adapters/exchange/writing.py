"""A register and a plan → the bytes of each file of one format."""

from collections.abc import Sequence

from servanda.adapters.exchange.columns import EXPLAINED
from servanda.adapters.exchange.comma import rows_text, text_of
from servanda.adapters.exchange.example import example_tables
from servanda.adapters.exchange.explanations import explanations
from servanda.adapters.exchange.tables import Table, is_exercise, tables_of
from servanda.adapters.exchange.workbook import workbook_of
from servanda.commitments import Register
from servanda.records.plan import Plan
from servanda.wording import say

Files = dict[str, bytes]
"""Name → content."""


def template_files(lang: str) -> Files:
    """The empty sheets as files of CSV, with the explanations beside them."""
    return _comma(example_tables(lang), lang)


def template_book(lang: str) -> bytes:
    """The empty sheets as a workbook."""
    return workbook_of(example_tables(lang), lang)


def comma_files(register: Register, plan: Plan | None, lang: str) -> Files:
    """Register and plan as files of CSV."""
    return _comma(tables_of(register, plan, lang), lang)


def book_of(register: Register, plan: Plan | None, lang: str) -> bytes:
    """Register and plan as a workbook; an exercise says so on each printed page."""
    notice = say("exchange.exercise")[lang] if is_exercise(register, plan) else ""
    return workbook_of(tables_of(register, plan, lang), lang, notice)


def _comma(tables: Sequence[Table], lang: str) -> Files:
    files = {f"{table.form.name}.csv": text_of(table, lang) for table in tables}
    return {**files, f"{EXPLAINED}.csv": rows_text(list(explanations(lang)), lang)}
