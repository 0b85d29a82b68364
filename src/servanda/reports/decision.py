"""A finding as a reasoned decision: text, facts, questions with their answers, what is found, what would change it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from servanda.records.agreement import Agreement
from servanda.records.facts import Facts
from servanda.records.finding import Finding, ReadingVerdict, Reason
from servanda.records.observation import Observation, Watch
from servanda.records.place import Area, Disc, InPlace, Path, Region, Sector, Spot
from servanda.records.record import Wording
from servanda.records.term import Term
from servanda.reports.formats import full, moment, period, same
from servanda.reports.names import phrase
from servanda.reports.templating import environment, hash_of, style
from servanda.wording import languages, say

_E7 = 10_000_000
_CUT = 3
_SURE = 4
"""Decimal places of a position that is shown: eleven metres, less than any error that is on record."""


@dataclass(frozen=True)
class Section:
    """A heading and its paragraphs, each with how deep it stands."""

    heading: Wording
    lines: Sequence[tuple[int, Wording]]


@dataclass(frozen=True)
class Decided:
    """Everything that a decision is written from.

    Attributes:
        finding: The finding.
        reason: Its explanation, checked.
        agreement: The instrument.
        facts: The facts it was judged on.
        entries: Name of a fact → index of its entry in the ledger; empty where there is none.
        trusted: Answers that the checker could not compute again.
    """

    finding: Finding
    reason: Reason
    agreement: Agreement
    facts: Facts
    entries: Mapping[str, int] = field(default_factory=dict)
    trusted: Sequence[str] = ()

    @property
    def term(self) -> Term:
        """The term judged."""
        return next(term for term in self.agreement.terms if term.id == self.finding.term)

    def call(self, name: str) -> Wording:
        """What the instrument calls a party or place."""
        for group in (self.agreement.parties, self.agreement.places, self.agreement.things):
            if name in group:
                return full(group[name].name, name)
        return same(name)

    def cited(self, name: str) -> Wording:
        """A fact by name, with its entry in the ledger where there is one."""
        index = self.entries.get(name)
        return same(name) if index is None else say("decision.entry", id=name, index=index)


def title_of(decided: Decided) -> Wording:
    """The heading of a decision."""
    return say("decision.title", cite=decided.term.cite)


def decision(decided: Decided) -> list[Section]:
    """The sections of a decision, in order; those with nothing to say are left out."""
    made = (
        ("decision", _found(decided)),
        ("text", _text(decided)),
        ("facts", _facts(decided)),
        ("reasons", _reasons(decided.reason, "", decided, 0)),
        ("readings", (_reading(one, decided) for one in decided.finding.by_reading)),
        ("change", _changes(decided.finding)),
        ("parties", _parties(decided)),
        ("receipt", _receipt(decided)),
    )
    sections = [Section(say(f"decision.head_{key}"), list(lines)) for key, lines in made]
    return [section for section in sections if section.lines]


def page_of(decided: Decided, lang: str, *, mark: str = "") -> str:
    """A decision as one HTML page that prints well, asks nobody for anything and needs no script.

    Args:
        decided: What it is written from.
        lang: Language.
        mark: What stands above it: that it is an exercise.
    """
    css = style("decision")
    return (
        environment()
        .get_template("decision.html.j2")
        .render(
            lang=lang,
            css=css,
            css_hash=hash_of(css),
            title=title_of(decided)[lang],
            number=decided.finding.id,
            mark=mark,
            sections=[
                (section.heading[lang], [(depth, line[lang]) for depth, line in section.lines])
                for section in decision(decided)
            ],
        )
    )


def _text(decided: Decided) -> Iterator[tuple[int, Wording]]:
    agreement, term = decided.agreement, decided.term
    yield 0, say("decision.of_agreement", title=full(agreement.title, agreement.id), version=agreement.version)
    yield 0, say("decision.says", cite=term.cite, words=full(term.says, term.id))
    for lang in agreement.authentic:
        if lang in term.says and lang not in languages():
            yield 1, say("decision.says_in", lang=lang, words=term.says[lang])
    for exemption in term.unless:
        yield 1, say("decision.exception", cite=exemption.cite, words=full(exemption.says, exemption.id))
    yield 0, say("decision.binds", names=[decided.call(name) for name in term.binds])


def _found(decided: Decided) -> Iterator[tuple[int, Wording]]:
    finding = decided.finding
    outcome, subject = finding.outcome, finding.subject
    yield 0, say(f"decision.found_{outcome.verdict}")
    names = [decided.call(name) for name in outcome.by]
    if names:
        would = outcome.verdict == "undetermined" and outcome.attribution == "established"
        yield 0, say("decision.by_would" if would else f"decision.by_{outcome.attribution}", names=names)
    place = decided.call(subject.place) if subject.place else say("findings.everywhere")
    what = say(f"decision.subject_{subject.kind}", **({"place": place} if subject.kind == "silence" else {}))
    yield 0, say("decision.about", what=what, when=period(subject.when, decided.agreement.time_zone))
    yield 0, say("decision.proposal")


def _facts(decided: Decided) -> Iterator[tuple[int, Wording]]:
    seen = {each.id: each for each in decided.facts.observations}
    watches = {each.id: each for each in decided.facts.watches}
    tallies = {each.id for each in decided.facts.tallies}
    for name in decided.finding.evidence:
        if name in seen:
            yield 0, _seen(seen[name], decided)
        elif name in watches:
            yield 0, _watched(watches[name], decided)
        else:
            yield 0, say("decision.other" if name in tallies else "decision.withheld", id=decided.cited(name))
    for name in decided.finding.notices:
        yield 0, say("findings.notice", notice=decided.cited(name))


def _seen(one: Observation, decided: Decided) -> Wording:
    what = {lang: f" ({', '.join(phrase('thing', kind)[lang] for kind in one.things)})" for lang in languages()}
    who = [decided.call(name) for name in one.by]
    return say(
        "decision.seen",
        id=decided.cited(one.id),
        observer=decided.call(one.observer),
        verb=say(f"decision.{one.verb}"),
        when=period(one.when, decided.agreement.time_zone),
        act=phrase("act", one.act),
        what=what if one.things else same(""),
        method=phrase("method", one.method),
        where=_where(one.where, decided),
        who=say("reports.names", names=who) if who else say("decision.nobody"),
    )


def _watched(one: Watch, decided: Decided) -> Wording:
    return say(
        "decision.watched",
        id=decided.cited(one.id),
        observer=decided.call(one.observer),
        when=period(one.when, decided.agreement.time_zone),
        method=phrase("method", one.method),
        where=_where(one.where, decided),
    )


def _where(region: Region, decided: Decided) -> Wording:
    """Where it was, with its error; of a bearing never where the post stands."""
    match region:
        case InPlace():
            return say("decision.where_place", place=decided.call(region.place))
        case Spot() | Disc():
            radius = region.radius_m if isinstance(region, Disc) else _CUT * region.sigma_m
            at = f"{region.at.lat_e7 / _E7:.{_SURE}f}, {region.at.lon_e7 / _E7:.{_SURE}f}"
            return say("decision.where_within", radius=radius, at=at)
        case Path():
            return say("decision.where_line", n=len(region.points), radius=_CUT * region.sigma_m)
        case Area():
            return say("decision.where_area", n=len(region.ring))
        case Sector():
            return say("decision.where_bearing", distance=region.distance_m)


def _reasons(reason: Reason, number: str, decided: Decided, depth: int) -> Iterator[tuple[int, Wording]]:
    """The questions, numbered as they hang together; the first, which is the whole, has no number of its own."""
    if number:
        named = {lang: "; ".join(decided.cited(name)[lang] for name in reason.rests_on) for lang in languages()}
        yield (
            depth,
            say(
                "decision.reason",
                number=number,
                asks=full(reason.asks, reason.id),
                answer=say(f"findings.truth_{reason.truth}"),
                rests=say("decision.rests", names=named) if reason.rests_on else same(""),
            ),
        )
    for index, part in enumerate(reason.parts, start=1):
        below = f"{number}.{index}" if number else str(index)
        yield from _reasons(part, below, decided, depth + 1 if number else 0)


def _reading(one: ReadingVerdict, decided: Decided) -> tuple[int, Wording]:
    parts = [_read(name, reading, decided) for name, reading in sorted(one.readings.items())]
    return 0, say(
        "decision.reading",
        readings=say("reports.names", names=parts),
        verdict=say(f"findings.verdict_{one.verdict}"),
    )


def _read(name: str, reading: str, decided: Decided) -> Wording:
    term = decided.agreement.open.get(name)
    says = term.readings[reading].says if term is not None and reading in term.readings else {}
    question = full(term.question, name) if term is not None else same(name)
    return say("decision.reading_of", question=question, says=full(says, reading))


def _changes(finding: Finding) -> Iterator[tuple[int, Wording]]:
    for hinge in (*finding.hinges, *finding.attribution_hinges):
        yield 0, say("decision.hinge", says=full(hinge.says, hinge.on))
    for flip in finding.flips:
        yield 0, full(flip.says, flip.open)
    if not finding.hinges and not finding.attribution_hinges:
        yield 0, say("decision.nothing")


def _parties(decided: Decided) -> Iterator[tuple[int, Wording]]:
    finding, zone = decided.finding, decided.agreement.time_zone
    for reply in finding.replies:
        words = " / ".join(reply.says.values())
        yield 0, say("findings.replied", by=decided.call(reply.by), at=moment(reply.at, zone), words=words)
    for party, accepts in sorted(finding.encoding.items()):
        position = say(f"decision.position_{accepts}")
        yield 0, say("decision.encoding", party=decided.call(party), position=position)
    for one in finding.positions:
        yield 1, full(one.says, one.id)
    if finding.final:
        yield 0, say("decision.final")
    elif finding.reply_until is not None:
        yield 0, say("findings.not_final", at=moment(finding.reply_until, zone))


def _receipt(decided: Decided) -> Iterator[tuple[int, Wording]]:
    receipt = decided.finding.receipt
    if receipt is not None:
        yield 0, say("decision.receipt_text", hash=receipt.agreement_sha256)
        if receipt.tree_size is not None:
            yield 0, say("decision.receipt_ledger", size=receipt.tree_size, root=receipt.root)
        if receipt.facts_sha256:
            yield 0, say("decision.receipt_facts", hash=receipt.facts_sha256)
        at = moment(receipt.as_of, decided.agreement.time_zone)
        yield 0, say("decision.receipt_engine", version=receipt.engine, at=at)
    yield 0, say("decision.checked")
