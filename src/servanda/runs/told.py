"""A case opened for what was said in it: accepted statements, their sources and texts, the register and its plan."""

import tempfile
from datetime import datetime
from pathlib import Path

from servanda.reports.dossier import Dossier
from servanda.runs.stages import review_statements
from servanda.runs.workspace import open_case


def told_of(folder: Path, as_of: int | datetime | None = None) -> Dossier:
    """The words of a case at one point of knowledge; nothing of its ground arm is derived.

    Raises:
        NotFound: there is no such case.
        InputError: its manifest or an instrument is wrong.
        IntegrityError: its ledger is not what was signed.
    """
    with tempfile.TemporaryDirectory(prefix="servanda-") as scratch:
        case = open_case(folder, Path(scratch), as_of=as_of)
    return Dossier(
        case=case.case,
        as_of=case.moment,
        ledger_size=case.size,
        ledger_root=case.root,
        sources=case.known.of("source"),
        texts=case.texts,
        proposals=case.known.of("statement"),
        statements=review_statements(case).accepted,
        agreements=case.agreements,
        commitments=case.known.of("commitment"),
        events=case.known.of("event"),
        plan=case.known.plan(),
        decisions=case.known.of("decision"),
        names=case.case.names,
    )
