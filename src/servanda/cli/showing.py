"""Answers about commitments as tables for people."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, get_args

import msgspec

from servanda.cli.naming import Called
from servanda.cli.tables import Cell, Table
from servanda.cli.weighing import Weak
from servanda.commitments import Label, Register, Release, Rung, View, Why, rung, stand
from servanda.commitments.explain import Awaited, Explanation
from servanda.records.commitment import Commitment
from servanda.records.plan import Plan
from servanda.records.record import Wording
from servanda.wording import languages, say


def head(*columns: str) -> list[Wording]:
    """Heads of columns, by their names in the catalogue."""
    return [say(f"doors.head-{column}") for column in columns]


def in_words(group: str, value: str) -> Wording:
    """A value of a closed list in words, such as a label or a rung."""
    return say(f"doors.{group}-{value}")


def joined(names: Sequence[str | Wording], between: str = ", ") -> Wording:
    """Several names in one cell."""
    return {lang: between.join(one[lang] if isinstance(one, dict) else one for one in names) for lang in languages()}


def amount(value: object) -> Cell:
    """An amount, or the words for one that nobody stated."""
    return value if isinstance(value, int) else say("doors.amount-unquantified")


def in_plan(table: Mapping[str, Wording], name: str) -> Wording:
    """A function, sector or phase in the words of the plan; its name where the plan has none."""
    return {lang: table.get(name, {}).get(lang, name) for lang in languages()}


def listed_commitments(commitments: Sequence[Commitment], plan: Plan | None, called: Called) -> Table:
    """Who promised what."""
    functions, sectors = (plan.functions, plan.sectors) if plan is not None else ({}, {})
    rows: list[list[Cell]] = [
        [
            one.id,
            in_words("kind", one.kind),
            called.party(one.provider),
            in_plan(functions, one.function),
            amount(one.quantity),
            one.unit,
            joined([in_plan(sectors, sector) for sector in one.sectors])
            if isinstance(one.sectors, list)
            else in_words("place", one.sectors),
        ]
        for one in commitments
    ]
    return Table(head("commitment", "kind", "provider", "function", "amount", "unit", "sectors"), rows)


def counted(commitments: Sequence[Commitment]) -> Wording:
    """How many are on record, in a sentence."""
    refusals = sum(one.kind == "refusal" for one in commitments)
    unsaid = sum(one.kind == "promise" and one.quantity == "unquantified" for one in commitments)
    return say("doors.counted", n=len(commitments) - refusals, refusals=refusals, unsaid=unsaid)


@dataclass(frozen=True)
class Labelled:
    """How a commitment stands, without the reasons."""

    commitment: str
    """Which."""
    provider: str
    """Whose."""
    label: Label
    """How it stands."""
    rung: Rung
    """How firm it is."""


def labelled(register: Register, view: View) -> list[Labelled]:
    """How every commitment stands, by name."""
    labels = stand(register, view)
    return [Labelled(one.id, one.provider, labels[one.id], rung(one, view.as_of)) for one in register.commitments]


def counts_of(stood: Sequence[Why] | Sequence[Labelled]) -> dict[str, int]:
    """How many stand in which way."""
    return {label: sum(one.label == label for one in stood) for label in get_args(Label)}


def labels_counted(counts: Mapping[str, int]) -> Wording:
    """The same in the words of the tables."""
    said = [say("doors.label-count", label=in_words("label", label), n=n) for label, n in counts.items()]
    return {lang: "; ".join(one[lang] for one in said) for lang in languages()}


def stood_table(found: Sequence[Why] | Sequence[Labelled], called: Called) -> Table:
    """How each promise stands, and why if that was asked."""
    rows: list[list[Cell]] = [
        [
            one.commitment,
            called.party(one.provider),
            in_words("label", one.label),
            in_words("rung", one.rung),
            *([one.says] if isinstance(one, Why) else []),
        ]
        for one in found
    ]
    reasons = ["why"] if any(isinstance(one, Why) for one in found) else []
    return Table(head("commitment", "provider", "label", "rung", *reasons), rows)


def explained(reasons: Sequence[Explanation], called: Called) -> list[Table]:
    """How each stands, what is awaited, and the circles."""
    rings = sorted({one.circle for one in reasons if one.circle})
    felled: list[list[Cell]] = [
        [one.why.commitment, joined([joined(called.parties(some)) for some in one.withdrawals.sets if some], "; ")]
        for one in reasons
        if one.withdrawals and any(one.withdrawals.sets)
    ]
    return [
        stood_table([one.why for one in reasons], called),
        _awaited(reasons, called),
        Table(head("circle"), [[joined(ring)] for ring in rings]),
        Table(head("commitment", "felled-by"), felled),
    ]


def _awaited(reasons: Sequence[Explanation], called: Called) -> Table:
    """One row for each thing that is awaited, with all that wait for it."""
    rows: list[list[Cell]] = []
    for fact, names in waiting_for(reasons):
        rows.append([fact.says, joined(called.parties(fact.from_whom)), _releases(fact, names), joined(names)])
    return Table(head("awaited", "from-whom", "releases", "waiting"), rows)


def _releases(fact: Awaited, names: Sequence[str]) -> Wording:
    """What a fact alone would release, in as few names as those that wait for it allow."""
    others = [name for name in names if name not in fact.releases]
    if len(names) < len(fact.releases) + len(others) or len(others) >= len(fact.releases) or len(names) == 1:
        return joined(fact.releases)
    return say("doors.releases-but", names=joined(others)) if others else say("doors.releases-all")


def waiting_for(reasons: Sequence[Explanation]) -> list[tuple[Awaited, list[str]]]:
    """What is awaited, each once, and the promises that wait for it."""
    facts = {fact.fact: fact for one in reasons for fact in one.awaited}
    return [
        (fact, [one.why.commitment for one in reasons if any(name == fact.fact for name in _facts(one))])
        for fact in facts.values()
    ]


def _facts(one: Explanation) -> list[str]:
    return [fact.fact for fact in one.awaited]


def awaited_says(fact: Awaited, called: Called) -> Wording:
    """What is awaited, from whom, and what it alone would release, in a sentence."""
    whom = called.parties(fact.from_whom)
    begins = say("doors.awaited-from", what=fact.says, whom=whom) if whom else say("doors.awaited", what=fact.says)
    then = say("doors.awaited-releases", releases=fact.releases) if fact.releases else say("doors.awaited-not-enough")
    return {lang: f"{begins[lang]} {then[lang]}" for lang in languages()}


def circle_says(providers: Sequence[str], commitments: Sequence[str], called: Called) -> Wording:
    """A circle in words, with the names of its parties."""
    named = called.parties(providers)
    if len(providers) > 1:
        return say("commitments.circle", providers=named, commitments=commitments)
    return say("commitments.circle-of-one", providers=named, commitments=commitments)


def waited(
    circles: Sequence[Mapping[str, Any]], edges: Sequence[Mapping[str, Any]], register: Register, called: Called
) -> list[Table]:
    """Circles, and who waits for whom."""
    rows: list[list[Cell]] = [
        [
            called.party(edge["who"]),
            called.party(edge["for_whom"]) if edge["for_whom"] else "",
            in_words("via", edge["via"]),
            _item(register, edge["item"]),
            edge["commitment"],
        ]
        for edge in edges
    ]
    return [
        Table(head("circle"), [[joined(circle["commitments"])] for circle in circles]),
        Table(head("who-waits", "for-whom", "via", "awaited", "commitment"), rows),
    ]


def _item(register: Register, item: str) -> Wording:
    """An event in words; a promise by its name."""
    event = register.event_by_id.get(item)
    return {lang: (event.says.get(lang) if event is not None else "") or item for lang in languages()}


def released(releases: Sequence[Release], called: Called) -> Table:
    """What an event would do."""
    rows: list[list[Cell]] = [
        [
            one.reading,
            one.commitment,
            called.party(one.provider),
            in_words("label", one.before),
            in_words("label", one.after),
            one.says,
        ]
        for one in releases
    ]
    return Table(head("reading", "commitment", "provider", "before", "after", "why"), rows)


def weak(groups: Sequence[Weak]) -> Table:
    """What is weak: one row for each weakness, with all that it concerns."""
    rows: list[list[Cell]] = [
        [in_words("severity", one.severity), one.says, one.hint, joined(one.places)] for one in groups
    ]
    return Table(head("severity", "weakness", "mend", "where"), rows)


def tagged(kind: str, record: object) -> dict[str, Any]:
    """A record with its kind, for answers that mix several."""
    return {"kind": kind, **msgspec.to_builtins(record)}
