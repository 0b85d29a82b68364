"""Responses → aligned lines for people: who must act by when, what silence means, what is undetermined and why."""

import textwrap
from collections.abc import Mapping, Sequence

from servanda.records.agreement import Agreement
from servanda.records.record import Wording
from servanda.records.response import CalledCommitment, Deadline, Response, StepState
from servanda.wording import say, word

_WIDTH = 118
_UNNAMED: Mapping[str, Wording] = {}
_RANK = {"running": 0, "suspended": 1, "undetermined": 2, "ended": 3}
"""Order in which people read procedures: what runs comes first."""
_MARKS = {
    "done": "✓",
    "running": "▶",
    "suspended": "‖",
    "undetermined": "?",
    "silent": "…",
    "lapsed": "×",
    "waiting": "·",
    "not_reached": "-",
}


def list_responses(
    responses: Sequence[Response], lang: str, *, names: Mapping[str, Wording] = _UNNAMED, mark: str = ""
) -> list[str]:
    """Lines that say where every procedure stands.

    Args:
        responses: What `respond` or `rehearse` gave.
        lang: Language of the lines: en, uk.
        names: Party, function or sector → its name; those without one are shown by their identifier.
        mark: Word that stands on every line, such as EXERCISE.

    Returns:
        Lines without line ends; each bears the mark, and HYPOTHETICAL where the response is.
    """
    lines: list[str] = []
    for response in sorted(responses, key=lambda one: _RANK[one.state]):
        found = [_head(response, lang), *_steps(response, lang, names)]
        lines.extend(_marked(["", *found] if lines else found, _marks(response, lang, mark)))
    return lines or _marked([word("responses.none", lang)], mark)


def list_rehearsal(
    responses: Sequence[Response],
    agreements: Sequence[Agreement],
    lang: str,
    *,
    names: Mapping[str, Wording] = _UNNAMED,
    mark: str = "",
) -> list[str]:
    """Lines of a rehearsal; every one of them says HYPOTHETICAL.

    Args:
        responses: What `rehearse` gave.
        agreements: The instruments it was given.
        lang: Language of the lines.
        names: Function, sector or further party → its name.
        mark: A further word for every line, such as EXERCISE.
    """
    known = {**names, **names_of(agreements)}
    whole = " ".join(part for part in (mark, word("responses.hypothetical", lang)) if part)
    if not responses:
        return _marked([word("responses.no_procedures", lang)], whole)
    lines = _marked([say("responses.rehearsal", at=responses[0].started_at)[lang]], whole)
    for response in responses:
        found = ["", _head(response, lang), *_notes(response, agreements, lang, known), *_steps(response, lang, known)]
        lines.extend(_marked([*found, *_parties(response, lang, known)], whole))
    return lines


def names_of(agreements: Sequence[Agreement]) -> dict[str, Wording]:
    """Party → its name, as the first instrument that knows it names it."""
    names: dict[str, Wording] = {}
    for agreement in agreements:
        for party, known in agreement.parties.items():
            names.setdefault(party, known.name)
    return names


def _marks(response: Response, lang: str, mark: str) -> str:
    hypothetical = word("responses.hypothetical", lang) if response.hypothetical else ""
    return " ".join(part for part in (mark, hypothetical) if part)


def _marked(lines: Sequence[str], mark: str) -> list[str]:
    return [f"{mark}  {line}".rstrip() if mark else line for line in lines]


def _head(response: Response, lang: str) -> str:
    state = word(f"responses.state_{response.state}", lang)
    key = "responses.counted" if response.state == "undetermined" else "responses.started"
    parts = [
        say(key, procedure=response.procedure, state=state, at=response.started_at, first=response.first_breach_at)
    ]
    if response.sector:
        parts.append(say("responses.in_sector", sector=response.sector))
    if response.next_deadline is not None:
        parts.append(say("responses.next_deadline", at=response.next_deadline))
    return "; ".join(part[lang] for part in parts)


def _steps(response: Response, lang: str, names: Mapping[str, Wording]) -> list[str]:
    titles = [
        (f"{number} {step.step}", _named(step.who, lang, names), word(f"responses.state_{step.state}", lang))
        for number, step in enumerate(response.steps, start=1)
    ]
    lines = [f"  {line}" for line in _wrapped(response.why.get(lang, ""))]
    for step, cells in zip(response.steps, _columns(titles), strict=True):
        lines.append(f"  {_MARKS[step.state]} {cells}  {_time(step, lang)}".rstrip())
        lines.extend(f"      {line}" for line in _details(step, lang, names, said=response.why))
    return lines


def _details(step: StepState, lang: str, names: Mapping[str, Wording], *, said: Wording) -> list[str]:
    width = max((len(deadline.reading) for deadline in step.deadlines), default=0)
    lines = _wrapped(step.do.get(lang, ""))
    lines += [_reading(deadline, lang, names, width) for deadline in step.deadlines if deadline.reading]
    if step.state in ("running", "waiting", "undetermined", "suspended"):
        lines += _wrapped(_silence(step, lang))
    if step.why != said:
        lines += _wrapped(step.why.get(lang, ""))
    lines += _calls(step.calls, lang, names)
    if step.missing:
        lines += _wrapped(say("responses.nobody", names=[_where(one, lang, names) for one in step.missing])[lang])
    return lines


