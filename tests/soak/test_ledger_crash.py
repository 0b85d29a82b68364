"""The machine stops at any moment: nothing acknowledged is lost, and the ledger goes on.

A series of appends runs on a disk that records every write, truncation, fsync and rename. A crash state is what a disk
may hold if the power goes after the first *k* of these: bytes that were not flushed are there, torn, missing, or there
without earlier ones; names whose folder was not flushed are old or new.
"""

import random
import signal
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from servanda.ledger import Entry, Ledger, MemoryDisk, demonstration_signer, verify

FOLDER = Path("/case/ledger")
ORIGIN = "EX-CRASH/ledger"
NOON = datetime(2031, 3, 14, 12, tzinfo=UTC)
SIGNER = demonstration_signer()
Op = tuple[Any, ...]


def seeded(seed: int) -> random.Random:
    return random.Random(seed)  # noqa: S311 - a test must be able to repeat itself


def entry(number: int) -> Entry:
    return Entry(author="EX-MISSION", payload={"id": f"EX-{number}"}, recorded_at=NOON, type="observation")


class RecordingDisk(MemoryDisk):
    """Remembers all that was asked of it, and when something was acknowledged."""

    def __init__(self, files: dict[Path, bytes] | None = None) -> None:
        super().__init__(files)
        self.log: list[Op] = []

    def write(self, path: Path, data: bytes, *, offset: int) -> None:
        self.log.append(("write", path, offset, data))
        super().write(path, data, offset=offset)

    def truncate(self, path: Path, length: int) -> None:
        self.log.append(("truncate", path, length))
        super().truncate(path, length)

    def fsync(self, path: Path) -> None:
        self.log.append(("fsync", path))

    def rename(self, source: Path, target: Path) -> None:
        self.log.append(("rename", source, target))
        super().rename(source, target)

    def fsync_folder(self, path: Path) -> None:
        self.log.append(("fsync_folder", path))


@dataclass
class Inode:
    safe: MemoryDisk
    pending: list[Op] = field(default_factory=list)

    def flush(self) -> None:
        for op in self.pending:
            apply(self.safe, op)
        self.pending.clear()


@dataclass
class Platter:
    """What is safe and what is not, after some operations."""

    inodes: list[Inode] = field(default_factory=list)
    live: dict[Path, int] = field(default_factory=dict)
    safe: dict[Path, int] = field(default_factory=dict)
    pending: dict[Path, list[Op]] = field(default_factory=lambda: defaultdict(list))

    def take(self, op: Op) -> None:
        kind, path = op[0], op[1]
        if kind in {"write", "truncate"}:
            if path not in self.live:
                self.live[path] = len(self.inodes)
                self.inodes.append(Inode(MemoryDisk({FILE: b""})))
                self.pending[path.parent].append(("create", path, self.live[path]))
            self.inodes[self.live[path]].pending.append(op)
        elif kind == "fsync":
            self.inodes[self.live[path]].flush()
        elif kind == "rename":
            self.live[op[2]] = self.live.pop(path)
            self.pending[op[2].parent].append(("rename", path, op[2], self.live[op[2]]))
        elif kind == "fsync_folder":
            for change in self.pending.pop(path, []):
                rename(self.safe, change)


FILE = Path("/file")


def apply(disk: MemoryDisk, op: Op) -> None:
    if op[0] == "write":
        disk.write(FILE, op[3], offset=op[2])
    else:
        disk.truncate(FILE, op[2])


def rename(names: dict[Path, int], change: Op) -> None:
    if change[0] == "rename":
        names.pop(change[1], None)
    names[change[-2]] = change[-1]


def torn(op: Op, dice: random.Random) -> Op:
    return (*op[:3], op[3][: dice.randrange(len(op[3]) + 1)]) if op[0] == "write" else op


def survivors(pending: list[Op], dice: random.Random) -> list[Op]:
    """All, none, a beginning with a torn end, or some regardless of order."""
    mode = dice.choice(["all", "none", "torn", "some"])
    if mode == "all":
        return pending
    if mode == "none" or not pending:
        return []
    if mode == "torn":
        kept = dice.randrange(len(pending))
        return [*pending[:kept], torn(pending[kept], dice)]
    return [torn(op, dice) if dice.random() < 0.3 else op for op in pending if dice.random() < 0.5]


def after(log: list[Op]) -> Platter:
    platter = Platter()
    for op in log:
        platter.take(op)
    return platter


def crash(platter: Platter, dice: random.Random) -> dict[Path, bytes]:
    names = dict(platter.safe)
    for changes in platter.pending.values():
        kept = changes if dice.random() < 0.4 else [change for change in changes if dice.random() < 0.5]
        for change in kept:
            rename(names, change)
    contents = []
    for inode in platter.inodes:
        disk = MemoryDisk({FILE: bytes(inode.safe.files[FILE])})
        for op in survivors(inode.pending, dice):
            apply(disk, op)
        contents.append(bytes(disk.files[FILE]))
    return {path: contents[inode] for path, inode in names.items()}


