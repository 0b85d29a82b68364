"""A prohibition and an incident, compiled to questions: bound, proven, of that class, there, and not excepted?"""

from collections.abc import Iterator
from dataclasses import dataclass

from servanda.findings.author import is_author, operators_of
from servanda.findings.crossing import has_crossed
from servanda.findings.distance import Bands, Ruler, is_nearer, limits_of
from servanda.findings.docket import Docket
from servanda.findings.evidence import happened
from servanda.findings.exemptions import applies, holds
from servanda.findings.ground import open_hinge
from servanda.findings.matter import Matter
from servanda.findings.question import Question, every, opposite_of, some
from servanda.findings.there import is_there
from servanda.findings.versions import in_force
from servanda.logic import Truth, kleene, truth_of, unknown
from servanda.records.agreement import OpenRef, Row, Term
from servanda.records.finding import Claim, Hinge
from servanda.wording import say


@dataclass(frozen=True)
class Case:
    """The questions that decide a prohibition on an incident.

    Attributes:
        matter: Term and incident.
        force: Whether the term was in force.
        breach: Whether it was broken, exceptions considered.
        rows: Lines of the table that may concern the incident.
        permits: Permitting exceptions, with whether each applies.
    """

    matter: Matter
    force: Question
    breach: Question
    rows: tuple[int, ...]
    permits: tuple[tuple[str, Question], ...]


def concerns(matter: Matter) -> bool:
    """Whether a prohibition speaks of an incident at all.

    The act is the same, the thing may be of its class, somebody it binds or excepts by name may have done it, it may
    be of those the term speaks of alone (`only_if`), and it may lie where the term applies. A gun beyond the distance
    that a term sets is spoken of, and the term kept.
    """
    term, incident = matter.term, matter.incident
    if term.must_not is None or term.must_not.do != incident.act or not matter.classes.may_be(term.must_not.thing):
        return False
    if not {*term.binds, *operators_of(term)} & set(matter.author.options):
        return False
    if term.table and not rows_bearing(matter):
        return False
    if term.only_if is not None and truth_of(holds(term.only_if, matter).expression()) is Truth.FALSE:
        return False
    return term.where is None or term.where.to != "" or truth_of(applies_here(matter).expression()) is not Truth.FALSE


def case_of(matter: Matter) -> Case:
    """The questions for a prohibition that concerns an incident."""
    term = matter.term
    permits = [(each.id, applies(each, matter)) for each in term.unless if each.permits]
    base = _base(matter)
    excepted = some(say("findings.asks_excepted"), [question for _, question in permits])
    free = opposite_of(say("findings.asks_not_excepted"), excepted)
    plain = every(say("findings.asks_breach", cite=term.cite), [base, free])
    breach = _with_doubts(_contested(plain, excepted, base, matter), matter)
    force = in_force(term, matter.incident.when, matter.docket)
    return Case(matter, force, breach, tuple(rows_bearing(matter)), tuple(permits))


def _contested(breach: Question, excepted: Question, base: Question, matter: Matter) -> Question:
    """Where one exception that applies permits and another forbids, the text gives no answer: a hinge with both."""
    forbids = [each for each in matter.term.unless if not each.permits]
    if not forbids:
        return breach
    permits = [f"{each.id} ({each.cite})" for each in matter.term.unless if each.permits]
    against = [f"{each.id} ({each.cite})" for each in forbids]
    says = say("findings.hinge_prevails", permits=permits, forbids=against)
    hinge = Hinge(cause="open_term", on=matter.term.id, says=says)
    claim, hinges = Claim(kind="prevails", on=[matter.term.id]), (("prevails", hinge),)
    prevails = Question(say("findings.asks_prevails"), answer=unknown("prevails"), hinges=hinges, claim=claim)
    forbidden = some(say("findings.asks_forbidden"), [applies(each, matter) for each in forbids])
    conflict = every(say("findings.asks_conflict"), [base, excepted, forbidden])
    return some(breach.asks, [breach, every(say("findings.asks_contested"), [conflict, prevails])])


def _base(matter: Matter) -> Question:
    """Everything but the exceptions."""
    term = matter.term
    parts = [
        is_author("asks_bound", term.binds, matter.author, matter.docket),
        happened(matter.incident, term, matter.docket),
    ]
    if term.must_not is not None and term.must_not.thing:
        parts.append(matter.classes.belongs(term.must_not.thing))
    if term.only_if is not None:
        parts.append(every(say("findings.asks_only_if", cite=term.cite), [holds(term.only_if, matter)]))
    if term.where is not None:
        parts.append(applies_here(matter))
    if term.table:
        parts.append(some(say("findings.asks_table"), [_row(index, matter) for index in rows_bearing(matter)]))
    return every(say("findings.asks_base", cite=term.cite), parts)


