"""Plain data of a row → a record, with errors at the row's place."""

from collections.abc import Sequence
from typing import TypeVar

from servanda.adapters.exchange.rows import Account, Row
from servanda.errors import InputError
from servanda.plain import Loaded, Plain, decode
from servanda.wording import say

R = TypeVar("R")


def decoded(data: dict[str, Plain], kind: type[R], place: str, account: Account) -> R | None:
    """The record, or none and a rejection.

    Args:
        data: Its fields.
        kind: The record type.
        place: Row that it stands in.
        account: Where a rejection is kept.
    """
    try:
        return decode(Loaded(data=data, place=place, lines={}), kind)
    except InputError as error:
        account.refuse(error, place)
        return None


def once(rows: Sequence[Row], key: str, account: Account) -> dict[str, Row]:
    """Rows by name; rows that say the same count once, and of different ones none is whole: which holds is not known.

    Args:
        rows: The rows of one sheet.
        key: Field that holds the name.
        account: Where rows that contradict each other are refused, and repeated ones told.
    """
    named: dict[str, list[Row]] = {}
    for row in rows:
        if row.name(key):
            named.setdefault(row.name(key), []).append(row)
    return {name: _one_of(name, same, account) for name, same in named.items()}


def _one_of(name: str, rows: Sequence[Row], account: Account) -> Row:
    first = rows[0]
    if all(row.whole and row.data == first.data for row in rows[1:]) and (first.whole or len(rows) == 1):
        for row in rows[1:]:
            account.told.append(say("exchange.told-row-again", place=row.place, first=first.place))
        return first
    for row in rows:
        other = next(one.place for one in rows if one is not row)
        says = f"'{name}' stands in {other} too; of rows of one name that differ or cannot be read none is taken."
        hint = "Keep one of them; give a new version a name of its own and let it replace the old one."
        account.refuse(InputError("row-twice", says, hint=hint), row.place)
    return Row(first.place, first.data, whole=False)
