"""A finding as a reasoned decision: text, facts, questions with their answers, what is found, what would change it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from servanda.records.finding import Finding, ReadingVerdict, Reason
from servanda.records.record import Wording
from servanda.reports.decided import Decided
from servanda.reports.decision_facts import facts_of
from servanda.reports.decision_reasons import reasons_of
from servanda.reports.formats import capital, full, inner, moment, period, same
from servanda.reports.templating import environment, hash_of, style
from servanda.wording import languages, say


@dataclass(frozen=True)
class Section:
    """A heading and its paragraphs, each with how deep it stands."""

    heading: Wording
    lines: Sequence[tuple[int, Wording]]


def title_of(decided: Decided) -> Wording:
    """The heading of a decision: instrument, place in the text, verdict and attribution in one line."""
    finding, title = decided.finding, full(decided.agreement.title, decided.agreement.id)
    names = [decided.call(name) for name in finding.outcome.by]
    return say(
        "decision.title",
        agreement=title,
        cite=decided.term.cite,
        verdict=say(f"findings.verdict_{finding.outcome.verdict}"),
        who=say(f"findings.attribution_{finding.outcome.attribution}", names=names),
    )


def decision(decided: Decided) -> list[Section]:
    """The sections of a decision, in order; those with nothing to say are left out."""
    made = (
        ("decision", _found(decided)),
        ("text", _text(decided)),
        ("facts", facts_of(decided)),
        ("reasons", reasons_of(decided.reason, decided, 0)),
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
    proper = [name for name, party in sorted(agreement.parties.items()) if party.role == "party"]
    yield 0, say("decision.between", names=[decided.call(name) for name in proper])
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
    return say("decision.reading_of", question=question, says=inner(full(says, reading)))


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
        yield 0, capital(say("findings.replied", by=decided.call(reply.by), at=moment(reply.at, zone), words=words))
    for party, accepts in sorted(finding.encoding.items()):
        position = say(f"decision.position_{accepts}")
        yield 0, say("decision.encoding", party=decided.call(party), position=position)
    for one in finding.positions:
        yield 1, full(one.says, one.id)
    if finding.final:
        yield 0, say("decision.final")
    elif finding.reply_until is not None:
        yield 0, capital(say("findings.not_final", at=moment(finding.reply_until, zone)))


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
    leaves = _leaves(decided.reason)
    if decided.trusted:
        names = [each.partition(".")[2] for each in decided.trusted]
        again = leaves - len(names)
        yield 0, say("decision.checked_some", again=again, all=leaves, names=names)
    else:
        yield 0, say("decision.checked_all", all=leaves)
    if decided.finding.subject.kind == "silence":
        yield 0, say("decision.checked_silence")
    yield 0, say("decision.by_hand")


def _leaves(reason: Reason) -> int:
    return (reason.claim is not None) + sum(_leaves(part) for part in reason.parts)
