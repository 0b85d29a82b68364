"""Tables made from a ledger: a ledger in → its entries by type, id and tree size out. Never truth, always rebuildable.

>>> from datetime import UTC, datetime
>>> from pathlib import Path
>>> from servanda.ledger import Entry, MemoryDisk, demonstration_signer
>>> noon = datetime(2031, 3, 14, 12, tzinfo=UTC)
>>> made = [Entry(author="EX", payload={"id": "EX-1"}, recorded_at=noon, type=kind) for kind in ("notice", "decision")]
>>> with Ledger.open(Path("/l"), signer=demonstration_signer(), origin="EX/ledger", disk=MemoryDisk()) as ledger:
...     size = ledger.append(made)
>>> MemoryIndex(ledger).counts(Query(as_of=1))
{'notice': 1}
"""

from servanda.ledger import Ledger
from servanda.store.memory import MemoryIndex
from servanda.store.port import Index
from servanda.store.row import Query, Row
from servanda.store.sqlite import SqliteIndex

__all__ = ["Index", "Ledger", "MemoryIndex", "Query", "Row", "SqliteIndex"]
