"""Quotations that run over several sentences: whose words the sentences without a cue are.

`"One. Two. Three", said X`: the cue stands at the end and governs all three. `X said: "One. Two."`: it stands at the
beginning. A sentence wholly in quotation marks without a cue beside it belongs to whoever spoke in the sentence before.
"""

from collections.abc import Sequence

from servanda.statements.attribution import Attribution
from servanda.statements.sections import Sentence

_OPENING = frozenset("«“„‟")
_CLOSING = frozenset("»”")
_MARKS = _OPENING | _CLOSING | {'"'}
_LONGEST_RUN = 40
_VERBS = frozenset({"that", "inverted"})


def donors(text: str, sentences: Sequence[Sentence], cues: Sequence[Sequence[Attribution]]) -> dict[int, int]:
    """For sentences inside a quotation that say nothing of their speaker: the sentence that does.

    Returns:
        Number of a sentence → number of the sentence with the cue.
    """
    found: dict[int, int] = {}
    begin, depth, paragraph = 0, 0, -1
    for number, sentence in enumerate(sentences):
        if depth and (number - begin > _LONGEST_RUN or sentence.paragraph > paragraph + 1):
            depth = 0
        opened = depth > 0
        if not opened:
            begin, paragraph = number, sentence.paragraph
        depth = _depth(text, sentence, depth)
        if opened or depth:
            if depth == 0:
                found.update(_shared(begin, number, cues))
        elif _whole_quote(text, sentence) and not _spoken(cues[number]):
            donor = found.get(number - 1, number - 1)
            if number and _spoken(cues[donor]) and sentences[donor].paragraph >= sentence.paragraph - 1:
                found[number] = donor
    return found


def _depth(text: str, sentence: Sentence, depth: int) -> int:
    """Whether a quotation is open after a sentence; straight marks open and close in turn."""
    piece = text[sentence.start : sentence.end]
    if _MARKS.isdisjoint(piece):
        return depth
    for char in piece:
        if char in _OPENING:
            depth = 1
        elif char in _CLOSING:
            depth = 0
        elif char == '"':
            depth = 1 - depth
    return depth


def _shared(first: int, last: int, cues: Sequence[Sequence[Attribution]]) -> dict[int, int]:
    spoken = [number for number in range(first, last + 1) if _spoken(cues[number])]
    if not spoken:
        return {}
    donor = last if last in spoken else spoken[0]
    return {number: donor for number in range(first, last + 1) if number not in spoken}


def _spoken(cues: Sequence[Attribution]) -> bool:
    return any(cue.shape in _VERBS or cue.shape == "prep" for cue in cues)


def _whole_quote(text: str, sentence: Sentence) -> bool:
    first, last = text[sentence.start], text[sentence.end - 1]
    tail = text[max(sentence.start, sentence.end - 2) : sentence.end]
    return first in _OPENING | {'"'} and (last in _CLOSING | {'"'} or any(char in _CLOSING | {'"'} for char in tail))


def begins_with_quote(text: str, sentence: Sentence) -> bool:
    """Whether a title is a quotation, or opens with one and only says after a colon what it is about."""
    if text[sentence.start] not in _OPENING | {'"'}:
        return False
    closing = next((at for at in range(1, len(sentence.tokens)) if sentence.tokens[at].fold == '"'), 0)
    return closing > 0 and (closing >= len(sentence.tokens) - 2 or sentence.tokens[closing + 1].fold == ":")
