"""What proves that it happened: methods and independent origins. Claims of the parties never count."""

from collections.abc import Iterable

from servanda.findings.docket import Docket
from servanda.findings.question import Question, settled
from servanda.logic import unknown
from servanda.records.agreement import Proof, Term
from servanda.records.finding import Claim, Hinge
from servanda.records.incident import Incident
from servanda.records.observation import Observation
from servanda.wording import say

_PERCEIVED = frozenset({"saw", "heard", "recorded"})


def proves(observation: Observation, docket: Docket, standard: Proof) -> bool:
    """Whether an observation can count: perceived by the observer, by a method the standard accepts, nobody's claim.

    What somebody was told is his teller's claim, whoever wrote it down.
    """
    perceived = observation.verb in _PERCEIVED and observation.method != "party_complaint"
    return perceived and observation.observer not in docket.parties and observation.method in standard.confirmed_by


def origins_of(observations: Iterable[Observation], docket: Docket, standard: Proof) -> set[str]:
    """Independent origin groups among the observations that count: ten re-posts of one video are one."""
    return {each.origin for each in observations if proves(each, docket, standard)}


def happened(incident: Incident, term: Term, docket: Docket) -> Question:
    """Whether it is established, by the standard of the term, that the incident happened."""
    standard = docket.standard(term)
    have = len(origins_of(docket.observations(incident), docket, standard))
    asks = say("findings.asks_happened", have=have, need=standard.independent)
    claim = Claim(kind="proof", on=[term.proof], about=incident.id, low=have, limit=standard.independent)
    if have >= standard.independent:
        return settled(asks, holds=True, rests_on=incident.observations, claim=claim)
    withheld = [name for name in incident.observations if name not in docket.seen]
    hinge = _withheld(withheld) if have + len(withheld) >= standard.independent else _unproven(term, have, standard)
    return Question(
        asks,
        answer=unknown("proof"),
        rests_on=tuple(sorted(incident.observations)),
        hinges=(("proof", hinge),),
        claim=claim,
    )


def _withheld(names: list[str]) -> Hinge:
    return Hinge(cause="withheld", on=", ".join(sorted(names)), says=say("findings.hinge_withheld", n=len(names)))


def _unproven(term: Term, have: int, standard: Proof) -> Hinge:
    return Hinge(
        cause="proof_standard",
        on=term.proof or term.id,
        says=say("findings.hinge_proof", have=have, need=standard.independent),
    )