def series() -> tuple[list[Op], list[tuple[int, int]], list[bytes]]:
    """The log of a ledger's first appends, what was acknowledged after which operation, and all its lines."""
    disk = RecordingDisk()
    acknowledged = []
    with Ledger.open(FOLDER, signer=SIGNER, origin=ORIGIN, disk=disk) as ledger:
        acknowledged.append((len(disk.log), ledger.size))
        for number in range(3):
            ledger.append([entry(number)])
            acknowledged.append((len(disk.log), ledger.size))
        ledger.append([entry(number) for number in range(3, 8)])
        acknowledged.append((len(disk.log), ledger.size))
        ledger.append_batch(pa.table({"id": ["EX-A", "EX-B"]}), "observation", author="EX-MISSION", recorded_at=NOON)
        acknowledged.append((len(disk.log), ledger.size))
        ledger.append([entry(8), entry(9)])
        acknowledged.append((len(disk.log), ledger.size))
        lines = list(ledger.lines())
    return disk.log, acknowledged, lines


LOG, ACKNOWLEDGED, LINES = series()


def states(seed: int) -> Iterator[tuple[int, dict[Path, bytes]]]:
    """Different crash states, each with the size acknowledged before it; -1 before there was a ledger."""
    dice = seeded(seed)
    platters = [after(LOG[:at]) for at in range(len(LOG) + 1)]
    seen = set()
    while True:
        at = dice.randrange(len(platters))
        files = crash(platters[at], dice)
        key = (at, hash(tuple(sorted((str(path), data) for path, data in files.items()))))
        if key not in seen:
            seen.add(key)
            yield max((size for when, size in ACKNOWLEDGED if when <= at), default=-1), files


def survives(acknowledged: int, files: dict[Path, bytes]) -> None:
    disk = MemoryDisk(files)
    if acknowledged >= 0:
        assert Ledger.open(FOLDER, disk=disk).size >= acknowledged  # reading needs no recovery
    with Ledger.open(FOLDER, signer=SIGNER, origin=ORIGIN, disk=disk) as ledger:
        size = ledger.size
        assert size >= acknowledged
        assert size in {known for _, known in ACKNOWLEDGED}  # a group is there as a whole or not at all
        assert list(ledger.lines()) == LINES[:size]
    verify(FOLDER, disk=disk)
    with Ledger.open(FOLDER, signer=SIGNER, disk=disk) as ledger:
        assert ledger.recovered.entry_bytes == ledger.recovered.leaf_bytes == 0
        assert ledger.append([entry(99)]) == size + 1
    assert Ledger.open(FOLDER, disk=disk).size == size + 1


def check(count: int, seed: int) -> None:
    generator = states(seed)
    for _ in range(count):
        acknowledged, files = next(generator)
        survives(acknowledged, files)


def test_two_thousand_crash_states_lose_nothing_acknowledged() -> None:
    check(2_000, seed=1)


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(2, 12))
def test_twenty_thousand_more_crash_states_lose_nothing_acknowledged(seed: int) -> None:
    check(2_000, seed)


def test_a_crash_during_recovery_is_recovered_from() -> None:
    dice = seeded(7)
    generator = states(7)
    for _ in range(150):
        acknowledged, files = next(generator)
        disk = RecordingDisk(files)
        Ledger.open(FOLDER, signer=SIGNER, origin=ORIGIN, disk=disk).close()
        safe: list[Op] = []
        for path, data in files.items():
            safe += [("write", path, 0, data), ("fsync", path), ("fsync_folder", path.parent)]
        log = safe + disk.log
        survives(acknowledged, crash(after(log[: dice.randrange(len(safe), len(log) + 1)]), dice))


@pytest.mark.parametrize("step", ["fsync entries.jsonl", "fsync leaves", "fsync checkpoint.tmp", "fsync_folder ledger"])
def test_the_crash_model_finds_a_protocol_without_one_of_its_flushes(step: str) -> None:
    """The test of the test: leave one flush out of the log, and states appear in which something is lost."""
    kind, name = step.split()
    founded = ACKNOWLEDGED[0][0]
    log = LOG[:founded] + [op for op in LOG[founded:] if not (op[0] == kind and op[1].name == name)]
    dice = seeded(3)
    platter = after(log)
    lost = 0
    for _ in range(200):
        files = crash(platter, dice)
        try:
            survives(len(LINES), files)
        except Exception:  # noqa: BLE001 - any failure at all is what is looked for
            lost += 1
    assert lost > 0


WRITER = """
import sys
from datetime import datetime, UTC
from pathlib import Path
from servanda.ledger import Entry, Ledger, demonstration_signer
noon = datetime(2031, 3, 14, 12, tzinfo=UTC)
with Ledger.open(Path(sys.argv[1]), signer=demonstration_signer(), origin="EX-CRASH/ledger") as ledger:
    print(ledger.size, flush=True)
    while True:
        entry = Entry(author="EX", payload={"n": ledger.size}, recorded_at=noon, type="notice")
        print(ledger.append([entry] * (ledger.size % 5 + 1)), flush=True)
"""


def test_twenty_writers_are_killed_and_nothing_they_acknowledged_is_lost(tmp_path: Path) -> None:
    dice = seeded(5)
    folder = tmp_path / "ledger"
    acknowledged = 0
    for _ in range(20):
        with subprocess.Popen([sys.executable, "-c", WRITER, folder], stdout=subprocess.PIPE, text=True) as writer:
            assert writer.stdout is not None
            assert int(writer.stdout.readline()) >= acknowledged
            time.sleep(dice.random() * 0.05)
            writer.send_signal(signal.SIGKILL)
            lines = writer.stdout.read().split("\n")
        assert writer.returncode == -signal.SIGKILL
        acknowledged = max([acknowledged, *(int(line) for line in lines[:-1])])  # the last line may be torn
        assert Ledger.open(folder).size >= acknowledged
    Ledger.open(folder, signer=SIGNER).close()
    assert verify(folder).size >= acknowledged > 20
