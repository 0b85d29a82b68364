"""Terms: who is bound, from when, with which proof and consequence; exceptions; tables."""

from collections.abc import Iterator
from itertools import combinations

from servanda.agreements.scope import Lint, Path, Scope
from servanda.records.agreement import Agreement, Thing
from servanda.records.term import Exemption, Row, Term

_NO_END = 10**9


def terms(scope: Scope) -> Iterator[Lint]:
    """What is missing or doubtful in a term."""
    for number, term in enumerate(scope.agreement.terms):
        path: Path = ("terms", number)
        yield from _bound(scope, path, term)
        if term.must_not is not None or term.must is not None or term.at_most is not None:
            yield from _judged(scope, path, term)
        yield from _duty(scope, path, term)
        yield from _exemptions(scope, path, term)
        yield from _table(scope, path, term)


def _bound(scope: Scope, path: Path, term: Term) -> Iterator[Lint]:
    if not term.binds:
        yield scope.error("binds-nobody", path, name=term.id)
    parties = scope.agreement.parties
    for number, name in enumerate(term.binds):
        party = parties.get(name)
        if party is not None and party.consents == "no":
            yield scope.warning("bound-without-consent", (*path, "binds", number), name=name)
        if party is not None and party.role == "monitor":
            yield scope.error("monitor-bound", (*path, "binds", number), name=name)
    yield from bloc_and_member(scope, (*path, "binds"), term.binds)


def bloc_and_member(scope: Scope, path: Path, names: list[str]) -> Iterator[Lint]:
    """A bloc and one of its members side by side are the same state counted twice."""
    for name in names:
        party = scope.agreement.parties.get(name)
        for member in party.members if party is not None else []:
            if member in names:
                yield scope.warning("bloc-and-member", path, bloc=name, member=member)


def _judged(scope: Scope, path: Path, term: Term) -> Iterator[Lint]:
    if scope.agreement.status == "does_not_exist":
        yield scope.warning("judged-without-text", path, name=term.id)
    if (term.must_not is not None or term.at_most is not None) and term.during is None:
        yield scope.error("prohibition-without-during", path, name=term.id)
    if not term.proof:
        yield scope.error("proof-missing", path, name=term.id)
    if term.must is None and not term.on_breach and not term.no_consequence:
        yield scope.error("consequence-missing", path, name=term.id)
    if term.on_breach and term.no_consequence:
        yield scope.error("consequence-both", path, name=term.id)


def _duty(scope: Scope, path: Path, term: Term) -> Iterator[Lint]:
    if term.must is not None and bool(term.must.if_late) == bool(term.must.if_late_none):
        yield scope.error("duty-late-branch", (*path, "must"), name=term.id)
    if term.must is not None and term.must.if_done and term.must.if_done == term.must.if_late:
        yield scope.error("duty-branches-alike", (*path, "must", "if_done"), name=term.id, procedure=term.must.if_done)
    if term.must is not None and term.must.if_late_none and _timeless(scope, term.must.done_by):
        yield scope.warning("duty-dead-letter", (*path, "must"), name=term.id)


def _exemptions(scope: Scope, path: Path, term: Term) -> Iterator[Lint]:
    if term.unless and term.must_not is None and term.at_most is None:
        yield scope.error("exemption-without-target", (*path, "unless"), name=term.id)
    for (first, left), (second, right) in combinations(enumerate(term.unless), 2):
        if left.when == right.when and left.permits != right.permits:
            yield scope.error("exemptions-disagree", (*path, "unless", second), first=first, **_ids(left, right))


def _ids(left: Exemption, right: Exemption) -> dict[str, object]:
    return {"left": left.id, "right": right.id}


def _table(scope: Scope, path: Path, term: Term) -> Iterator[Lint]:
    if term.table and term.where is not None and term.where.nearer_than is not None:
        yield scope.error("table-and-distance", path, name=term.id)
    for number, row in enumerate(term.table):
        if row.binds not in term.binds:
            yield scope.error("row-not-bound", (*path, "table", number, "binds"), name=row.binds, term=term.id)
    for (first, left), (second, right) in combinations(enumerate(term.table), 2):
        row_path = (*path, "table", second)
        if (left.binds, left.thing, left.to, left.in_) == (right.binds, right.thing, right.to, right.in_):
            yield scope.error("row-duplicate", row_path, first=first, thing=right.thing)
        elif term.at_most is None and _overlap(scope.agreement, left, right):
            yield scope.warning("row-overlap", row_path, first=first, left=left.thing, right=right.thing)


def _overlap(agreement: Agreement, left: Row, right: Row) -> bool:
    one, other = agreement.things.get(left.thing), agreement.things.get(right.thing)
    if one is None or other is None or (left.binds, left.to) != (right.binds, right.to):
        return False
    if set(one.named) & set(other.named):
        return True
    alike = bool(set(one.is_) & set(other.is_))
    return alike and _meet(_calibres(one), _calibres(other)) and _meet(_ranges(one), _ranges(other))


def _meet(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] <= other[1] and other[0] <= one[1]


def _calibres(thing: Thing) -> tuple[int, int]:
    return _span(thing.calibre_min_mm, thing.calibre_max_mm)


def _ranges(thing: Thing) -> tuple[int, int]:
    return _span(thing.range_min_m, thing.range_max_m)


def _span(low: int | None, high: int | None) -> tuple[int, int]:
    return (0 if low is None else low), (_NO_END if high is None else high)


def _timeless(scope: Scope, clock: str) -> bool:
    """Whether nobody holds any moment for a clock: the text leaves it open and there is no reading."""
    known = scope.agreement.clocks.get(clock)
    left_open = scope.agreement.open.get(known.open) if known is not None and known.open else None
    return left_open is not None and not left_open.readings
