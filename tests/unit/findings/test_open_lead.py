"""How early a notice must come may itself be open: then each reading has its verdict."""

import msgspec
import pytest

from scenarios.findings import stories as tell
from servanda.findings import judge
from servanda.records.agreement import Agreement, Notified, OpenRef, OpenTerm, Reading, Term
from servanda.records.finding import Finding

changed = msgspec.structs.replace
MANOEUVRE = {"do": "manoeuvre", "at": [0, 0], "when": "10:00", "by": ["ASTER"], "seen": ["own_senses patrol who"]}


def text(readings: dict[str, str | None], settled: str = "") -> Agreement:
    """The stories' agreement, in which the lead time of a notice is not agreed."""
    said = {name: Reading(says={"en": name}, value=value) for name, value in readings.items()}
    lead = OpenTerm(question={"en": "How early?"}, kind="duration", readings=said, settled=settled)
    agreement = tell.agreement()
    return changed(agreement, terms=[_open(term) for term in agreement.terms], open={**agreement.open, "lead": lead})


def _open(term: Term) -> Term:
    unless = [
        changed(one, when=changed(one.when, notified=Notified(to=one.when.notified.to, at_least=OpenRef(open="lead"))))
        for one in term.unless
        if one.when.notified
    ]
    return changed(term, unless=unless)


def found(agreement: Agreement, given: str) -> Finding:
    notice = {"by": "ASTER", "do": "manoeuvre", "at": [0, 0], "when": "09:00 to 12:00", "given": given}
    facts = tell.facts({"incident": MANOEUVRE, "notice": notice})
    judged = judge(agreement, facts, as_of=tell.AS_OF, window=None)
    return next(each for each in judged if any(one.when.notified for one in _term(agreement, each.term).unless))


def _term(agreement: Agreement, name: str) -> Term:
    return next(term for term in agreement.terms if term.id == name)


@pytest.mark.parametrize(
    ("given", "verdict"),
    [
        ("2031-03-10T00:00:00Z", "kept"),
        ("2031-03-12T20:00:00Z", "undetermined"),
        ("2031-03-14T08:00:00Z", "breached"),
    ],
)
def test_a_notice_is_early_enough_under_every_reading_some_or_none(given: str, verdict: str) -> None:
    finding = found(text({"day": "P1D", "three-days": "P3D"}), given)
    assert finding.outcome.verdict == verdict
    differs = verdict == "undetermined"
    assert [(hinge.cause, hinge.on) for hinge in finding.hinges] == [("open_term", "lead")] * differs
    by_reading = {each.readings["lead"]: each.verdict for each in finding.by_reading}
    assert by_reading == ({"day": "kept", "three-days": "breached"} if differs else {})


def test_once_settled_the_agreed_lead_time_decides() -> None:
    readings: dict[str, str | None] = {"day": "P1D", "three-days": "P3D"}
    assert found(text(readings, "day"), "2031-03-12T20:00:00Z").outcome.verdict == "kept"
    assert found(text(readings, "three-days"), "2031-03-12T20:00:00Z").outcome.verdict == "breached"


def test_a_reading_without_a_duration_leaves_the_question_open() -> None:
    finding = found(text({"day": "P1D", "in-time": None}), "2031-03-12T20:00:00Z")
    assert [(hinge.cause, hinge.on) for hinge in finding.hinges] == [("open_term", "lead")]
