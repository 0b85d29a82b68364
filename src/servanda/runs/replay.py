"""Items of a case → a ledger: replayed from its files, or taken from the ledger the case already has.

A bundled case has no ledger of its own: its dated files are replayed into one below the folder for output, signed with
the public demonstration key. A case with a `ledger/` folder is read from there; `run` never appends to it.
"""

import re
import shutil
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import datetime
from itertools import groupby
from pathlib import Path
from typing import Any

import pyarrow as pa

from servanda.errors import InputError
from servanda.ledger import Entry, Ledger, Signer, demonstration_signer
from servanda.records.observation import Observation
from servanda.runs.known import Known, known
from servanda.runs.recorded import Item
from servanda.schemas.rows import conformed, rows_of

BATCH = "observations"
_OWN = re.compile(r"entries\.jsonl|leaves|checkpoint(\.tmp)?|key|lock|batches|torn|index\.sqlite(-wal|-shm)?")
"""Names that a ledger, and the index beside it, may bear: nothing else is ever removed."""


def replay(items: Sequence[Item], folder: Path, *, case: str) -> Ledger:
    """A fresh ledger of these items, in their order; an earlier replay in the same folder is replaced.

    Args:
        items: What to record, in the order of recording.
        folder: Where; nothing but an earlier replay may be there.
        case: Name of the case.

    Raises:
        InputError: `replay-foreign` if the folder holds a ledger that was not signed with the demonstration key.
    """
    signer = demonstration_signer()
    if folder.exists():
        _refuse_foreign(folder, signer, case)
        shutil.rmtree(folder)
    with Ledger.open(folder, signer=signer, origin=f"{case}/ledger") as ledger:
        append(ledger, items)
    return Ledger.open(folder)


def append(ledger: Ledger, items: Sequence[Item]) -> int:
    """Append items to a ledger open for writing: neighbours as one group, rows as batches.

    Returns:
        The new size.
    """
    for is_batch, group in groupby(items, key=lambda item: item.type == BATCH):
        if is_batch:
            for item in group:
                rows = rows_of(item.rows, Observation)
                ledger.append_batch(rows.table, "observation", author=item.author, recorded_at=item.at)
        else:
            ledger.append([entry_of(item) for item in group])
    return ledger.size


def entry_of(item: Item) -> Entry:
    """The entry of an item that is no batch."""
    return Entry(author=item.author, payload=item.payload, recorded_at=item.at, type=item.type)


def known_at(ledger: Ledger, size: int) -> tuple[Known, datetime | None]:
    """What a ledger holds up to a size, and when the last of it was recorded.

    Raises:
        InputError: `tree-size`.
        IntegrityError: entries or batches are not the ones that were signed.
    """
    entries = list(ledger.entries(size))
    by_file = {str(entry.payload["file"]): entry for entry in entries if entry.type == "batch"}

    def rows(payload: Mapping[str, Any]) -> pa.Table:
        return conformed(ledger.read_batch(by_file[str(payload["file"])]), Observation)

    last = entries[-1].recorded_at if entries else None
    return known(((entry.type, entry.payload) for entry in entries), rows), last


def entries_of(ledger: Ledger, size: int, names: AbstractSet[str]) -> dict[str, int]:
    """Name of a record → index of the last entry up to a size that holds it, counted from 0.

    Raises:
        InputError: `tree-size`.
        IntegrityError: entries or batches are not the ones that were signed.
    """
    found: dict[str, int] = {}
    for index, entry in enumerate(ledger.entries(size)):
        if entry.type == "batch":
            found |= dict.fromkeys(names & set(ledger.read_batch(entry).column("id").to_pylist()), index)
        elif entry.payload.get("id") in names:
            found[str(entry.payload["id"])] = index
    return found


def _refuse_foreign(folder: Path, signer: Signer, case: str) -> None:
    key = folder / "key"
    expected = f"{signer.key(f'{case}/ledger').text()}\n".encode()
    names = sorted(path.name for path in folder.iterdir()) if folder.is_dir() else [folder.name]
    foreign = [name for name in names if not _OWN.fullmatch(name)]
    if foreign or (names and not (key.is_file() and key.read_bytes() == expected)):
        raise InputError(
            "replay-foreign",
            f"'{folder}' holds {foreign[0] if foreign else 'something'} that is no part of a replay of {case}.",
            hint="Choose another --out folder, or move it away.",
        )
