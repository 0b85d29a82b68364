"""A second opinion on explanations: recomputes every node from its parts, and knows nothing of how they were made.

It shares no code with the evaluator on purpose. It checks that every answer follows from the answers below it and
that nodes are named by their path; whether the leaves are true is what their evidence must show.
"""

from servanda.errors import IntegrityError
from servanda.records.finding import Reason


def check_explanation(reason: Reason) -> None:
    """Refuse an explanation in which an answer does not follow from its parts.

    Raises:
        IntegrityError: `explanation-does-not-follow`, naming the first such node.

    >>> check_explanation(Reason(id="1", asks={"en": "Is it so?"}, truth="unknown"))
    """
    _check(reason, "1")


def _check(reason: Reason, path: str) -> None:
    if reason.id != path:
        raise IntegrityError("explanation-does-not-follow", f"The node '{reason.id}' stands at '{path}'.", place=path)
    for index, part in enumerate(reason.parts, start=1):
        _check(part, f"{path}.{index}")
    follows = _following(reason)
    if follows != reason.truth:
        says = f"The node '{path}' says {reason.truth}, but its parts ({reason.joined}) make it {follows}."
        raise IntegrityError("explanation-does-not-follow", says, place=path)


def _following(reason: Reason) -> str:
    """What the parts make of a node; a leaf stands for itself and has none."""
    answers = [part.truth for part in reason.parts]
    if reason.joined == "leaf":
        return reason.truth if not answers else "a leaf with parts"
    if reason.joined == "not":
        opposite = {"true": "false", "false": "true", "unknown": "unknown"}
        return opposite[answers[0]] if len(answers) == 1 else "a negation of several"
    decisive, otherwise = ("false", "true") if reason.joined == "all" else ("true", "false")
    if decisive in answers:
        return decisive
    return "unknown" if "unknown" in answers else otherwise
