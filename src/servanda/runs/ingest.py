"""New items → the end of a ledger; what it holds already is left alone, whatever the order it came in."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from servanda.errors import InputError
from servanda.ledger import Ledger, encode
from servanda.records.observation import Observation
from servanda.records.rejection import Rejection, rejected
from servanda.runs.recorded import Item, of_rejections
from servanda.runs.replay import BATCH, append, known_at
from servanda.schemas.rows import ByName


def ingest(ledger: Ledger, items: Sequence[Item], *, now: datetime) -> tuple[list[Item], list[Rejection]]:
    """Append the items that a ledger does not hold yet.

    Items are compared by content. A changed record is a new entry under the same name, which takes its place from then
    on; a changed *observation* is refused, because only another observation may correct one, and so is an instrument
    changed under the version that was adopted. What is refused is recorded as a rejection.

    Args:
        ledger: Open for writing.
        items: What the files hold.
        now: Moment of recording: what a ledger says of its entries is when it took them.

    Returns:
        The items that were appended, in order, and rows that were refused.

    Raises:
        AccessDenied: the ledger is open for reading only.
    """
    known, _last = known_at(ledger, ledger.size)
    held_rows = ByName(known.observations)
    held = {(entry.type, encode(entry.payload)) for entry in ledger.entries()}
    fresh: list[Item] = []
    refused: list[Rejection] = []
    for item in items:
        if item.type == BATCH:
            rows = [row for row in item.rows if row.id not in held_rows]
            refused += [_changed(row) for row in item.rows if held_rows.get(row.id, row) != row]
            fresh += [replace(item, id=rows[0].id, at=now, rows=rows)] if rows else []
        elif (
            item.type == "agreement" and known.agreements.get(item.id, item.payload["sha256"]) != item.payload["sha256"]
        ):
            refused.append(_readopted(item.id))
        elif (item.type, encode(item.payload)) not in held:
            fresh.append(replace(item, at=now))
    fresh += [one for one in of_rejections(refused, now) if (one.type, encode(one.payload)) not in held]
    append(ledger, fresh)
    return fresh, refused


def _readopted(name: str) -> Rejection:
    says = f"'{name}' was adopted with another text."
    hint = "Restore that text; give the changed one a version of its own."
    return rejected(InputError("agreement-readopted", says, place=name, hint=hint), kind="agreement")


def _changed(row: Observation) -> Rejection:
    says = f"The observation '{row.id}' is on the record with another content."
    hint = "Record a new observation that corrects it; the earlier one stays."
    return rejected(InputError("observation-changed", says, place=row.id, hint=hint), kind="observation")
