"""Findings of several terms and instruments, one after the other, without making any of them."""

from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import accumulate, chain
from typing import overload

import msgspec
import pyarrow as pa

from servanda.findings.columns import (
    Parts,
    columns_of_parts,
    duties_of,
    kinds_of_parts,
    possible_breaches,
    verdicts_of_parts,
)
from servanda.records.finding import Finding, Receipt
from servanda.schemas.distinct import Numbers


class Findings(Sequence[Finding]):
    """Parts put end to end: lists of findings, or findings that are made when somebody looks."""

    def __init__(self, parts: Parts, receipts: Mapping[str, Receipt] | None = None) -> None:
        """Put parts end to end.

        Args:
            parts: Findings in parts.
            receipts: `ID@VERSION` → what the findings under it were made from; without them they carry none.
        """
        self.receipts = receipts or {}
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
        return self._receipted(self.parts[part][at - (self._ends[part - 1] if part else 0)])

    def __iter__(self) -> Iterator[Finding]:
        return map(self._receipted, chain.from_iterable(self.parts))

    def _receipted(self, finding: Finding) -> Finding:
        receipt = self.receipts.get(finding.agreement)
        return finding if receipt is None else msgspec.structs.replace(finding, receipt=receipt)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Sequence):
            return NotImplemented
        return len(self) == len(other) and all(one == two for one, two in zip(self, other, strict=True))

    __hash__ = None  # type: ignore[assignment]

    def to_arrow(self, names: Sequence[str] = ()) -> pa.Table:
        """One row a finding (`columns.SCHEMA`, or some of its columns): what counts and charts are made from.

        Receipts stand in the metadata of the table, as JSON under `receipts`.
        """
        table = columns_of_parts(self.parts, names)
        if not self.receipts:
            return table
        return table.replace_schema_metadata({"receipts": msgspec.json.encode(self.receipts, order="sorted")})

    def kinds(self) -> tuple[pa.Table, Numbers]:
        """One row for each kind of finding, and the kind of each finding."""
        return kinds_of_parts(self.parts)

    def verdicts(self) -> dict[str, int]:
        """How many findings have each verdict that occurs."""
        return verdicts_of_parts(self.parts)

    def possible_breaches(self, terms: Collection[str]) -> Iterator[Finding]:
        """Those of some terms (`INSTRUMENT:TERM`) that are breaches or may be; no other is made."""
        return map(self._receipted, possible_breaches(self.parts, terms))

    def duties(self, terms: Collection[str]) -> Iterator[Finding]:
        """Those on duties of some terms (`INSTRUMENT:TERM`), whatever their verdict."""
        return map(self._receipted, duties_of(self.parts, terms))


def as_findings(findings: Iterable[Finding]) -> Findings:
    """Any findings as one sequence."""
    return findings if isinstance(findings, Findings) else Findings([list(findings)])


def columns_of(findings: Iterable[Finding]) -> pa.Table:
    """One row a finding, in their order; see `Findings.to_arrow`."""
    return as_findings(findings).to_arrow()
