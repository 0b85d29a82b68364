"""Whatever is appended in whatever groups: the past never changes, and every former checkpoint is contained."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from servanda.errors import IntegrityError
from servanda.ledger import (
    Checkpoint,
    Entry,
    Ledger,
    MemoryDisk,
    demonstration_signer,
    verify,
    verify_consistency,
    verify_inclusion,
)

NOON = datetime(2031, 3, 14, 12, tzinfo=UTC)
FOLDER = Path("/case/ledger")
LIMITS = settings(max_examples=40, deadline=None)

groups = st.lists(st.lists(st.integers(-50, 50), max_size=6), max_size=8)


def entry(minute: int) -> Entry:
    return Entry(author="EX", payload={"m": minute}, recorded_at=NOON + timedelta(minutes=minute), type="notice")


@LIMITS
@given(groups, st.data())
def test_every_former_checkpoint_is_contained_and_every_former_view_unchanged(
    series: list[list[int]], data: st.DataObject
) -> None:
    disk, heads, views = MemoryDisk(), [], []
    for group in series:
        with Ledger.open(FOLDER, signer=demonstration_signer(), origin="EX/ledger", disk=disk) as ledger:
            ledger.append([entry(minute) for minute in group])
            heads.append(ledger.checkpoint)
            views.append(list(ledger.entries()))
    if not heads:
        return
    last = Ledger.open(FOLDER, disk=disk)
    then, seen = data.draw(st.sampled_from(list(zip(heads, views, strict=True))))
    assert list(last.entries(then.size)) == seen
    assert last.root(then.size) == then.root
    if then.size:
        assert verify(FOLDER, since=then, disk=disk).size == last.size
        growth = last.prove_consistency(then.size)
        assert verify_consistency(growth, first_root=then.root, second_root=last.root())
        index = data.draw(st.integers(0, then.size - 1))
        assert verify_inclusion(last.prove_inclusion(index, then.size), leaf=last.leaf(index), root=then.root)


@LIMITS
@given(st.lists(st.integers(-50, 50), max_size=20), st.integers(-60, 60))
def test_a_moment_gives_the_largest_prefix_recorded_by_then(minutes: list[int], asked: int) -> None:
    disk = MemoryDisk()
    with Ledger.open(FOLDER, signer=demonstration_signer(), origin="EX/ledger", disk=disk) as ledger:
        ledger.append([entry(minute) for minute in minutes])
        fitting = [size for size in range(len(minutes) + 1) if all(minute <= asked for minute in minutes[:size])]
        assert ledger.size_at(NOON + timedelta(minutes=asked)) == max(fitting)


@LIMITS
@given(st.integers(1, 30), st.binary(min_size=32, max_size=32))
def test_a_root_that_never_was_is_never_contained(size: int, root: bytes) -> None:
    disk = MemoryDisk()
    with Ledger.open(FOLDER, signer=demonstration_signer(), origin="EX/ledger", disk=disk) as ledger:
        ledger.append([entry(minute) for minute in range(30)])
    with pytest.raises(IntegrityError, match="ledger-forked"):
        verify(FOLDER, since=Checkpoint("", size, root), disk=disk)