def _columns(rows: Sequence[Sequence[str]]) -> list[str]:
    """Rows of cells as lines with aligned columns."""
    widths = [max(len(cell) for cell in column) for column in zip(*rows, strict=True)]
    return ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]


def _time(step: StepState, lang: str) -> str:
    if step.state in ("done", "not_reached"):
        return ""
    if any(deadline.reading for deadline in step.deadlines):
        return ""
    if not step.deadlines or (step.state == "suspended" and step.deadlines[0].due is None):
        return ""
    return _span(step.deadlines[0], lang, ahead=step.state in ("waiting", "undetermined"))


def _span(deadline: Deadline, lang: str, *, ahead: bool) -> str:
    if deadline.due is None and deadline.opens is None:
        return word("responses.time_unknown", lang)
    if deadline.due is None:
        return say("responses.opens", at=deadline.opens)[lang] if ahead else word("responses.no_time", lang)
    if ahead and deadline.opens is not None:
        return say("responses.opens_by", opens=deadline.opens, at=deadline.due)[lang]
    return say("responses.by", at=deadline.due)[lang]


def _reading(deadline: Deadline, lang: str, names: Mapping[str, Wording], width: int) -> str:
    held = say("responses.held_by", names=[_name(one, lang, names) for one in deadline.held_by])[lang]
    return f"{deadline.reading:<{width}}  {_span(deadline, lang, ahead=True)}" + (
        f" ({held})" if deadline.held_by else ""
    )


def _silence(step: StepState, lang: str) -> str:
    if step.if_silent_says.get(lang):
        return say("responses.silence_says", what=step.if_silent_says)[lang]
    key = (
        "responses.silence_undefined_short" if step.if_silent == "undefined" else f"responses.silence_{step.if_silent}"
    )
    return word(key, lang)


def _calls(calls: Sequence[CalledCommitment], lang: str, names: Mapping[str, Wording]) -> list[str]:
    """One line for each function and state: who stands there, and by when."""
    groups: dict[tuple[str, str], list[str]] = {}
    for call in calls:
        groups.setdefault((call.function, call.state), []).append(_name(call.provider, lang, names) + _when(call, lang))
    rows = [
        (_name(function, lang, names), word(f"responses.call_state_{state}", lang), ", ".join(dict.fromkeys(who)))
        for (function, state), who in groups.items()
    ]
    return _columns(rows)


def _when(call: CalledCommitment, lang: str) -> str:
    """By when a bound one must act; since when one that is suspended or withdrawn need not."""
    if call.due is not None and call.state == "due":
        return f" ({say('responses.by', at=call.due)[lang]})"
    gone = call.state in ("suspended", "withdrawn") and call.since
    return f" ({say('responses.since', since=call.since)[lang]})" if gone else ""


def _notes(response: Response, agreements: Sequence[Agreement], lang: str, names: Mapping[str, Wording]) -> list[str]:
    """What the instrument leaves open: whether it binds at all, who establishes the breach."""
    instrument, _, name = response.procedure.partition(":")
    agreement = next(one for one in agreements if one.id == instrument)
    procedure = next(one for one in agreement.procedures if one.id == name)
    lines = []
    if agreement.status not in ("signed", "in_force"):
        status = say(f"responses.status_{agreement.status}")
        lines.append(say("responses.not_in_force", status=status)[lang])
    if procedure.verifier:
        lines.append(say("responses.establishes", names=[_name(procedure.verifier, lang, names)])[lang])
    else:
        lines.append(word("responses.establishes_nobody", lang))
    return [f"  {line}" for line in lines]


def _parties(response: Response, lang: str, names: Mapping[str, Wording]) -> list[str]:
    calls = [call for step in response.steps for call in step.calls]
    bound = sorted({_name(call.provider, lang, names) for call in calls if call.state == "due"})
    refused = sorted({(call.function, _name(call.provider, lang, names)) for call in calls if call.state == "refused"})
    if not calls:
        return []
    lines = [say("responses.bound", names=bound)[lang] if bound else word("responses.bound_nobody", lang)]
    for function in sorted({function for function, _ in refused}):
        who = [name for of, name in refused if of == function]
        lines.append(say("responses.would_not", function=_name(function, lang, names), names=who)[lang])
    return [f"  {line}" for line in lines]


def _named(who: Sequence[str], lang: str, names: Mapping[str, Wording]) -> str:
    return ", ".join(_name(one, lang, names) for one in who)


def _name(party: str, lang: str, names: Mapping[str, Wording]) -> str:
    return word("responses.press", lang) if party == "reported" else names.get(party, {}).get(lang, party)


def _where(missing: str, lang: str, names: Mapping[str, Wording]) -> str:
    """`FUNCTION@SECTOR` in words."""
    function, _, sector = missing.partition("@")
    return " – ".join(_name(part, lang, names) for part in (function, sector) if part)


def _wrapped(text: str) -> list[str]:
    return textwrap.wrap(text, _WIDTH, break_long_words=False, break_on_hyphens=False)
