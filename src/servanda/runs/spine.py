"""The spine: one function calls the stages in their order; each reads only what stands before it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from servanda.records.source import Source
from servanda.reports.dossier import Dossier
from servanda.reports.render import render
from servanda.responses import check_acts
from servanda.runs.gather import Derived, gather
from servanda.runs.meter import Meter
from servanda.runs.stages import (
    Promises,
    assess_plan,
    assess_rungs,
    detect_incidents,
    judge_terms,
    respond_to,
    review_statements,
    stand_commitments,
)
from servanda.runs.workspace import Workspace, open_case


@dataclass(frozen=True, kw_only=True)
class Options:
    """What a run may be told."""

    out: Path
    """Folder for this case's results."""
    as_of: int | datetime | None = None
    """Size of the ledger or moment to look from; the manifest's moment if none."""
    article: tuple[Source, str] | None = None
    """A further source and its text."""
    clock: Callable[[], float] | None = None
    """A steady clock, if timings are wanted."""


@dataclass(frozen=True, kw_only=True)
class Result:
    """What a run gives."""

    workspace: Workspace
    """The case as it was opened."""
    promises: Promises
    """The register and how it stands."""
    dossier: Dossier
    """Everything that was derived, as reports read it."""
    pages: dict[str, str]
    """File name → content of each report."""
    meter: Meter
    """The account of the stages."""


def run(folder: Path, options: Options) -> Result:
    """Run the whole chain over a case. It derives, and appends nothing to the case's own ledger.

    Raises:
        NotFound: there is no such case.
        InputError: its manifest or an instrument is wrong.
        IntegrityError: its ledger is not what was signed.
    """
    meter = Meter(options.clock)
    case = open_case(folder, options.out, as_of=options.as_of, article=options.article, meter=meter)
    reviewed = meter.time("statements", review_statements, case)
    promises = meter.time("commitments", stand_commitments, case)
    joined = meter.time("incidents", detect_incidents, case)
    found = meter.time("findings", judge_terms, case, joined.incidents, promises)
    covered = meter.time("coverage", assess_plan, case, promises)
    due = meter.time("responses", respond_to, case, found, promises)
    derived = Derived(
        reviewed=reviewed,
        promises=promises,
        joined=joined,
        findings=found,
        coverage=covered,
        by_rung=meter.time("coverage", assess_rungs, case, promises),
        responses=due,
        idle_acts=check_acts(case.agreements, case.known.of("step-act")),
    )
    dossier = gather(case, derived)
    pages = meter.time("reports", render, dossier)
    meter.close(case.size, dossier, pages)
    return Result(workspace=case, promises=promises, dossier=dossier, pages=pages, meter=meter)
