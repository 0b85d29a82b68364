"""Relations: instruments point to instruments that exist, and never backwards in time."""

from collections.abc import Iterator

from servanda.agreements.scope import Lint, Path, Scope
from servanda.records.agreement import Relation


def relations(scope: Scope) -> Iterator[Lint]:
    """Relations to nothing, to itself, or to a later text."""
    for number, relation in enumerate(scope.agreement.relations):
        path: Path = ("relations", number, "to")
        if relation.kind == "needs_consent_of":
            if relation.to not in scope.agreement.parties:
                known = ", ".join(sorted(scope.agreement.parties)) or "—"
                yield scope.error("unknown-party", path, name=relation.to, known=known)
        else:
            yield from _instrument(scope, path, relation)


def _instrument(scope: Scope, path: Path, relation: Relation) -> Iterator[Lint]:
    name, _, version = relation.to.partition("@")
    versions = [text.version for text in scope.instruments.get(name, []) if version in ("", text.version)]
    own = scope.agreement
    if name == own.id and version in ("", own.version):
        yield scope.error("relation-to-itself", path, name=relation.to)
    elif not versions:
        known = ", ".join(sorted(scope.instruments))
        yield scope.error("unknown-instrument", path, name=relation.to, known=known)
    elif relation.kind in ("replaces", "drafted_from") and min(versions) > own.version:
        yield scope.error("replaces-later", path, name=relation.to, later=min(versions), version=own.version)
