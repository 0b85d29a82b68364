"""Plain data of a row → a record, with errors at the row's place."""

from collections.abc import Sequence
from typing import TypeVar

from servanda.adapters.exchange.rows import Account, Row
from servanda.errors import InputError
from servanda.plain import Loaded, Plain, decode

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
    """Rows by name; of rows with one name the first is kept."""
    kept: dict[str, Row] = {}
    for row in rows:
        name = row.name(key)
        if name in kept:
            says = f"'{name}' stands in {kept[name].place} already; the first is kept."
            hint = "Give a new version a name of its own and let it replace the old one."
            account.refuse(InputError("row-twice", says, hint=hint), row.place)
        elif name:
            kept[name] = row
    return kept
