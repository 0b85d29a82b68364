"""Answers about commitments as tables for people."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec

from servanda.cli.tables import Cell, Table
from servanda.commitments import Label, Register, Release, Rung, View, Why, rung, stand
from servanda.commitments.explain import Explanation
from servanda.records.commitment import Commitment
from servanda.records.record import Wording
from servanda.wording import languages, say


def head(*columns: str) -> list[Wording]:
    """Heads of columns, by their names in the catalogue."""
    return [say(f"doors.head-{column}") for column in columns]


def in_words(group: str, value: str) -> Wording:
    """A value of a closed list in words, such as a label or a rung."""
    return say(f"doors.{group}-{value}")


def joined(names: Sequence[str | Wording]) -> Wording:
    """Several names in one cell."""
    return {lang: ", ".join(one[lang] if isinstance(one, dict) else one for one in names) for lang in languages()}


def amount(value: object) -> Cell:
    """An amount, or the words for one that nobody stated."""
    return value if isinstance(value, int) else say("doors.amount-unquantified")


def listed_commitments(commitments: Sequence[Commitment]) -> Table:
    """Who promised what."""
    rows: list[list[Cell]] = [
        [
            one.id,
            in_words("kind", one.kind),
            one.provider,
            one.function,
            amount(one.quantity),
            one.unit,
            joined(one.sectors) if isinstance(one.sectors, list) else in_words("place", one.sectors),
        ]
        for one in commitments
    ]
    return Table(head("commitment", "kind", "provider", "function", "amount", "unit", "sectors"), rows)


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


def stood_table(found: Sequence[Why] | Sequence[Labelled]) -> Table:
    """How each promise stands, and why if that was asked."""
    rows: list[list[Cell]] = [
        [
            one.commitment,
            one.provider,
            in_words("label", one.label),
            in_words("rung", one.rung),
            *([one.says] if isinstance(one, Why) else []),
        ]
        for one in found
    ]
    reasons = ["why"] if any(isinstance(one, Why) for one in found) else []
    return Table(head("commitment", "provider", "label", "rung", *reasons), rows)


def explained(reasons: Sequence[Explanation]) -> list[Table]:
    """How each stands, what each waits for, and the circles."""
    awaited: list[list[Cell]] = [
        [one.why.commitment, fact.says, joined(fact.from_whom), joined(fact.releases)]
        for one in reasons
        for fact in one.awaited
    ]
    rings = sorted({one.circle for one in reasons if one.circle})
    felled: list[list[Cell]] = [
        [one.why.commitment, joined(some)]
        for one in reasons
        if one.withdrawals
        for some in one.withdrawals.sets
        if some
    ]
    return [
        stood_table([one.why for one in reasons]),
        Table(head("commitment", "awaited", "from-whom", "releases"), awaited),
        Table(head("circle"), [[joined(ring)] for ring in rings]),
        Table(head("commitment", "felled-by"), felled),
    ]


def waited(circles: Sequence[Mapping[str, Any]], edges: Sequence[Mapping[str, Any]]) -> list[Table]:
    """Circles, and who waits for whom."""
    rows: list[list[Cell]] = [
        [edge["who"], edge["for_whom"], in_words("via", edge["via"]), edge["item"], edge["commitment"]]
        for edge in edges
    ]
    return [
        Table(head("circle"), [[joined(circle["commitments"])] for circle in circles]),
        Table(head("who-waits", "for-whom", "via", "awaited", "commitment"), rows),
    ]


def released(releases: Sequence[Release]) -> Table:
    """What an event would do."""
    rows: list[list[Cell]] = [
        [
            one.reading,
            one.commitment,
            one.provider,
            in_words("label", one.before),
            in_words("label", one.after),
            one.says,
        ]
        for one in releases
    ]
    return Table(head("reading", "commitment", "provider", "before", "after", "why"), rows)


def weak(lints: Sequence[Mapping[str, Any]]) -> Table:
    """What is weak."""
    rows: list[list[Cell]] = [
        [in_words("severity", one["severity"]), one["place"], one["says"], one["hint"]] for one in lints
    ]
    return Table(head("severity", "where", "weakness", "mend"), rows)


def tagged(kind: str, record: object) -> dict[str, Any]:
    """A record with its kind, for answers that mix several."""
    return {"kind": kind, **msgspec.to_builtins(record)}
