"""Where a date stands: the classes of its words, its sentence, and the day of publication."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from servanda.statements.dates.expression import Problem
from servanda.statements.dates.tense import direction
from servanda.statements.dates.words import Word
from servanda.statements.sections import Sentence

_LONGEST_RUN = 32
"""Words of the longest date."""

Kind = Literal["DATE", "DURATION", "RELATIVE", "VAGUE", "SET"]


@dataclass(frozen=True, slots=True)
class Answer:
    """What some words about time mean; fields as in `TimeExpression`."""

    value: str = ""
    kind: Kind = "DATE"
    duration: str = ""
    approx: bool = False
    relative: bool = False
    problem: Problem = ""


@dataclass(frozen=True, slots=True)
class Scene:
    """A sentence under the eyes of the grammar of dates."""

    sentence: Sentence
    words: list[Word]
    letters: str
    """One letter a word."""
    today: date | None
    """Day of publication, if it is known."""

    def values(self, letter: str, start: int, end: int) -> list[str]:
        """What the words of a class stand for, between two places."""
        return [one.value for one in self.words[start:end] if one.letter == letter]

    def first(self, letter: str, start: int, end: int) -> str:
        """What the first word of a class stands for; empty if there is none."""
        return next(iter(self.values(letter, start, end)), "")

    def tense(self, start: int, end: int) -> int:
        """Whether the nearest verb speaks of the past (−1), the future (1) or neither."""
        return direction(self.sentence, self.words[start].start, self.words[end - 1].end)

    def run(self, place: int) -> str:
        """The letters from a place to the next word without a class, no more than a date can take."""
        end = self.letters.find(" ", place, place + _LONGEST_RUN)
        return self.letters[place : end if end >= 0 else place + _LONGEST_RUN]

    def before(self, place: int) -> str:
        """Letter of the word before a place, articles left out; a space at the beginning."""
        while place > 0 and self.letters[place - 1] == "h":
            place -= 1
        return self.letters[place - 1] if place else " "

    @property
    def in_latin(self) -> bool:
        """Whether the sentence is written in Latin letters."""
        letters = [one.fold for one in self.words if one.fold.isalpha()]
        return sum(one.isascii() for one in letters) * 2 > len(letters)


def unanchored(kind: Kind = "DATE", duration: str = "") -> Answer:
    """Words that hang on a publication date nobody has given."""
    return Answer(kind=kind, duration=duration, relative=True, problem="no-publication-date")


def year_of(scene: Scene, start: int, end: int) -> tuple[int | None, bool]:
    """A year stated between two places, and whether it was counted from publication."""
    if found := scene.first("y", start, end):
        return int(found), False
    shift = scene.first("r", start, end)
    if not shift and "XY" in scene.letters[start:end]:
        shift = scene.first("X", start, end)
    if not shift:
        return None, False
    return (scene.today.year + int(shift) if scene.today else None), True
