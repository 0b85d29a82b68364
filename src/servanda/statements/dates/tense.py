"""Whether the words around a date speak of what was or of what will be: only that tells which Tuesday is meant."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from servanda.statements.dates.words import lists
from servanda.statements.sections import Sentence

_WALL = 20
"""A clause boundary counts as so many words of distance."""
_BESIDE = 5
_AWAY = 3
_BESIDE_SAYING = 3
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
    before = [place for place, token in enumerate(sentence.tokens) if token.end <= start]
    after = [place for place, token in enumerate(sentence.tokens) if token.start >= end]
    marks = _Marks(_ahead(sentence), frozenset(hit.first for hit in sentence.of("say")))
    found = [one for places in (reversed(before), iter(after)) for one in _signs(sentence, places, marks)]
    within = [one for one in found if one.distance < _WALL]
    return _agreed(within or found)


@dataclass(frozen=True, slots=True)
class _Marks:
    ahead: frozenset[int]
    """Tokens that speak of the future."""
    says: frozenset[int]
    """Verbs of saying: what is said may lie elsewhere in time."""


@dataclass(frozen=True, slots=True)
class _Sign:
    distance: int
    sign: int
    says: bool


def _agreed(found: list[_Sign]) -> int:
    """What verbs say together: *said on Tuesday* at once; else the other verbs, if they agree or one stands beside."""
    if any(one.says and one.distance <= _BESIDE_SAYING for one in found):
        return -1
    told = [one for one in found if not one.says] or found
    near = {sign: min(one.distance for one in told if one.sign == sign) for sign in {one.sign for one in told}}
    if len(near) == 1:
        return next(iter(near))
    if not near:
        return 0
    sign = min(near, key=lambda one: near[one])
    return sign if near[sign] <= _BESIDE and near[-sign] >= near[sign] + _AWAY else 0


def _signs(sentence: Sentence, places: Iterator[int], marks: _Marks) -> Iterator[_Sign]:
    """Verbs on one side of a date with their distance; behind a wall they stand in another clause."""
    distance = 0
    for place in places:
        fold = sentence.tokens[place].fold
        distance += _WALL if fold in _walls() else 1
        if distance > _FAR:
            return
        if place in marks.ahead:
            yield _Sign(distance, 1, says=False)
        elif _past(fold) and _finite(sentence, place, fold):
            yield _Sign(distance, -1, says=place in marks.says)


def _finite(sentence: Sentence, place: int, fold: str) -> bool:
    """Whether a form in -ed is the verb of its clause: not *be held*, nor *, brokered by*."""
    before = sentence.tokens[place - 1].fold if place else ""
    after = sentence.tokens[place + 1].fold if place + 1 < len(sentence.tokens) else ""
    return not fold.isascii() or not (before in {"be", ","} or after == "by")


def _ahead(sentence: Sentence) -> frozenset[int]:
    """Tokens that speak of the future: a list, an ending, and what the hedges know as a future verb."""
    words, ends, not_future = _future()
    folds = [one.fold for one in sentence.tokens]
    places = {place for place, fold in enumerate(folds) if fold in words or fold.endswith(ends)}
    places -= {place for place in places if folds[place] == "could" and folds[place + 1 : place + 2] == ["not"]}
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
