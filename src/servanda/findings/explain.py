"""Explanations: the same questions that were decided, with the answer of each."""

from collections.abc import Iterator, Mapping

import msgspec

from servanda.findings.question import Question
from servanda.logic import Expression, Truth, given, kleene, truth_of, variables_of
from servanda.records.finding import Reason
from servanda.wording import say

Chosen = dict[str, str]


def reason_of(question: Question, *, path: str = "1", chosen: Chosen | None = None) -> Reason:
    """The explanation of a question, node by node.

    Where the parts alone leave an answer open and it still holds under every alternative, the node is split by one
    unknown: each case is explained, and all of them agree. Cost: at worst one copy of the tree for each combination
    of the unknowns that a split needs, in practice the authors.

    Args:
        question: What was decided.
        path: Name of this node within the explanation.
        chosen: Unknowns that are settled on this branch.
    """
    here = chosen or {}
    expression = given(question.expression(), here)
    plain, full = kleene(expression), truth_of(expression)
    if plain is not full:
        return _by_cases(question, expression, full, path=path, chosen=here)
    return Reason(
        id=path,
        asks=question.asks,
        truth=full.value,
        cite=question.cite,
        says=question.says,
        rests_on=list(question.rests_on),
        claim=question.claim,
        parts=[
            reason_of(part, path=f"{path}.{index}", chosen=here) for index, part in enumerate(question.parts, start=1)
        ],
        joined=question.joined,
    )


def _by_cases(question: Question, expression: Expression, truth: Truth, *, path: str, chosen: Chosen) -> Reason:
    """The same answer under every alternative of one unknown: all cases hold, or none does."""
    variable = min(variables_of(expression).values())
    cases = [
        Reason(
            id=f"{path}.{index}",
            asks=say("findings.asks_case", option=option),
            truth=truth.value,
            joined="all",
            assumes={variable.name: option},
            parts=[reason_of(question, path=f"{path}.{index}.1", chosen={**chosen, variable.name: option})],
        )
        for index, option in enumerate(variable.options, start=1)
    ]
    return Reason(
        id=path,
        asks=question.asks,
        truth=truth.value,
        cite=question.cite,
        says=question.says,
        parts=cases,
        joined="all" if truth is Truth.TRUE else "any",
    )


def with_entries(reason: Reason, entries: Mapping[str, int]) -> Reason:
    """The same explanation with the entry of the ledger that holds each fact.

    Args:
        reason: An explanation.
        entries: Name of a fact → index of its entry; names that are not there stay as they are.
    """
    found = {name: entries[name] for name in reason.rests_on if name in entries}
    return msgspec.structs.replace(reason, entries=found, parts=[with_entries(part, entries) for part in reason.parts])


def facts_used(reason: Reason) -> Iterator[str]:
    """The names that an explanation rests on, each as often as it is used."""
    yield from reason.rests_on
    for part in reason.parts:
        yield from facts_used(part)
