"""Open terms: what the text says is unknown, question by question."""

from dataclasses import dataclass

from servanda.statements.clauses import Clause
from servanda.statements.lexicon import Hit

_SLOTS = ("role", "location", "number", "duration", "consent", "trigger")


@dataclass(frozen=True, slots=True)
class Open:
    """One question that is left open."""

    slot: str
    """Which part is open."""
    question: tuple[int, int]
    """Tokens of the question."""
    stretches: list[tuple[int, int]]
    """Tokens of the statement: the cue and the question."""


def opens_of(clause: Clause) -> list[Open]:
    """Questions governed by a word of not knowing; one with the slot `other` if no question follows."""
    found: list[Open] = []
    for cue in clause.of("hedge:unknown"):
        questions = _questions(clause, cue)
        end = _end(clause)
        if not questions:
            first = clause.first if cue.first > clause.first + 2 else cue.first
            found.append(Open("other", (first, end), [(first, end)]))
        for number, (slot, place) in enumerate(questions):
            until = questions[number + 1][1] if number + 1 < len(questions) else end
            until = _without_joint(clause, place, until)
            near = [(cue.first, until)] if number == 0 else [(cue.first, cue.last), (place, until)]
            found.append(Open(slot, (place, until), near))
    return found


def _questions(clause: Clause, cue: Hit) -> list[tuple[str, int]]:
    """Question words after a cue; a precise one hides the vague one at the same place."""
    found = {hit.first: "other" for hit in clause.of("q_other") if hit.first >= cue.last}
    for slot in _SLOTS:
        found.update({hit.first: slot for hit in clause.of(f"q_{slot}") if hit.first >= cue.last})
    precise = any(slot != "other" for slot in found.values())
    return sorted(
        ((slot, place) for place, slot in found.items() if slot != "other" or not precise), key=lambda one: one[1]
    )


def _without_joint(clause: Clause, first: int, last: int) -> int:
    """Leave out the `і`/`and` or comma that joins the next question."""
    tokens = clause.sentence.tokens
    while last - 1 > first and tokens[last - 1].fold in {"і", "й", "та", "and", "or", "чи", ","}:
        last -= 1
    return last


def _end(clause: Clause) -> int:
    last = clause.last
    while last > clause.first + 1 and not clause.sentence.tokens[last - 1].is_word:
        last -= 1
    return last
