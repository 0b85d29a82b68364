"""The tree of the second opinion: every answer follows from those below it, and the verdict from the first two."""

from servanda.errors import IntegrityError
from servanda.records.finding import Finding, Reason

_OPPOSITE = {"true": "false", "false": "true", "unknown": "unknown"}
_PAIR = 2


def check_explanation(reason: Reason) -> None:
    """Refuse an explanation in which an answer does not follow from its parts.

    Raises IntegrityError `explanation-does-not-follow`, naming the first such node.

    >>> check_explanation(Reason(id="1", asks={"en": "Is it so?"}, truth="unknown"))
    """
    _follows(reason, "1")


def _follows(reason: Reason, path: str) -> None:
    if reason.id != path:
        raise wrong(path, f"the node '{reason.id}' stands there")
    for index, part in enumerate(reason.parts, start=1):
        _follows(part, f"{path}.{index}")
    made = _joined(reason)
    if made != reason.truth:
        raise wrong(path, f"it says {reason.truth}, but its parts ({reason.joined}) make it {made}")


def _joined(reason: Reason) -> str:
    answers = [part.truth for part in reason.parts]
    if reason.joined == "leaf":
        return reason.truth if not answers else "a leaf with parts"
    if reason.joined == "not":
        return _OPPOSITE[answers[0]] if len(answers) == 1 else "a negation of several"
    decisive, otherwise = ("false", "true") if reason.joined == "all" else ("true", "false")
    return decisive if decisive in answers else "unknown" if "unknown" in answers else otherwise


def verdict_of(finding: Finding, reason: Reason) -> str | None:
    """What force and breach, or force and kept, make together; none where they leave it open or do not decide alone."""
    if len(reason.parts) != _PAIR or reason.parts[0].assumes:
        return None
    force, answer = (part.truth for part in reason.parts)
    asks_kept = finding.watched is not None or finding.subject.kind in ("duty", "silence", "cap")
    if force == "false":
        return "not_in_force"
    if force == "unknown" or answer == "unknown":
        return None if force == "unknown" else "undetermined"
    if finding.subject.kind == "silence" or (finding.watched is not None and answer == "false"):
        return "kept" if answer == "true" else None
    return "kept" if (answer == "true") is asks_kept else "breached"


def wrong(path: str, says: str) -> IntegrityError:
    """What is raised at a node."""
    return IntegrityError("explanation-does-not-follow", f"At '{path}' {says}.", place=path)
