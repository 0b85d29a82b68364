"""Findings of several terms and instruments, one after the other, without making any of them."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, chain
from typing import overload

from servanda.records.finding import Finding


class Findings(Sequence[Finding]):
    """Parts put end to end: lists of findings, or findings that are made when somebody looks."""

    def __init__(self, parts: Iterable[Sequence[Finding]]) -> None:
        flat = (inner for part in parts for inner in (part.parts if isinstance(part, Findings) else [part]))
        self.parts: list[Sequence[Finding]] = [part for part in flat if len(part)]
        self._ends = list(accumulate(len(part) for part in self.parts))

    def __len__(self) -> int:
        return self._ends[-1] if self._ends else 0

    @overload
    def __getitem__(self, index: int) -> Finding: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Finding]: ...
    def __getitem__(self, index: int | slice) -> Finding | Sequence[Finding]:
        if isinstance(index, slice):
            return [self[at] for at in range(*index.indices(len(self)))]
        at = index + len(self) if index < 0 else index
        if not 0 <= at < len(self):
            raise IndexError(index)
        part = bisect_right(self._ends, at)
        return self.parts[part][at - (self._ends[part - 1] if part else 0)]

    def __iter__(self) -> Iterator[Finding]:
        return chain.from_iterable(self.parts)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Sequence):
            return NotImplemented
        return len(self) == len(other) and all(one == two for one, two in zip(self, other, strict=True))

    __hash__ = None  # type: ignore[assignment]
