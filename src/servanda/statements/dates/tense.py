"""Whether the words around a date speak of what was or of what will be: only that tells which Tuesday is meant."""

from collections.abc import Iterator
from functools import lru_cache

from servanda.statements.dates.words import lists
from servanda.statements.sections import Sentence

_WALL = 20
"""A clause boundary counts as so many words of distance."""
_FAR = 45
_PAST_ENDINGS = (
    *(
        "ав",
        "ив",
        "ув",
        "яв",
        "їв",
        "ався",
        "ився",
        "увся",
        "явся",
        "лася",
        "лось",
        "лося",
        "лися",
        "лась",
        "лись",
        "лся",
    ),
    *("ала", "ила", "ула", "яла", "іла", "ало", "ило", "уло", "яло", "іло", "али", "или", "ули", "яли", "іли", "їли"),
    *("йшла", "йшли", "йшло", "вела", "вели", "вело", "ано", "ено", "ито", "уто"),
)
_FUTURE_ENDINGS = ("тиме", "тимуть", "тиметься", "тимуться")
_SHORTEST = 4


def direction(sentence: Sentence, start: int, end: int) -> int:
    """−1 if the nearest verb speaks of the past, 1 if of the future, 0 if none says or two disagree at one distance.

    Args:
        sentence: The sentence.
        start: First code point of the date.
        end: One past its last.
    """
    ahead = _ahead(sentence)
    before = [place for place, token in enumerate(sentence.tokens) if token.end <= start]
    after = [place for place, token in enumerate(sentence.tokens) if token.start >= end]
    nearest: dict[int, int] = {}
    for places in (reversed(before), iter(after)):
        for distance, sign in _signs(sentence, places, ahead):
            nearest[distance] = nearest.get(distance, 0) + sign
    if not nearest:
        return 0
    sum_of_nearest = nearest[min(nearest)]
    return (sum_of_nearest > 0) - (sum_of_nearest < 0)


def _signs(sentence: Sentence, places: Iterator[int], ahead: frozenset[int]) -> Iterator[tuple[int, int]]:
    distance = 0
    for place in places:
        fold = sentence.tokens[place].fold
        distance += _WALL if fold in _walls() else 1
        if distance > _FAR:
            return
        if place in ahead:
            yield distance, 1
        elif _past(fold) and not (place and sentence.tokens[place - 1].fold == "be"):
            yield distance, -1


def _ahead(sentence: Sentence) -> frozenset[int]:
    """Tokens that speak of the future: a list, an ending, and what the hedges know as a future verb."""
    words, ends, not_future = _future()
    places = {place for place, one in enumerate(sentence.tokens) if one.fold in words or one.fold.endswith(ends)}
    hedged = (hit.first for hit in sentence.of("hedge:head_pr"))
    places.update(place for place in hedged if not sentence.tokens[place].fold.startswith(not_future))
    return frozenset(places)


@lru_cache(maxsize=65_536)
def _past(fold: str) -> bool:
    found = lists()
    if fold in found["not_past"] or (len(fold) < _SHORTEST and fold not in found["past_words"]):
        return False
    return fold in found["past_words"] or fold.endswith(_PAST_ENDINGS) or (fold.isascii() and fold.endswith("ed"))


@lru_cache(maxsize=1)
def _future() -> tuple[frozenset[str], tuple[str, ...], tuple[str, ...]]:
    found = lists()
    return frozenset(found["future_words"]), _FUTURE_ENDINGS, tuple(found["not_future"])


@lru_cache(maxsize=1)
def _walls() -> frozenset[str]:
    return frozenset([",", ";", ":", *lists()["walls"]])
