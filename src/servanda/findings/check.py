"""A second opinion on explanations: draws up the questions of a finding by itself, and has each answered anew.

It shares no code with the evaluator on purpose. From the agreement it knows which questions a finding must answer; none
may be missing, moved, or cite another place. Every answer must follow from the answers below it, every alternative must
be shown, every fact named must be on record and known, and the verdict must be what the answers make it. Leaves are
computed again in `check_facts`, with its own clocks, geodesics and count of origins; those that cannot be are handed
back by name, so that nobody takes them for computed twice. Not checked: whether a silence names everything that may
have disturbed it, and what a cap adds up.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from servanda.findings.check_facts import ANSWERS
from servanda.findings.check_record import Record
from servanda.findings.check_tree import check_explanation, verdict_of, wrong
from servanda.records.agreement import Agreement, Condition, Row
from servanda.records.facts import Facts
from servanda.records.finding import Claim, Finding, Reason
from servanda.records.incident import Incident
from servanda.records.place import InPlace, Path

__all__ = ["check_explanation", "check_finding"]

_PAIR = 2
_Asked = Any
"""How joined, the questions joined (for a leaf its kind and what it is asked of), citation; or a function that looks
at the node itself."""


def check_finding(finding: Finding, reason: Reason, agreement: Agreement, facts: Facts, as_of: datetime) -> list[str]:
    """Refuse a finding whose explanation does not hold against agreement and facts (incidents included) at a moment.

    Returns the leaves that stand where they must but whose answers could not be computed again, by their path.
    """
    check_explanation(reason)
    named = f"{agreement.id}@{agreement.version}"
    if finding.agreement != named or all(finding.term != each.id for each in agreement.terms):
        raise wrong("1", f"'{finding.agreement}:{finding.term}' is no term of '{named}'")
    made = verdict_of(finding, reason)
    if made is not None and made != finding.outcome.verdict:
        raise wrong("1", f"the answers make it {made}, the finding says {finding.outcome.verdict}")
    questions = _Questions(finding, Record(finding, agreement, facts, as_of))
    for name in finding.evidence:
        questions.known(name, "1")
    questions.stands(reason, questions.whole())
    return list(questions.answered(reason, {}))


def _leaf(kind: str, *on: str) -> _Asked:
    return "leaf", (kind, list(on)), ""


def _all(*parts: _Asked, cite: str = "") -> _Asked:
    return "all", parts, cite


def _not(part: _Asked) -> _Asked:
    return "not", (part,), ""


class _Questions:
    """The questions of one finding."""

    def __init__(self, finding: Finding, record: Record) -> None:
        self.finding, self.record, self.text, self.term = finding, record, record.text, record.term

    def known(self, name: str, path: str) -> None:
        """Refuse a name that stands for nothing on record, or for what was recorded later."""
        if name not in self.record.names and not name.startswith(f"{self.text.id}@"):
            raise wrong(path, f"'{name}' is not on record, or was recorded only later")

    def answered(self, node: Reason, assumed: Mapping[str, str]) -> Iterator[str]:
        """Hold every leaf against the record; give those that cannot be computed again."""
        here = {**assumed, **node.assumes}
        for name in node.rests_on:
            self.known(name, node.id)
        if node.claim is not None:
            alone = self.finding.subject.kind in ("incident", "count") and self.finding.watched is None
            if alone and node.claim.about not in ("", self.finding.subject.id):
                raise wrong(node.id, f"it is asked of '{node.claim.about}'")
            if node.claim.kind not in ANSWERS or node.joined != "leaf":
                raise wrong(node.id, f"a question of the kind '{node.claim.kind}' cannot be checked there")
            comes_out = ANSWERS[node.claim.kind](self.record, node, here)
            if comes_out is None or (comes_out == "unknown" and here):
                yield node.id
            elif comes_out != node.truth:
                says = f"{node.claim.kind} {', '.join(node.claim.on)} is {comes_out} by the record, not {node.truth}"
                raise wrong(node.id, says)
        for part in node.parts:
            yield from self.answered(part, here)

    def stands(self, node: Reason, asked: _Asked, assumed: frozenset[str] = frozenset()) -> None:
        """Refuse a node where another question has to stand."""
        if node.parts and node.parts[0].assumes:
            self._cases(node, asked, assumed)
        elif callable(asked):
            asked(node)
        elif asked[0] == "leaf":
            claim = node.claim or Claim(kind="always")
            if (node.joined, claim.kind, claim.on, node.cite) != ("leaf", *asked[1], asked[2]):
                raise wrong(node.id, f"{claim.kind} {claim.on} is asked instead of {asked[1]}")
        elif (node.joined, len(node.parts), node.cite, node.claim) != (asked[0], len(asked[1]), asked[2], None):
            raise wrong(node.id, f"'{asked[0]}' of {len(asked[1])} has to stand, citing '{asked[2]}'")
        else:
            for part, each in zip(node.parts, asked[1], strict=True):
                self.stands(part, each, assumed)

    def _cases(self, node: Reason, asked: _Asked, assumed: frozenset[str]) -> None:
        """The same question under each alternative of one unknown, none left out."""
        if not callable(asked) and (node.cite, node.claim) != (asked[2], None):
            raise wrong(node.id, f"it cites '{node.cite}'")
        names = {name for part in node.parts for name in part.assumes}
        name, told = next(iter(names)), [each for part in node.parts for each in part.assumes.values()]
        kind, _, on = name.partition(":")
        options = {"open": set(self.text.open[on].readings) if on in self.text.open else None}.get(kind)
        options = set(self.record.authors(on)) if kind == "author" and on in self.record.incidents else options
        plain = {"false", "true"} if kind not in {"open", "author", "class", "distance", "size", "lead"} else None
        wanted = options or plain or set(told)
        whole = all(len(part.assumes) == len(part.parts) == 1 for part in node.parts)
        some = len(told) >= _PAIR or plain is None
        if len(names) > 1 or name in assumed or not whole or not some or sorted(told) != sorted(wanted):
            raise wrong(node.id, f"{told} are not all the alternatives of '{name}'")
        for part in node.parts:
            self.stands(part.parts[0], asked, assumed | names)

    def whole(self) -> _Asked:
        """In force, and broken or kept."""
        subject = self.finding.subject
        if subject.kind == "duty":
            main: _Asked = self._duty(self.finding.outcome.by[0])
        elif subject.kind == "cap":
            main = self._cap
        elif subject.kind == "silence" or self.finding.watched is not None:
            main = self._silence
        elif subject.id in self.record.incidents:
            main = self._broken(self.record.incidents[subject.id])
        else:
            raise wrong("1", f"'{subject.id}' is not on record")
        if subject.kind == "count" and self.finding.watched is None and self.record.is_total(subject.id):
            main = _all(_leaf("counted", subject.id), main)
        return _all(self._force, main, cite=self.term.cite)

    def _force(self, node: Reason) -> None:
        """The version, if somebody said anything of it, and both clocks."""
        during, text = self.term.during, self.text
        wants = [_leaf("clock", during.from_)] if during is not None else []
        wants += [_not(_leaf("clock", during.until))] if during is not None and during.until else []
        adopted = any(each.agreement.partition("@")[0] == text.id for each in self.record.facts.adoptions)
        first = len(node.parts) - len(wants)
        alone = not node.parts and not wants and node.claim == Claim(kind="always")
        fits = node.joined == "all" and (1 if adopted or text.effect is not None else 0) <= first <= 1
        if node.cite != self.term.cite or not (alone or fits):
            raise wrong(node.id, "whether the term was in force is asked in another way")
        for part, want in zip(node.parts[first:], wants, strict=False):
            self.stands(part, want)

    def _silence(self, node: Reason) -> None:
        place = self.finding.subject.place
        first, *others = node.parts or [node]
        self.stands(first, _leaf("watched", place))
        told = [part.claim.on for part in others if part.claim is not None and part.claim.kind == "undisturbed"]
        if node.joined != "all" or len(told) < len(others) or any(on[1] != place for on in told):
            raise wrong(node.id, "a silence asks for the watch, and for what may have disturbed it there")

    def _cap(self, node: Reason) -> None:
        kinds = [part.claim.kind if part.claim is not None else "" for part in node.parts]
        if node.joined != "all" or kinds[:_PAIR] != ["watched", "cap"] or len(kinds) > _PAIR + 1:
            raise wrong(node.id, "a cap asks for the watch, and for the most that was there")

    def _broken(self, it: Incident) -> _Asked:
        """Bound, proven, of that class and size, there, on a line of the table, and not excepted."""
        term, where = self.term, self.term.where
        parts: list[_Asked] = [_leaf("author", *sorted(term.binds)), _leaf("proof", term.proof)]
        parts += [_leaf("class", term.must_not.thing)] if term.must_not is not None and term.must_not.thing else []
        parts += [_all(self._condition(term.only_if, it))] if term.only_if is not None else []
        if where is not None and (where.in_ or where.outside):
            there = self._there(where.in_ or where.outside, it)
            parts.append(_not(there) if where.outside else there)
        elif where is not None:
            parts.append(_leaf("nearer", where.to) if where.to else _leaf("crossed", where.crosses))
        parts += [self._rows] if term.table else []
        made = [(each.permits, _all(self._condition(each.when, it), cite=each.cite)) for each in term.unless]
        permits, forbids = (("any", tuple(one for side, one in made if side is yes), "") for yes in (True, False))
        base = _all(*parts)
        asked = _all(base, _not(permits))
        if forbids[1]:
            asked = "any", (asked, _all(_all(base, permits, forbids), _leaf("prevails", term.id))), ""
        for name in term.hinges_on:
            if name not in self.text.open or not self.text.open[name].settled:
                whole = _leaf("whole", name)
                asked = "any", (_all(whole, asked), _all(_not(whole), _not(asked))), ""
        return asked

    def _rows(self, node: Reason) -> None:
        """Lines of the table in their order; none left out that may bear on the incident."""
        left = list(self.term.table)
        for part in node.parts:
            while left and not self._is_row(part, left[0]):
                self._may_go(node, left.pop(0))
            if not left:
                raise wrong(part.id, f"'{part.cite}' is no further line of the table")
            left.pop(0)
        for row in left:
            self._may_go(node, row)

    def _is_row(self, part: Reason, row: Row) -> bool:
        wants = [("author", [row.binds]), ("class", [row.thing]), ("nearer", [row.to])]
        said = [(one.claim.kind, one.claim.on) for one in part.parts if one.claim is not None]
        return part.joined == "all" and part.cite == (row.cite or self.term.cite) and said == wants

    def _may_go(self, node: Reason, row: Row) -> None:
        about = self.finding.subject.id
        kind = Reason(id="", asks={}, truth="true", claim=Claim(kind="class", on=[row.thing], about=about))
        if row.binds in self.record.authors(about) and ANSWERS["class"](self.record, kind, {}) in ("true", "unknown"):
            raise wrong(node.id, f"the line of the table on '{row.thing}' of '{row.binds}' is left out")

    def _there(self, place: str, it: Incident) -> _Asked:
        band = self.text.places[place].band
        if band is None or InPlace(place=place) in it.where or any(isinstance(each, Path) for each in it.where):
            return _leaf("inside", place)
        beyond = [] if str(band.beyond).startswith("0 ") else [_not(_leaf("nearer", band.from_))]
        return _all(self._there(band.within, it), _leaf("nearer", band.from_), *beyond)

    def _condition(self, given: Condition, it: Incident) -> _Asked:
        for how, parts in (("all", given.all), ("any", given.any)):
            if parts is not None:
                return how, tuple(self._condition(part, it) for part in parts), ""
        if given.not_ is not None:
            return _not(self._condition(given.not_, it))
        if given.inside is not None:
            return self._there(given.inside, it)
        if given.answers is not None:
            judged = _leaf("judged", given.answers.event, given.answers.judged_by)
            return _all(_leaf("entry", "answered", self.record.register(given.answers.event), ""), judged)
        return self._atom(given)

    def _atom(self, given: Condition) -> _Asked:
        register, found = self.record.register, list[_Asked]()
        for what, each in (("before", given.before_it), ("after", given.after_it)):
            found += [_leaf("entry", what, register(each.event), each.to)] if each is not None else []
        found += [_leaf("entry", "notified", "notices", given.notified.to)] if given.notified is not None else []
        found += [_leaf("entry", "in_order", *(each.event for each in given.in_order))] if given.in_order else []
        found += [_leaf("judged", given.judged.question, given.judged.by)] if given.judged is not None else []
        found += [_leaf("size", given.size.of)] if given.size is not None else []
        found += [_leaf("entry", "authorised", "authorisations", given.authorised_by)] if given.authorised_by else []
        found += [_leaf("author", given.operated_by)] if given.operated_by else []
        found += [_leaf("open", given.open)] if given.open else []
        if len(found) != 1:
            raise wrong("1", f"this condition cannot be checked: {given}")
        return found[0]

    def _duty(self, party: str) -> _Asked:
        """Done and completed in time; or still to be done; or not seen."""
        term = self.term
        do, clock = (
            (term.must.do, _leaf("clock", term.must.done_by)) if term.must is not None else ("", _leaf("always"))
        )
        zone = term.where.in_ if term.where is not None else ""

        def doing(it: Incident, *, late: bool) -> _Asked:
            there = [self._there(zone, it)] if zone else []
            then = clock if late else _not(clock)
            return _all(_leaf("author", party), _leaf("proof", term.proof), then, *there)

        mine = [it for it in self.record.incidents.values() if it.act == do and (party in it.by or not it.by)]
        done, late = (("any", tuple(doing(it, late=side) for it in mine), "") for side in (False, True))
        whole, running = _all(done, _leaf("complete", party)), _leaf("running", *clock[1][1])
        still = _all(_not(whole), _not(late), _not(clock), running)
        return "any", (whole, still, _all(_not(done), _not(late), clock, _leaf("unseen", zone))), ""
