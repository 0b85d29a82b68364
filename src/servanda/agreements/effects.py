"""Effects of versions: each ends after it begins, two of one instrument do not overlap, and who replaces says when."""

from collections.abc import Iterator
from datetime import UTC, datetime

from servanda.agreements.scope import Lint, Path, Scope
from servanda.errors import InputError
from servanda.logic import Calendar, Days, moment_of
from servanda.records.agreement import Agreement

_LATE = datetime(2199, 12, 31, tzinfo=UTC)
"""After everything: a stated moment is the same whenever one looks."""


def effects(scope: Scope) -> Iterator[Lint]:
    """Effects that end before they begin, that overlap, and replacements of which nobody knows since when."""
    own = scope.agreement
    if _clocks_known(own):
        start, end = _exact(own)
        if start is not None and end is not None and end <= start:
            yield scope.error("effect-reversed", ("effect",), start=start.isoformat(), end=end.isoformat())
        for other in scope.instruments.get(own.id, []):
            if other.version < own.version and _clocks_known(other) and _overlap(own, other):
                yield scope.error("effects-overlap", ("effect",), other=other.version, version=own.version)
    yield from _replacing(scope)


def _replacing(scope: Scope) -> Iterator[Lint]:
    """A text that replaces one whose effect is stated, without an effect of its own."""
    for number, relation in enumerate(scope.agreement.relations):
        name, _, version = relation.to.partition("@")
        texts = [one for one in scope.instruments.get(name, []) if version in ("", one.version)]
        stated = any(one.effect is not None for one in texts)
        if relation.kind == "replaces" and scope.agreement.effect is None and stated:
            path: Path = ("relations", number)
            yield scope.warning("replaces-without-effect", path, name=relation.to)


def _clocks_known(agreement: Agreement) -> bool:
    effect = agreement.effect
    return effect is not None and {effect.from_, effect.until or effect.from_} <= set(agreement.clocks)


def _overlap(one: Agreement, other: Agreement) -> bool:
    """Whether both certainly have effect at some moment, and neither says that it takes the place of the other."""
    if _replaces(one, other) or _replaces(other, one):
        return False
    return _certainly_before_the_end(one, other) and _certainly_before_the_end(other, one)


def _certainly_before_the_end(one: Agreement, other: Agreement) -> bool:
    """Whether one certainly takes effect before the other ceases to have any."""
    start, end = _exact(one)[0], _exact(other)[1]
    if end is None:
        return start is not None and not _ends(other)
    return start is not None and start < end


def _ends(agreement: Agreement) -> bool:
    return agreement.effect is not None and bool(agreement.effect.until)


def _replaces(later: Agreement, earlier: Agreement) -> bool:
    names = {earlier.id, f"{earlier.id}@{earlier.version}"}
    return any(relation.kind == "replaces" and relation.to in names for relation in later.relations)


def _exact(agreement: Agreement) -> tuple[datetime | None, datetime | None]:
    """Begin and end of an effect as far as they are stated moments."""
    effect = agreement.effect
    if effect is None:
        return None, None
    calendar = Calendar(clocks=agreement.clocks, as_of=_LATE, open=agreement.open, days=Days.of(agreement))
    return _moment(effect.from_, calendar), _moment(effect.until, calendar) if effect.until else None


def _moment(clock: str, calendar: Calendar) -> datetime | None:
    try:
        moments = moment_of(clock, calendar)
    except InputError:  # clocks that go round or wait for nothing are named by the checks of clocks
        return None
    return moments[0].latest if len(moments) == 1 and moments[0].earliest == moments[0].latest else None