def applies_here(matter: Matter) -> Question:
    """Whether an incident lies where its term applies."""
    where = matter.term.where
    if where is not None and where.in_:
        return is_there(where.in_, matter.incident, matter.docket)
    if where is not None and where.crosses:
        return has_crossed(where.crosses, matter.incident, matter.docket)
    if where is not None and where.outside:
        place = matter.docket.call(where.outside)
        inner = is_there(where.outside, matter.incident, matter.docket)
        return opposite_of(say("findings.asks_outside", place=place), inner)
    limit = where.nearer_than if where is not None else None
    to = where.to if where is not None else ""
    return is_nearer(limit or "0 m", _bands(to, matter), matter.docket)


def _row(index: int, matter: Matter) -> Question:
    row = matter.term.table[index]
    return every(
        say("findings.asks_row", line=index + 1, cite=row.cite or matter.term.cite),
        [
            is_author("asks_row_party", [row.binds], matter.author, matter.docket),
            matter.classes.belongs(row.thing),
            is_nearer(row.nearer_than or "0 m", _bands(row.to, matter), matter.docket),
        ],
    ).citing(row.cite or matter.term.cite)


def rows_bearing(matter: Matter) -> list[int]:
    """Lines whose party may have done it and whose class it may belong to."""
    return [
        index
        for index, row in enumerate(matter.term.table)
        if row.binds in matter.author.options and matter.classes.may_be(row.thing)
    ]


def _bands(to: str, matter: Matter) -> Bands:
    """The measurement against every limit the term sets to a place, so that bands agree across its lines."""
    return Bands(Ruler(to, matter.incident, matter.docket), limits_at(matter.term, to, matter.docket))


def limits_at(term: Term, to: str, docket: Docket) -> list[int]:
    """Every limit that a term sets to a place, under every reading, in metres and sorted."""
    return sorted({limit for each in _limits(term, to) for limit in _metres(each, docket)})


def _limits(term: Term, to: str) -> Iterator[str | OpenRef]:
    lines: list[Row] = [row for row in term.table if row.to == to]
    yield from (row.nearer_than for row in lines if row.nearer_than is not None)
    if term.where is not None and term.where.to == to and term.where.nearer_than is not None:
        yield term.where.nearer_than


def _metres(limit: str | OpenRef, docket: Docket) -> list[int]:
    return list((limits_of(limit, docket) or {}).values())


def _with_doubts(breach: Question, matter: Matter) -> Question:
    """A term that hangs on open terms as a whole may, once they are settled, say the opposite."""
    for name in matter.term.hinges_on:
        term = matter.docket.agreement.open.get(name)
        if term is not None and term.settled:
            continue
        variable = f"whole:{name}"
        asks = say("findings.asks_settled", question=matter.docket.question_of(name))
        hinges, claim = ((variable, open_hinge(name, matter.docket)),), Claim(kind="whole", on=[name])
        encoded = Question(asks, answer=unknown(variable), hinges=hinges, claim=claim)
        otherwise = opposite_of(say("findings.asks_otherwise"), breach)
        breach = some(
            breach.asks,
            [
                every(say("findings.asks_as_encoded"), [encoded, breach]),
                every(
                    say("findings.asks_as_not_encoded"),
                    [opposite_of(say("findings.asks_unsettled"), encoded), otherwise],
                ),
            ],
        )
    return breach


def applied(case: Case) -> str:
    """The first permitting exception that certainly applies; empty if none does."""
    return next((name for name, question in case.permits if truth_of(question.expression()) is Truth.TRUE), "")


def deciding_row(case: Case) -> int | None:
    """The one line of the table that decides, if only one bears on the incident."""
    table = case.matter.term.table
    bearing = [
        index
        for index in case.rows
        if kleene(case.matter.classes.belongs(table[index].thing).expression()) is not Truth.FALSE
    ]
    return bearing[0] if len(bearing) == 1 else None


def limits_bearing(matter: Matter, to: str) -> list[int]:
    """The limits at a place that bear on an incident: those of lines of the table that may concern it."""
    term = matter.term
    stated = [row.nearer_than for row in (term.table[line] for line in rows_bearing(matter)) if row.to == to]
    stated += [term.where.nearer_than] if term.where is not None and term.where.to == to else []
    found = {limit for each in stated if each is not None for limit in _metres(each, matter.docket)}
    return sorted(found)
