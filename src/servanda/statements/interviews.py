"""Interviews: lines that open with a dash take turns, question and answer; answers are the words of who is interviewed.

A text is read so only if at least two such lines end in a question mark. Who is interviewed is the first person whom
the text names before the first question; if it names nobody, nothing is given to anybody.
"""

from collections.abc import Sequence

from servanda.statements.cast import is_person
from servanda.statements.sections import Sentence

_FEWEST = 2
_DASHES = frozenset("-–—")


def answers_of(text: str, sentences: Sequence[Sentence]) -> dict[int, str]:
    """Number of each sentence of an answer → entity of who is interviewed; empty for other texts."""
    lines: dict[int, list[int]] = {}
    for number, sentence in enumerate(sentences):
        lines.setdefault(sentence.paragraph, []).append(number)
    turns = [numbers for numbers in lines.values() if text[sentences[numbers[0]].start] in _DASHES]
    asked = [numbers for numbers in turns if text[sentences[numbers[-1]].end - 1] == "?"]
    if len(asked) < _FEWEST:
        return {}
    who = _interviewed(sentences[: turns[0][0]])
    given: dict[int, str] = {}
    answering = False
    for numbers in turns if who else []:
        answering = not answering and numbers is not turns[0]
        if answering:
            given.update(dict.fromkeys(numbers, who))
    return given


def _interviewed(sentences: Sequence[Sentence]) -> str:
    below = [sentence for sentence in sentences if sentence.section != "headline"]
    named = [hit.value for sentence in below for hit in sentence.of("local")]
    return next((one for one in named if (one.startswith("named:") and " " in one) or is_person(one)), "")
