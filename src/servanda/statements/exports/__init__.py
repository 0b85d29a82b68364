"""Accepted statements for other tools: FollowTheMoney, W3C Web Annotation, PLOVER, tables, Discourse Network Analyzer.

In: accepted statements with their sources and the texts at hand. Out: one text in the asked form. Words are quoted only
from texts that are ours; unnamed sources are never made into entities; what no form can say (a chain, a certainty) goes
into its notes, so that a claim is never taken for a fact.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from servanda.statements.exports.annotations import annotations
from servanda.statements.exports.ftm import entities
from servanda.statements.exports.known import Exported
from servanda.statements.exports.plover import codes
from servanda.statements.exports.tables import discourse, table

_BY_FORM: Mapping[str, Callable[[Exported], str]] = MappingProxyType(
    {"ftm": entities, "annotations": annotations, "plover": codes, "csv": table, "dna": discourse}
)
FORMS: tuple[str, ...] = tuple(_BY_FORM)
"""Forms that statements are exported in."""


def export(known: Exported, form: str) -> str:
    """Accepted statements in one of `FORMS`; ends with a newline unless there is nothing to say."""
    return _BY_FORM[form](known)


__all__ = ["FORMS", "Exported", "annotations", "codes", "discourse", "entities", "export", "table"]
