"""Quotes → exact places: where in a window of a text the words stand that somebody gives back from memory.

Three steps, from strict to lenient: the same characters; the same words whatever the apostrophes, quotation marks,
dashes and spaces; the same words in another inflection. A quote that stands in the window more than once is taken where
its neighbour is nearest; in another inflection it must stand there once. What fits nowhere has no place.
"""

from collections.abc import Sequence

from servanda.statements.reading import Token, tokens_of

_FEWEST_INFLECTED = 3
"""Words a quote needs before another inflection of them may be taken for it."""
_KEPT = 4
"""Letters of a word that inflection leaves alone."""
_ENDING = 3
"""Letters at its end that inflection may change."""
LONGEST_QUOTE = 2_000
"""Characters; a longer quote is no quote but a copy of the text."""


def align(text: str, quote: str, window: tuple[int, int], near: int) -> tuple[int, int] | None:
    """Where a quote stands.

    Cost is linear in the window for the first two steps, and window × quote words for the last.

    Args:
        text: The text as received.
        quote: The words, as somebody gave them back.
        window: First and one past the last code point that may hold them.
        near: Code point near which they should stand.

    Returns:
        First and one past the last code point, or none.
    """
    if not quote.strip() or len(quote) > LONGEST_QUOTE:
        return None
    return _same(text, quote.strip(), window, near) or _alike(text, quote, window, near)


def _same(text: str, quote: str, window: tuple[int, int], near: int) -> tuple[int, int] | None:
    places = []
    at = text.find(quote, *window)
    while at >= 0:
        places.append(at)
        at = text.find(quote, at + 1, window[1])
    whole = [place for place in places if _whole(text, place, place + len(quote))]
    best = min(whole, key=lambda place: (abs(place - near), place), default=None)
    return None if best is None else (best, best + len(quote))


def _whole(text: str, start: int, end: int) -> bool:
    """Whether a stretch begins and ends between words: `сила` does not stand in `насилання`."""
    before = start > 0 and text[start - 1].isalnum() and text[start].isalnum()
    after = end < len(text) and text[end - 1].isalnum() and text[end].isalnum()
    return not before and not after


def _alike(text: str, quote: str, window: tuple[int, int], near: int) -> tuple[int, int] | None:
    """The same words, then the same words inflected; marks do not count."""
    there = [token for token in tokens_of(text, *window) if token.is_word]
    asked = [token.fold for token in tokens_of(quote, 0, len(quote)) if token.is_word]
    if not asked or len(asked) > len(there):
        return None
    exact = _runs(there, asked, inflected=False)
    if exact:
        first = min(exact, key=lambda place: (abs(there[place].start - near), place))
        return there[first].start, there[first + len(asked) - 1].end
    runs = _runs(there, asked, inflected=True) if len(asked) >= _FEWEST_INFLECTED else []
    if len(runs) != 1:
        return None
    return there[runs[0]].start, there[runs[0] + len(asked) - 1].end


def _runs(there: Sequence[Token], asked: Sequence[str], *, inflected: bool) -> list[int]:
    return [
        place
        for place in range(len(there) - len(asked) + 1)
        if all(_fits(there[place + step].fold, word, inflected=inflected) for step, word in enumerate(asked))
    ]


def _fits(word: str, asked: str, *, inflected: bool) -> bool:
    """The same word; inflected, one that differs in its last letters only. Figures never differ."""
    if word == asked or not inflected:
        return word == asked
    stem = max(_KEPT, min(len(word), len(asked)) - _ENDING)
    return word[:stem] == asked[:stem] and min(len(word), len(asked)) >= stem and word.isalpha() and asked.isalpha()
