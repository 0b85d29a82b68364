"""Open terms: what the text says is unknown, question by question."""

from dataclasses import dataclass

from servanda.statements.clauses import Clause
from servanda.statements.lexicon import Hit

_SLOTS = ("actor", "role", "location", "number", "amount", "duration", "date", "consent", "trigger")


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
    end = _end(clause)
    for cue in _cues(clause):
        questions = _questions(clause, cue)
        if not questions:
            found.append(Open(_before(clause, cue), (clause.first, end), [(clause.first, end)]))
        for number, (slot, place) in enumerate(questions):
            until = questions[number + 1][1] if number + 1 < len(questions) else end
            until = _without_joint(clause, place, until)
            near = [(cue.first, until)] if number == 0 else [(cue.first, cue.last), (place, until)]
            found.append(Open(slot, (place, until), near))
    return found


def _before(clause: Clause, cue: Hit) -> str:
    """`Хто стежитиме, документ не визначає`, `no date has been set`: what is open stands before the cue or in it."""
    found = [(hit.first, slot) for slot in _SLOTS for hit in clause.of(f"q_{slot}") if hit.first < cue.last]
    return max(found)[1] if found else "other"


def _cues(clause: Clause) -> list[Hit]:
    """Words of not knowing; a second one inside the question of the first adds nothing."""
    cues = clause.of("hedge:unknown")
    words = [at for at in range(clause.first, clause.last) if clause.sentence.tokens[at].is_word][:1]
    if not cues and words and clause.sentence.tokens[words[0]].fold == "чи":
        return [Hit("hedge:unknown", "", words[0], words[0] + 1)]
    return cues[:1]


def _questions(clause: Clause, cue: Hit) -> list[tuple[str, int]]:
    """Question words after a cue; a precise one hides the vague one at the same place."""
    found = {hit.first: "other" for hit in clause.of("q_other") if hit.first >= cue.first}
    for slot in _SLOTS:
        found.update({hit.first: slot for hit in clause.of(f"q_{slot}") if hit.first >= cue.first})
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
