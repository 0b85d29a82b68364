"""Dates: words of a text → EDTF, counted from the day of publication, in Ukrainian and English; never a guess.

What may be either of two days, years or readings is a set; what hangs on another event, or on a publication date that
nobody gave, has no value and says why. A small grammar of our own: words become letters (`words`), shapes of dates are
regular expressions over those letters, so that work stays linear.

>>> from servanda.statements.sections import sentences_of
>>> text = "The leaders will meet on Friday, officials said on 5 January."
>>> [(one.value, one.problem) for one in times_of(text, sentences_of(text), "2026-01-06")]
[('2026-01-09', ''), ('2026-01-05', '')]
"""

import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache

from servanda.statements.dates import months, periods, points
from servanda.statements.dates.calendar import Published, is_publication_date, published_on
from servanda.statements.dates.expression import Problem, TimeExpression
from servanda.statements.dates.joined import combined, days_of_one_month, directed
from servanda.statements.dates.points import AFTER, DATED
from servanda.statements.dates.scene import Answer, Scene
from servanda.statements.dates.words import lists, words_of
from servanda.statements.lines import stamp_of
from servanda.statements.sections import Sentence
from servanda.statements.spans import span_between

__all__ = ["Problem", "TimeExpression", "is_publication_date", "times_of"]

_Reader = Callable[[Scene, int, int], Answer | None]
_SHAPES: tuple[tuple[re.Pattern[str], _Reader], ...] = tuple(
    (re.compile(shape), reader)
    for shape, reader in (
        (r"V", periods.vague),
        (rf"RU?D?(?:m?b?X?W)?(?:m?b?h?{DATED})?", points.relative),
        (rf"Wm?b?h?{DATED}", points.weekday_date),
        (rf"(?:dm)*d[xjtTi]do?[AM](?:u?{AFTER})?|Au?d[xjTi]d(?:m?y)?", days_of_one_month),
        (DATED, points.dated),
        (rf"Uoh?{DATED}", months.week_with),
        (rf"(?:[AM](?:u?{AFTER})?|X[AM])", months.month),
        (r"(?:y(?:Y|ku?)?|XY|r|Cm?Y?)", months.year),
        (r"[XO]?WD?", points.weekday),
        (r"XD", periods.part_of_day),
        (rf"(?:[Ss]{AFTER}?|Xs)", months.season),
        (rf"(?:qU|K)o?h?{AFTER}?", months.quarter),
        (r"(?:[dnh]?|hn)[UY]a", periods.ago),
        (r"c[dnh]?[UY]|b[dnh][UY]", periods.hence),
        (r"[bglf]?h?[OX][dn][UY]|[bglf]?h?O[UY]", periods.rolling),
        (r"g[dnh]?[UY]", periods.during),
        (r"[hV]?XU", periods.shifted),
        (r"v|e[dnq]?[UYWE]", periods.recurring),
        (r"l?[dn](?:x[dn])?[UY]|Z|[lb]h?[UY]", periods.length),
    )
)
_PART = re.compile(r"(?:E[ob]?|qHo?)h?")
_SEVERAL_DAYS = re.compile(r"d[xjtTi]d")
_LOCATED = "dyMAWFCSsEqKXO"
"""What *on*, *in*, *at* may stand before as a part of the same words."""
_WITH_ARTICLE = "CSsEqKXO"
"""The same with *the*: *in the spring*, but no *at the December 18 summit*."""
_LENGTH = re.compile(r"[dn](?:x[dn])?[UY]")
_DAY_ALONE = re.compile(DATED)
_LEADS = "ftpPw"


def times_of(text: str, sentences: Sequence[Sentence], published: str) -> list[TimeExpression]:
    """What a text says about time, in order.

    Args:
        text: The text as received.
        sentences: Its sentences, as `sections.sentences_of` gives them.
        published: EDTF date or instant of publication; empty if nobody knows it.
    """
    known = published_on(published)
    told = [_told(text, known, *one) for sentence in sentences for one in _in_sentence(sentence, known)]
    stamp = stamp_of(text)
    if stamp is None or published_on(text[slice(*stamp)]).day is None or (told and told[0].span.start < stamp[1]):
        return told
    return [TimeExpression(span=span_between(text, *stamp), kind="DATE", value=text[slice(*stamp)]), *told]


def _in_sentence(sentence: Sentence, known: Published) -> Iterator[tuple[Answer, int, int]]:
    words = words_of(sentence)
    if not words:
        return
    scene = Scene(sentence, words, "".join(one.letter for one in words), known.day)
    at = 0
    while at < len(words):
        found = _read(scene, at) if scene.letters[at] != " " else None
        if found is None:
            at += 1
            continue
        answer, first, end = found
        yield answer, words[first].start, words[end - 1].end
        at = end


