"""Readers and a writer at the same time: nobody sees half an append, nobody raises a false alarm."""

import threading
from datetime import UTC, datetime
from pathlib import Path

from servanda.ledger import Entry, Ledger, demonstration_signer, verify

NOON = datetime(2031, 3, 14, 12, tzinfo=UTC)


def entry(number: int) -> Entry:
    return Entry(author="EX-MISSION", payload={"id": f"EX-{number}"}, recorded_at=NOON, type="notice")


_LOOKS = 60


def test_a_ledger_that_is_written_to_verifies_at_every_moment(tmp_path: Path) -> None:
    folder, signer = tmp_path / "ledger", demonstration_signer()
    Ledger.open(folder, signer=signer, origin="EX-CASE/ledger").close()
    stop = threading.Event()

    def write() -> None:
        while not stop.is_set():  # opened and closed again and again: the lock comes and goes
            with Ledger.open(folder, signer=signer) as ledger:
                for _ in range(3):
                    ledger.append([entry(ledger.size), entry(ledger.size + 1)])

    writer = threading.Thread(target=write)
    writer.start()
    sizes = []
    try:
        while len(sizes) < _LOOKS or (sizes[-1] == sizes[0] and len(sizes) < 100 * _LOOKS):  # a busy machine is slow
            sizes.append(verify(folder).size)
            ledger = Ledger.open(folder)
            assert [each.payload["id"] for each in ledger.entries()] == [f"EX-{n}" for n in range(ledger.size)]
    finally:
        stop.set()
        writer.join()
    assert sizes == sorted(sizes)
    assert sizes[-1] > sizes[0]
    assert all(size % 2 == 0 for size in sizes)  # a group is seen as a whole
