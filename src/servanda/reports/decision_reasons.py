"""The reasons of a decision: the questions in numbered paragraphs, each with its answer and what it rests on."""

from collections.abc import Iterator

from servanda.findings.numbers import lasting_text
from servanda.records.finding import Reason
from servanda.records.record import Wording
from servanda.reports.decided import Decided
from servanda.reports.formats import full, inner, moment, same
from servanda.wording import say


def reasons_of(reason: Reason, decided: Decided, depth: int) -> Iterator[tuple[int, Wording]]:
    """The questions, numbered as they hang together; the first, which is the whole, has no number of its own."""
    number = reason.id.partition(".")[2]
    if number and _is_empty(reason, decided):
        return
    if number:
        named = [name for name in reason.rests_on if name in decided.records]
        split = any(part.assumes for part in reason.parts)
        yield (
            depth,
            say(
                "decision.reason",
                number=number,
                asks=_asks(reason, decided),
                answer=say(f"findings.truth_{reason.truth}"),
                rests=say("decision.rests", names="; ".join(named)) if named else same(""),
            ),
        )
        if split:
            yield depth + 1, say("decision.all_cases")
    for part in reason.parts:
        yield from reasons_of(part, decided, depth + 1 if number else 0)


def _is_empty(reason: Reason, decided: Decided) -> bool:
    """That no exception permits it need not be said of a text that has none."""
    inner = reason.parts[0] if reason.joined == "not" and reason.parts else None
    plain = decided.term.must is None and not decided.term.unless
    return plain and inner is not None and inner.joined == "any" and not inner.parts


def _asks(reason: Reason, decided: Decided) -> Wording:
    """A question in words; of an alternative what is supposed, of an exception what it says, of a clock its moment."""
    if reason.assumes:
        return _supposed(*next(iter(reason.assumes.items())), decided)
    if reason.says and any(each.cite == reason.cite for each in decided.term.unless):
        return say("decision.asks_exception", cite=reason.cite, words=inner(reason.says))
    claim = reason.claim
    moment_asked = _struck(claim.on[0], decided) if claim is not None and claim.kind == "clock" else None
    return moment_asked or full(reason.asks, reason.id)


def _struck(name: str, decided: Decided) -> Wording | None:
    """Whether a clock had struck, by its moment or its event; none if it has neither."""
    clock = decided.agreement.clocks.get(name)
    if clock is None:
        return None
    if clock.at is not None:
        return say("decision.asks_clock", at=moment(clock.at, decided.agreement.time_zone))
    anchor = decided.agreement.clocks.get(clock.after)
    if anchor is not None and anchor.at is not None and isinstance(clock.plus, str):
        at = moment(anchor.at, decided.agreement.time_zone)
        return say("decision.asks_clock_after", at=at, length=lasting_text(clock.plus))
    event = next((each for each in decided.facts.events if each.id == clock.event), None)
    if event is not None:
        return say("decision.asks_event", what=inner(full(event.says, event.id)))
    return None


def _supposed(name: str, option: str, decided: Decided) -> Wording:
    """What a case of several supposes."""
    kind, _, on = name.partition(":")
    if kind == "author":
        return say("decision.supposing", what=say("decision.suppose_author", who=decided.call(option)))
    term = decided.agreement.open.get(on)
    if kind == "open" and term is not None and option in term.readings:
        says = inner(full(term.readings[option].says, option))
        what = say("decision.suppose_open", question=full(term.question, on), says=says)
    elif kind == "class":
        names = say("reports.names", names=[decided.call(each) for each in option.split("+")])
        what = say("decision.suppose_none") if option == "none" else say("decision.suppose_class", what=names)
    else:
        what = say("decision.suppose_false" if option == "false" else "decision.suppose_true", what=name)
    return say("decision.supposing", what=what)
