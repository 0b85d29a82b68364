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

from servanda.statements.dates import months, periods, points
from servanda.statements.dates.calendar import Published, is_publication_date, published_on
from servanda.statements.dates.expression import Problem, TimeExpression
from servanda.statements.dates.joined import combined, days_of_one_month, directed
from servanda.statements.dates.points import AFTER, DATED
from servanda.statements.dates.scene import Answer, Scene
from servanda.statements.dates.words import words_of
from servanda.statements.sections import Sentence, stamp_of
from servanda.statements.spans import span_between

__all__ = ["Problem", "TimeExpression", "is_publication_date", "times_of"]

_Reader = Callable[[Scene, int, int], Answer | None]
_SHAPES: tuple[tuple[re.Pattern[str], _Reader], ...] = tuple(
    (re.compile(shape), reader)
    for shape, reader in (
        (r"V_*", periods.vague),
        (rf"R(?:m?b?X?W)?(?:m?b?h?{DATED})?", points.relative),
        (rf"Wm?b?h?{DATED}", points.weekday_date),
        (rf"(?:dm)*d[xjtTi]do?[AM](?:u?{AFTER})?|Au?d[xjTi]d(?:m?y)?", days_of_one_month),
        (DATED, points.dated),
        (rf"Uoh?{DATED}", months.week_with),
        (rf"(?:[AM](?:u?{AFTER})?|X[AM])", months.month),
        (r"(?:y(?:Y|ku?)?|XY|r|Cm?Y?)", months.year),
        (r"[XO]?W", points.weekday),
        (rf"(?:[Ss]{AFTER}?|Xs)", months.season),
        (rf"(?:qU|K)o?h?{AFTER}?", months.quarter),
        (r"(?:[dnh]?|hn)[UY]a", periods.ago),
        (r"c[dnh]?[UY]|b[dnh][UY]", periods.hence),
        (r"[bglf]?h?[OX][dn][UY]|[bglf]?h?O[UY]", periods.rolling),
        (r"g[dnh]?[UY]", periods.during),
        (r"h?XU", periods.shifted),
        (r"v|e[dnq]?[UYWE]", periods.recurring),
        (r"l?[dn](?:x[dn])?[UY]|Z", periods.length),
    )
)
_PART = re.compile(r"(?:E[ob]?|qHo?)h?")
_SEVERAL_DAYS = re.compile(r"d[xjtTi]d")
_COUNTED_FROM_NOW = re.compile(r"b[dnh][UY]")
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
    if lead in _LEADS:
        start = at + 1 + (scene.letters[at + 1 : at + 2] == "h")
        found = _point(scene, start) if start < len(scene.letters) else None
        if found is None:
            return None
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


def _point(scene: Scene, at: int) -> tuple[Answer, int] | None:
    """The longest single expression that begins at a word."""
    if found := _PART.match(scene.letters, at):
        return _part(scene, at, found.end())
    return _longest(scene, at)


def _longest(scene: Scene, at: int) -> tuple[Answer, int] | None:
    best: tuple[Answer, int] | None = None
    for shape, reader in _SHAPES:
        found = shape.match(scene.letters, at)
        if found and found.end() > (best[1] if best else at) and (answer := reader(scene, at, found.end())):
            best = answer, found.end()
    return best


def _part(scene: Scene, at: int, target_at: int) -> tuple[Answer, int] | None:
    if target_at >= len(scene.letters):
        return None
    found = _longest(scene, target_at)
    if found is None and scene.letters[target_at] in "UY":
        found = periods.bare_unit(scene, target_at), target_at + 1
    if found is None or found[0].kind != "DATE":
        return None
    answer = (periods.part if scene.letters[at] == "E" else periods.half)(scene, at, target_at, found[0])
    return (answer, found[1]) if answer else None


def _trimmed(scene: Scene, first: int, end: int) -> int:
    """Leave *on*, *in*, *the*, *for* out of a span where they change nothing: *in two weeks* keeps its *in*."""
    if _COUNTED_FROM_NOW.match(scene.letters, first):
        return first
    while first < end - 1 and (scene.letters[first] in "bl" or scene.words[first].fold == "the"):
        first += 1
    return first


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
