"""A case opened in a notebook gives what a run gives."""

from pathlib import Path

import servanda
from servanda.findings.columns import SCHEMA
from servanda.runs.spine import Options, run

MERIDIAN = Path("cases/exercise-meridian")


def test_an_opened_case_gives_what_a_run_gives(tmp_path: Path) -> None:
    whole = run(MERIDIAN, Options(out=tmp_path)).dossier
    case = servanda.open(MERIDIAN)
    assert list(case.findings) == list(whole.findings)
    assert list(case.incidents) == list(whole.incidents)
    assert case.responses == whole.responses
    assert case.size == whole.ledger_size


def test_columns_of_findings_say_what_the_findings_say() -> None:
    findings = servanda.open(MERIDIAN).findings
    table = findings.to_arrow()
    assert table.schema == SCHEMA
    for row, found in zip(table.to_pylist(), findings, strict=True):
        assert (row["subject"], row["verdict"], row["by"]) == (
            found.subject.id,
            found.outcome.verdict,
            found.outcome.by,
        )
        assert row["causes"] == sorted({hinge.cause for hinge in found.hinges})
        assert (row["start"], row["end"]) == (found.subject.when.start, found.subject.when.end)
    assert sum(findings.verdicts().values()) == len(findings)


def test_a_case_opened_at_an_earlier_size_knows_less() -> None:
    whole, earlier = servanda.open(MERIDIAN), servanda.open(MERIDIAN, as_of=20)
    assert earlier.size == 20
    assert len(earlier.observations) < len(whole.observations)
