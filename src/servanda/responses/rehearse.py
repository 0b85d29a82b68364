"""A breach that did not happen → what the procedures would do, and what nobody could say."""

from collections.abc import Sequence
from datetime import datetime

from servanda.commitments import Register, View
from servanda.records.agreement import Agreement
from servanda.records.decision import Judgement
from servanda.records.open_term import OpenRef
from servanda.records.procedure import Trigger
from servanda.records.record import Wording
from servanda.records.response import Response
from servanda.responses.episodes import Matter, episode, response_id
from servanda.responses.ground import Doubt, Start
from servanda.responses.merge import merged
from servanda.responses.respond import Known, matter_of, procedures_of
from servanda.responses.standing import Promises
from servanda.responses.steps import Merger
from servanda.responses.worlds import question_of, worlds
from servanda.wording import languages, say


def rehearse(
    agreements: Sequence[Agreement],
    *,
    breach_at: datetime,
    register: Register,
    view: View,
    judgements: Sequence[Judgement],
) -> list[Response]:
    """What every procedure would do after one hypothetical breach, without place and author.

    Nothing is assumed beyond the moment: where one breach is not certainly enough, or a step waits for a judgement or
    an agreed reading, the step is *undetermined* and says why; its deadlines are shown as they would run.

    Args:
        agreements: The instruments.
        breach_at: Moment of the assumed breach.
        register: Commitments and events.
        view: From where the register is looked at.
        judgements: What named bodies have judged as such; judgements about a real event do not apply.

    Returns:
        One response for each procedure, hypothetical, in the order of instrument and procedure.

    Raises:
        InputError: as `respond`.
    """
    promises = Promises.seen(register, view)
    general = [one for one in judgements if not one.about]
    known = Known(promises, (), general, breach_at)
    pairs = procedures_of(agreements)
    return [_rehearsed(matter_of(agreement, procedure, known), promises) for agreement, procedure in pairs]


def _rehearsed(matter: Matter, promises: Promises) -> Response:
    name = f"hypothetical:{matter.as_of.isoformat()}"
    doubts = _doubts(matter)
    start = Start(
        at=matter.as_of,
        first=matter.as_of,
        id=response_id(matter, name),
        findings=(name,),
        doubts=doubts,
    )
    walks = tuple(episode(matter, start, world) for world in worlds(matter.agreement, matter.procedure, matter.acts))
    return merged(Merger(matter, walks, doubts, promises), hypothetical=True)


def _doubts(matter: Matter) -> tuple[Doubt, ...]:
    """Why one breach may not be enough to start the procedure."""
    trigger = matter.procedure.trigger
    doubts: list[Doubt] = []
    if isinstance(trigger.count, OpenRef):
        question = question_of(matter.agreement, trigger.count.open)
        doubts.append(Doubt(trigger.count.open, say("responses.trigger_open", question=question)))
    elif trigger.count > 1:
        doubts.append(Doubt("trigger.count", say("responses.trigger_count", n=trigger.count)))
    if trigger.by:
        doubts.append(Doubt("author", say("responses.trigger_author", names=_names(matter.agreement, trigger.by))))
    return (*doubts, *_span_doubts(matter, trigger))


def _span_doubts(matter: Matter, trigger: Trigger) -> tuple[Doubt, ...]:
    """An open span matters only where more than one breach may be needed."""
    if isinstance(trigger.within, OpenRef) and trigger.count != 1:
        question = question_of(matter.agreement, trigger.within.open)
        return (Doubt(trigger.within.open, say("responses.trigger_open", question=question)),)
    return ()


def _names(agreement: Agreement, parties: Sequence[str]) -> list[Wording]:
    known = {party: agreement.parties[party].name if party in agreement.parties else {} for party in parties}
    return [{lang: known[party].get(lang, party) for lang in languages()} for party in parties]
