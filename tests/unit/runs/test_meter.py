"""A rejection stands in the account of the stage that would have read it."""

from datetime import UTC, datetime

from servanda.records.case import Case
from servanda.records.rejection import Rejection
from servanda.reports import Dossier
from servanda.runs.meter import Meter

AT = datetime(2031, 3, 15, tzinfo=UTC)
CASE = Case(id="EX-M", title={}, kind="exercise", agreements=[], languages=["en"], time_zone="UTC", as_of=AT)


def test_an_act_in_a_procedure_counts_with_responses_and_a_judgement_with_findings() -> None:
    kinds = ("step-act", "judgement", "reply", "observation", "event", "decision")
    refused = [Rejection(kind=kind, place="here", code="c", says="s") for kind in kinds]
    meter = Meter()
    meter.close(0, Dossier(case=CASE, as_of=AT, ledger_size=0, ledger_root="00", rejections=refused), {})
    counted = {stage: count.rejected for stage, count in meter.counts.items() if count.rejected}
    assert counted == {"responses": 1, "findings": 2, "observations": 1, "commitments": 1, "statements": 1}
    assert all(count.rows == count.taken + count.rejected for count in meter.counts.values())
