"""Decisions taken back: `undo` names another decision about the same thing, and both stay on the record."""

from collections.abc import Mapping, Sequence

from servanda.records.decision import Decision
from servanda.records.rejection import Rejection

_KIND = "decision:"


def in_force(decisions: Sequence[Decision]) -> tuple[list[Decision], list[Rejection]]:
    """Decisions that nobody took back, by time and name, and the undoings that could not be taken.

    An undoing can be taken back itself. It names its decision, so the order of arrival does not matter, even within
    one moment.
    """
    known = {one.id: one for one in sorted(decisions, key=lambda each: (each.at, each.id))}
    undoings: dict[str, list[Decision]] = {}
    rejections = []
    for one in known.values():
        if one.does == "undo":
            refused = _refusal(one, known)
            if refused is None:
                undoings.setdefault(undone(one), []).append(one)
            else:
                rejections.append(refused)
    stands: dict[str, bool] = {}
    for one in reversed(known.values()):  # an undoing is later than what it undoes, so it is settled first
        stands[one.id] = not any(stands[undo.id] for undo in undoings.get(one.id, ()))
    kept = [one for one in known.values() if stands[one.id] and one.does != "undo"]
    return kept, rejections


def undone(one: Decision) -> str:
    """Name of the decision that an undoing takes back; empty if it names none."""
    return one.others[0].removeprefix(_KIND) if len(one.others) == 1 else ""


def _refusal(one: Decision, known: Mapping[str, Decision]) -> Rejection | None:
    other = known.get(undone(one))
    if other is None or {other.about, *other.others} & {one.about} == set():
        says = f"Decision '{one.id}' takes back no known decision about '{one.about}'."
        return _rejection(one, says, "Name one decision in `others`, as decision:ID.")
    if (other.at, other.id) >= (one.at, one.id):
        says = f"Decision '{one.id}' takes back '{other.id}', which is not earlier."
        return _rejection(one, says, "Take back what was decided before.")
    return None


def _rejection(one: Decision, says: str, hint: str) -> Rejection:
    return Rejection(kind="decision", place=one.id, code="decision-undoes-nothing", says=says, hint=hint)
