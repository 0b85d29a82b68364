"""The result of a run as one plain object for scripts; its form is stable (docs/run.md)."""

from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, get_args

import msgspec

from servanda import __version__
from servanda.findings import as_findings
from servanda.ledger import instant_text, verify
from servanda.records.commitment import Label
from servanda.records.finding import Verdict
from servanda.records.response import Response
from servanda.runs.spine import Result

STANDINGS = ("secured", "mutual", "possible", "missing", "unquantified")


def outcome_of(result: Result, written: Sequence[Path]) -> dict[str, Any]:
    """One plain object: accounts of the stages, verdicts, deadlines, labels, ledger, files.

    Args:
        result: What the run gave.
        written: Files that were written.

    Raises:
        IntegrityError: the ledger does not verify.
    """
    dossier, case = result.dossier, result.workspace
    cells = dossier.coverage.cells if dossier.coverage else []
    return {
        "case": dossier.case.id,
        "kind": dossier.case.kind,
        "as_of": instant_text(dossier.as_of),
        "engine": __version__,
        "stages": result.meter.as_plain(),
        "findings": {name: as_findings(dossier.findings).verdicts().get(name, 0) for name in get_args(Verdict)},
        "responses": [_response(one) for one in dossier.responses],
        "commitments": _tally(dossier.labels.values(), get_args(Label)),
        "coverage": _tally((cell.standing for cell in cells), STANDINGS),
        "rejections": [msgspec.to_builtins(one) for one in dossier.rejections],
        "ledger": {"size": case.size, "root": case.root, "ok": verify(case.ledger_folder).ok},
        "written": [str(path) for path in written],
    }


def _tally(values: Iterable[str], names: Sequence[str]) -> dict[str, int]:
    counted = Counter(values)
    return {name: counted[name] for name in names}


def _response(response: Response) -> dict[str, Any]:
    deadline = response.next_deadline
    return {
        "id": response.id,
        "procedure": response.procedure,
        "state": response.state,
        "next_deadline": None if deadline is None else instant_text(deadline),
    }
