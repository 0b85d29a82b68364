"""Responses → what they call on, one line each: who is bound to do what by when, who is not, and what silence means."""

from collections.abc import Iterator, Mapping, Sequence

from msgspec import structs

from servanda.records.record import Wording
from servanda.records.response import Call, CalledCommitment, Response, StepState
from servanda.responses.standing import STANDS
from servanda.wording import say, word

_UNNAMED: Mapping[str, Wording] = {}
_ORDER = ("due", "handshake", "suspended", "withdrawn", "refused", "open", "void")
"""Order in which people ask: who is bound, who no longer is, who would not, who may."""


def called_in(responses: Sequence[Response], finding: str = "") -> list[Call]:
    """Every commitment that the responses call on, and every function for which nobody stands.

    Args:
        responses: What `respond` or `rehearse` gave.
        finding: Only responses that this finding started or joined; empty for all.

    Returns:
        Lines in the order of responses and steps, uncertain responses last, those that are bound first.
    """
    wanted = [one for one in responses if not finding or finding in (*one.started_by, *one.joined_by)]
    ordered = sorted(wanted, key=lambda one: one.state == "undetermined")
    return [line for response in ordered for step in response.steps for line in _lines(response, step)]


def list_called(
    calls: Sequence[Call], lang: str, *, names: Mapping[str, Wording] = _UNNAMED, mark: str = ""
) -> list[str]:
    """One sentence for each line of `called_in`, under a heading for each step.

    Args:
        calls: The lines.
        lang: Language: en, uk.
        names: Party, function or sector → its name.
        mark: Word that stands on every line, such as EXERCISE.
    """
    lines: list[str] = []
    heading: tuple[str, str] | None = None
    for call in calls:
        marks = " ".join(
            one for one in (mark, word("responses.hypothetical", lang) if call.hypothetical else "") if one
        )
        if heading != (call.response, call.step):
            heading = call.response, call.step
            lines.append(_marked(marks, _heading(call)[lang]))
        lines.append(_marked(marks, f"  {_sentence(call, lang, names)}"))
    return lines or [_marked(mark, word("responses.calls_nothing", lang))]


def _lines(response: Response, step: StepState) -> Iterator[Call]:
    base = Call(
        response=response.id,
        procedure=response.procedure,
        step=step.step,
        step_state=step.state,
        started_by=response.started_by,
        hypothetical=response.hypothetical,
    )
    for called in sorted(step.calls, key=lambda one: (_ORDER.index(one.state), one.function, one.commitment)):
        yield structs.replace(base, called=called)
    for nobody in step.missing:
        yield structs.replace(base, nobody=nobody)


def _marked(mark: str, line: str) -> str:
    return f"{mark}  {line}" if mark else line


def _heading(call: Call) -> Wording:
    findings = [name for name in call.started_by if not name.startswith("hypothetical:")]
    key = "responses.calls_of_step" if findings else "responses.calls_of_step_assumed"
    state = say(f"responses.state_{call.step_state}")
    return say(key, procedure=call.procedure, step=call.step, state=state, findings=findings)


def _sentence(call: Call, lang: str, names: Mapping[str, Wording]) -> str:
    if call.called is None:
        where = " – ".join(_name(part, lang, names) for part in call.nobody.split("@"))
        return say("responses.nobody", names=[where])[lang]
    one = call.called
    does = one.does.get(lang, one.commitment).rstrip(".")
    function, who = _name(one.function, lang, names), _name(one.provider, lang, names)
    later = one.state in STANDS and not one.called
    key = f"responses.told_later_{one.state}" if later else f"responses.told_{one.state}"
    return " ".join([say(key, who=who, function=function, does=does)[lang], *_rest(one, lang)])


def _rest(one: CalledCommitment, lang: str) -> list[str]:
    parts = [one.says[lang]] if one.says and one.state != "due" else []
    if one.state in STANDS:
        parts.append(_clock(one)[lang])
        parts.append(say("responses.told_silence", what=one.if_silent_says)[lang])
    return parts


def _clock(one: CalledCommitment) -> Wording:
    """By when, from which clock, and the other clock beside it."""
    if one.due is None:
        return say("responses.told_no_time")
    at = {"at": one.due, "called": one.called_at or one.due}
    by = say(f"responses.told_by_{one.clock}", **at)
    if one.step_due is None or one.clock == "step":
        return by
    key = "responses.told_step_before" if one.due > one.step_due else "responses.told_step_until"
    step = say(key, at=one.step_due)
    return {lang: f"{by[lang]} {step[lang]}" for lang in by}


def _name(name: str, lang: str, names: Mapping[str, Wording]) -> str:
    return word("responses.press", lang) if name == "reported" else names.get(name, {}).get(lang, name)
