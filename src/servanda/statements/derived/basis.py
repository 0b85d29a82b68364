"""What every view rests on: which statements may feed it, when they were published, what they are about."""

from collections.abc import Iterable, Mapping, Sequence
from typing import TypeAlias

from servanda.records.source import Source
from servanda.records.statement import Statement
from servanda.statements.certainty import strength

Dates: TypeAlias = Mapping[str, str]
"""Source → EDTF date of publication; missing or empty if nobody knows it."""

_FIRM = 2
_NOWHERE = "other"
_LATEST = "~"


def dates_of(sources: Iterable[Source]) -> dict[str, str]:
    """When each source was published."""
    return {one.id: one.published for one in sources if one.published}


def feeds(one: Statement) -> bool:
    """Whether a statement may feed a derived view: its last source calls it certain or probable.

    Possible (PS), unknown (Uu) and undecided (CTu) never do.
    """
    return strength(one.certainty) >= _FIRM


def denied(one: Statement) -> bool:
    """Whether the claim says that it is not so."""
    return one.certainty.endswith("-")


def about_something(one: Statement) -> bool:
    """Whether it has an issue by which it may be held against another."""
    return one.issue not in {"", _NOWHERE}


def day_of(one: Statement, dates: Dates) -> str:
    """Date of publication of its source; empty if unknown."""
    return dates.get(one.source, "")


def newest_first(statements: Iterable[Statement], dates: Dates) -> list[Statement]:
    """The newest first; those of unknown date last; then in the order of their texts."""
    placed = sorted(statements, key=lambda one: (one.source, one.spans[0].start, one.id))
    return sorted(placed, key=lambda one: day_of(one, dates), reverse=True)


def in_time(statements: Iterable[Statement], dates: Dates) -> list[Statement]:
    """The oldest first, unknown dates last, then in the order of their texts."""
    return sorted(statements, key=lambda one: (day_of(one, dates) or _LATEST, one.source, one.spans[0].start, one.id))


def is_later(one: Statement, than: Statement, dates: Dates) -> bool:
    """Whether a statement was published after another, as far as both dates are known: 2026-01 is not after itself."""
    late, early = day_of(one, dates), day_of(than, dates)
    shared = min(len(late), len(early))
    return bool(shared) and late[:shared] > early[:shared]


def addresses(left: Statement, right: Statement) -> bool:
    """Whether two statements may be directed at each other: whoever names at whom it is directed, names the other."""
    return all(
        not one.counterparts or bool(set(one.counterparts) & set(other.actors))
        for one, other in ((left, right), (right, left))
    )


def by_id(statements: Iterable[Statement]) -> dict[str, Statement]:
    """Statements by name, in the order of names."""
    return {one.id: one for one in sorted(statements, key=lambda one: one.id)}


def firm(statements: Sequence[Statement]) -> list[Statement]:
    """Those that may feed a view, in the order of names."""
    return [one for one in by_id(statements).values() if feeds(one)]