def _read(scene: Scene, at: int) -> tuple[Answer, int, int] | None:
    """The expression that begins at a word, with the first and one past the last word of its span."""
    lead = scene.letters[at]
    if lead in _LEADS and not (lead == "f" and _dated_document(scene, at)):
        start = at + 1 + (scene.letters[at + 1 : at + 2] == "h")
        found = _point(scene, start) if start < len(scene.letters) else None
        if found is None or found[0].kind != "DATE":
            return None  # *after five hours*: the length is read by itself
        answer, end = found
        joined = combined(scene, lead, answer, end, _point)
        if joined is not None:
            return joined[0], at, joined[1]
        if _SEVERAL_DAYS.search(scene.letters, start, end):
            return answer, at, end
        return (directed(lead, answer), at, end) if lead != "w" else None
    found = _point(scene, at)
    if found is None:
        return None
    answer, end = found
    joined = combined(scene, "", answer, end, _point)
    answer, end = joined or (answer, end)
    return answer, _trimmed(scene, at, end), _closed(scene, at, end)


def _dated_document(scene: Scene, at: int) -> bool:
    """*Заява від 9 січня*: the day of a document, not a beginning; unless *до* or *по* makes a stretch of it."""
    found = _DAY_ALONE.match(scene.letters, at + 1)
    if found is None or scene.words[at].fold not in {"від", "от"}:
        return False
    return scene.letters[found.end() : found.end() + 1] not in {"t", "T"}


def _point(scene: Scene, at: int) -> tuple[Answer, int] | None:
    """The longest single expression that begins at a word."""
    if found := _PART.match(scene.letters, at):
        return _part(scene, at, found.end())
    return _longest(scene, at)


def _longest(scene: Scene, at: int) -> tuple[Answer, int] | None:
    for length, reader in _matches(scene.run(at)):
        if answer := reader(scene, at, at + length):
            return answer, at + length
    return None


@lru_cache(maxsize=65_536)
def _matches(run: str) -> tuple[tuple[int, _Reader], ...]:
    """Shapes that fit the beginning of a run of letters, the longest first; the same few runs come again and again."""
    found = [(match.end(), reader) for shape, reader in _SHAPES if (match := shape.match(run))]
    return tuple(sorted(found, key=lambda one: -one[0]))


def _part(scene: Scene, at: int, target_at: int) -> tuple[Answer, int] | None:
    if target_at >= len(scene.letters) or _is_verb(scene, at):
        return None
    found = _longest(scene, target_at)
    if found is None and scene.letters[target_at] in "UY":
        found = periods.bare_unit(scene, target_at), target_at + 1
    if found is None or found[0].kind != "DATE":
        return None
    answer = (periods.part if scene.letters[at] == "E" else periods.half)(scene, at, target_at, found[0])
    return (answer, found[1]) if answer else None


def _is_verb(scene: Scene, at: int) -> bool:
    """*Will end in February*, *start Monday* are no parts of a period: *end of* is, and *early in*, *mid-*."""
    fold, after = scene.words[at].fold, scene.letters[at + 1 : at + 2]
    return fold.isascii() and scene.letters[at] == "E" and after != "o" and fold not in lists()["adverbs"]


def _trimmed(scene: Scene, first: int, end: int) -> int:
    """Take in *on*, *in*, *на* before a date or a length, and leave out *the*: they change nothing."""
    while first < end - 1 and scene.words[first].fold == "the":
        first += 1
    letter, before = scene.letters[first], first - 1
    if before >= 0 and scene.words[before].fold == "на" and _LENGTH.match(scene.letters, first):
        return before
    if letter in _WITH_ARTICLE and scene.letters[before : before + 1] == "h":
        before -= 1
    located = letter in _LOCATED and before >= 0 and scene.letters[before] == "b"
    return before if located and not (letter == "d" and scene.words[before].fold == "на") else first


def _closed(scene: Scene, first: int, end: int) -> int:
    """Take in the bracket that closes one inside the span."""
    folds = [one.fold for one in scene.words[first : end + 1]]
    return end + 1 if len(folds) > end - first and folds[-1] == ")" and "(" in folds else end


def _told(text: str, known: Published, answer: Answer, start: int, end: int) -> TimeExpression:
    problem = answer.problem
    if answer.relative and not problem and known.day and not known.exact:
        problem = "publication-date-doubtful"
    return TimeExpression(
        span=span_between(text, start, end),
        kind=answer.kind,
        value=answer.value,
        duration=answer.duration,
        approx=answer.approx,
        relative=answer.relative,
        problem=problem,
    )
