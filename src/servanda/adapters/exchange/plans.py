"""Rows of the plan's sheets → the plan; what names no part of it is refused."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TypeVar

from servanda.adapters.exchange.rows import Account, Row
from servanda.adapters.exchange.shaped import decoded, once
from servanda.errors import InputError
from servanda.plain import Plain
from servanda.records.plan import FurtherPledge, LiftLimit, Plan, Requirement
from servanda.records.record import Wording

P = TypeVar("P", Requirement, LiftLimit, FurtherPledge)
_SHEETS = ("names", "requirements", "lift", "further")
_TABLES = {"function": "functions", "sector": "sectors", "phase": "phases"}


def plan_of(rows: Mapping[str, Sequence[Row]], account: Account) -> Plan | None:
    """The plan that the rows make; none if there is no row of any of its sheets, or none that names it."""
    if not any(rows.get(sheet) for sheet in _SHEETS):
        return None
    named = [row for row in rows.get("names", ()) if row.whole]
    heads = [row for row in named if row.data.get("part") == "plan"]
    if len(heads) != 1:
        place = heads[1].place if heads else next(row.place for sheet in _SHEETS for row in rows.get(sheet, ()))
        says = f"{len(heads)} rows name the plan itself; without exactly one there is no plan."
        hint = "Add one row with the word plan, the plan's short name and what it is."
        account.refuse(InputError("plan-not-one", says, hint=hint), place)
        return None
    tables = {part: _table(part, named, account) for part in _TABLES}
    return Plan(
        id=heads[0].name("id"),
        says=_words(heads[0]),
        functions=tables["function"],
        sectors=tables["sector"],
        phases=tables["phase"],
        requirements=list(_records(once(rows.get("requirements", ()), "id", account), Requirement, tables, account)),
        lift=list(_records({row.place: row for row in rows.get("lift", ())}, LiftLimit, tables, account)),
        further=list(_records(once(rows.get("further", ()), "id", account), FurtherPledge, tables, account)),
    )


def _table(part: str, named: Sequence[Row], account: Account) -> dict[str, Wording]:
    rows = once([row for row in named if row.data.get("part") == part], "id", account)
    return {name: _words(row) if row.whole else {} for name, row in rows.items()}


def _words(row: Row) -> Wording:
    says = row.data.get("says")
    return {lang: str(text) for lang, text in says.items()} if isinstance(says, dict) else {}


def _records(
    rows: Mapping[str, Row], kind: type[P], tables: Mapping[str, Mapping[str, Wording]], account: Account
) -> Iterator[P]:
    for row in rows.values():
        record = decoded(row.data, kind, row.place, account) if row.whole else None
        if record is None:
            continue
        wrong = next(_unknown(row.data, tables), None)
        if wrong is None:
            yield record
        else:
            part, name = wrong
            says = f"The plan has no {part} called '{name}'."
            hint = f"Known: {', '.join(tables[part]) or 'none'}."
            account.refuse(InputError("plan-reference-unknown", says, hint=hint), row.place)


def _unknown(data: Mapping[str, Plain], tables: Mapping[str, Mapping[str, Wording]]) -> Iterator[tuple[str, str]]:
    for part, plural in _TABLES.items():
        several = data.get(plural)
        names = [data.get(part), *(several if isinstance(several, list) else [])]
        yield from ((part, str(name)) for name in names if name is not None and name not in tables[part])
