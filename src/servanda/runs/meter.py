"""What each stage took in, gave out and cost."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, ParamSpec, TypeVar

import msgspec
import pyarrow.compute as pc

from servanda.findings import as_findings
from servanda.records.incident import Incident
from servanda.reports.dossier import Dossier
from servanda.schemas.rows import rows_of

STAGE_OF_KIND: Mapping[str, str] = MappingProxyType(
    {
        "source": "statements",
        "statement": "statements",
        "decision": "statements",
        "agreement": "agreements",
        "observation": "observations",
        "input": "observations",
        "tally": "tallies",
        "watch": "watches",
        "notice": "watches",
        "incident": "incidents",
        "register": "findings",
        "act": "findings",
        "judgement": "findings",
        "reply": "findings",
        "step-act": "responses",
    }
)
"""Noun of a rejection → the stage that would have read it; the register of commitments takes the rest."""

P = ParamSpec("P")
T = TypeVar("T")


class StageCount(msgspec.Struct, frozen=True, kw_only=True):
    """One line of the run's account: rows are taken or rejected, never lost."""

    rows: int
    """Inputs that came."""
    taken: int
    """Inputs that were taken."""
    rejected: int
    """Inputs that were not taken; each is a rejection."""
    undetermined: int
    """Results that name what they hinge on instead of an answer."""
    seconds: float | None = None
    """Wall-clock seconds; none unless timings were asked for, so that a run gives the same bytes twice."""


@dataclass
class Meter:
    """Runs stages and keeps their account."""

    clock: Callable[[], float] | None = None
    """A steady clock in seconds; none if no timings are wanted."""
    seconds: dict[str, float] = field(default_factory=dict)
    """Stage → seconds so far."""
    counts: dict[str, StageCount] = field(default_factory=dict)
    """Stage → account."""

    def time(self, stage: str, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Do the work of a stage and add what it cost."""
        if self.clock is None:
            return work(*args, **kwargs)
        begun = self.clock()
        result = work(*args, **kwargs)
        self.seconds[stage] = self.seconds.get(stage, 0.0) + self.clock() - begun
        return result

    def as_plain(self) -> dict[str, Any]:
        """The account as plain data, in the order of the stages."""
        return {stage: msgspec.to_builtins(count) for stage, count in self.counts.items()}

    def close(self, size: int, dossier: Dossier, pages: Mapping[str, str]) -> None:
        """Write the account of every stage."""
        refused = Counter(STAGE_OF_KIND.get(one.kind, "commitments") for one in dossier.rejections)
        labels = Counter(dossier.labels.values())
        unknown = sum(1 for one in dossier.proposals if one.certainty in {"Uu", "CTu"})
        cells = dossier.coverage.cells if dossier.coverage else []
        self._count("statements", len(dossier.proposals), refused["statements"], unknown)
        self._count("commitments", len(dossier.commitments), refused["commitments"], labels["open"])
        self._count("agreements", len(dossier.agreements), refused["agreements"], _open_terms(dossier))
        self._count("observations", len(dossier.observations), refused["observations"], 0)
        unsaid = sum(1 for one in dossier.tallies if one.count is None)
        self._count("tallies", len(dossier.tallies), refused["tallies"], unsaid)
        self._count("watches", len(dossier.watches), refused["watches"], 0)
        self._count("incidents", len(dossier.incidents), refused["incidents"], _unattributed(dossier))
        undetermined = as_findings(dossier.findings).verdicts().get("undetermined", 0)
        self._count("findings", len(dossier.findings), refused["findings"], undetermined)
        self._count("coverage", len(cells), 0, sum(1 for cell in cells if cell.standing == "unquantified"))
        self._count("responses", len(dossier.responses), refused["responses"], _undetermined_responses(dossier))
        self._count("reports", len(pages), 0, 0)
        self._count("ledger", size, 0, 0)

    def _count(self, stage: str, taken: int, rejected: int, undetermined: int) -> None:
        spent = round(self.seconds.get(stage, 0.0), 6) if self.clock else None
        self.counts[stage] = StageCount(
            rows=taken + rejected, taken=taken, rejected=rejected, undetermined=undetermined, seconds=spent
        )


def _open_terms(dossier: Dossier) -> int:
    return sum(1 for one in dossier.agreements for term in one.open.values() if not term.settled)


def _unattributed(dossier: Dossier) -> int:
    by = rows_of(dossier.incidents, Incident).column("by")
    return int(pc.sum(pc.not_equal(pc.list_value_length(by), 1)).as_py() or 0)


def _undetermined_responses(dossier: Dossier) -> int:
    return sum(1 for one in dossier.responses if any(step.state == "undetermined" for step in one.steps))
