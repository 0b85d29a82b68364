"""Whether the words around a date speak of what was or of what will be: only that tells which Tuesday is meant."""

from collections.abc import Iterator
from functools import lru_cache

from servanda.statements.dates.words import lists
from servanda.statements.sections import Sentence

_WALL = 20
"""A clause boundary counts as so many words of distance."""
_BESIDE = 5
_AWAY = 3
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
    """−1 if the nearest verb speaks of the past, 1 if of the future, 0 if none says or verbs disagree.

    Args:
        sentence: The sentence.
        start: First code point of the date.
        end: One past its last.
    """
    ahead = _ahead(sentence)
    before = [place for place, token in enumerate(sentence.tokens) if token.end <= start]
    after = [place for place, token in enumerate(sentence.tokens) if token.start >= end]
    found = [one for places in (reversed(before), iter(after)) for one in _signs(sentence, places, ahead)]
    within = [(distance, sign) for distance, sign in found if distance < _WALL]
    return _agreed(within) if within else _agreed(found)


def _agreed(found: list[tuple[int, int]]) -> int:
    """What verbs say together: one sign, or a verb right beside the date while the other sign stands well away."""
    near = {sign: min(distance for distance, other in found if other == sign) for sign in {sign for _, sign in found}}
    if len(near) == 1:
        return next(iter(near))
    if not near:
        return 0
    sign = min(near, key=lambda one: near[one])
    return sign if near[sign] <= _BESIDE and near[-sign] >= near[sign] + _AWAY else 0


def _signs(sentence: Sentence, places: Iterator[int], ahead: frozenset[int]) -> Iterator[tuple[int, int]]:
    """Distance and sign of the verbs on one side of a date; behind a wall they stand in another clause."""
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
