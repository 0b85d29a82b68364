"""Quotes of an annotation → places in the text: an annotator writes the exact words, never an offset.

`"words"@2` in the YAML source means their second occurrence, `"words"@*` all of them; a quote that occurs more than
once and does not say which is an error, unless exactly one occurrence lies within the stretch that encloses it.
"""

import difflib
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

Place = tuple[int, int]
"""Half-open stretch of code points."""

_COUNTED = re.compile(
    r"""(?P<before>^|[\s\[{,(])(?P<quote>"(?:[^"\\\n]|\\.)*"|'(?:[^'\n]|'')*')@(?P<which>\d+|\*)""", re.MULTILINE
)
_WHICH = re.compile(r"^(?P<words>.+)@(?P<which>\d+|\*)$", re.DOTALL)
_SHOWN = 60


def counted(source: str) -> str:
    """The YAML source with each occurrence mark inside its quotation marks, where YAML can read it.

    >>> counted('at: "Paris"@2')
    'at: "Paris@2"'
    """
    return _COUNTED.sub(
        lambda found: f"{found['before']}{found['quote'][:-1]}@{found['which']}{found['quote'][-1]}", source
    )


@dataclass(slots=True)
class Quotes:
    """A text to find quotes in; what is wrong is gathered, so that an annotator sees every fault at once."""

    text: str
    """The exact text."""
    faults: list[str] = field(default_factory=list)
    """What could not be found, one sentence each."""

    def places(self, quote: object, where: str, within: Sequence[Place] = ()) -> list[Place]:
        """Places of a quote, of a list of quotes, or none where there is no quote.

        Args:
            quote: The words, with an occurrence mark or without; or a list of them.
            where: What asks, for the fault.
            within: Stretches that enclose it, narrow ones first, to settle which occurrence is meant.
        """
        if quote is None:
            return []
        if isinstance(quote, list):
            return [place for one in quote for place in self.places(one, where, within)]
        return self._places(str(quote), where, within)

    def place(self, quote: object, where: str, within: Sequence[Place] = ()) -> Place | None:
        """The one place of a quote."""
        found = self.places(quote, where, within)
        if len(found) > 1:
            self.faults.append(f"{where}: one quote is wanted, {len(found)} places are given.")
        return found[0] if found else None

    def _places(self, quote: str, where: str, within: Sequence[Place]) -> list[Place]:
        found = occurrences(self.text, quote)
        marked = _WHICH.match(quote)
        if not found and marked:
            return self._chosen(marked["words"], marked["which"], where)
        if not found:
            self.faults.append(f"{where}: {_shown(quote)} is not in the text.{nearest(self.text, quote)}")
            return []
        inside = _inside(found, within)
        if len(found) > 1 and len(inside) != 1:
            self.faults.append(
                f"{where}: {_shown(quote)} occurs {len(found)} times: say which ({_listed(self.text, found)})."
            )
            return []
        return inside if len(found) > 1 else found

    def _chosen(self, words: str, which: str, where: str) -> list[Place]:
        found = occurrences(self.text, words)
        if not found:
            self.faults.append(f"{where}: {_shown(words)} is not in the text.{nearest(self.text, words)}")
            return []
        if which == "*":
            return found
        if not 1 <= int(which) <= len(found):
            self.faults.append(
                f"{where}: {_shown(words)} occurs {len(found)} times, and occurrence {which} is asked for."
            )
            return []
        return [found[int(which) - 1]]


def _inside(found: Sequence[Place], within: Sequence[Place]) -> list[Place]:
    """The one occurrence inside the first stretches that hold exactly one; none if none do."""
    for number in range(1, len(within) + 1):
        inside = [one for one in found if any(start <= one[0] and one[1] <= end for start, end in within[:number])]
        if len(inside) == 1:
            return inside
    return []


def occurrences(text: str, words: str) -> list[Place]:
    """Every place of some words, in order: case matters; inside a longer word only where there is no other place."""
    found = []
    at = text.find(words) if words else -1
    while at >= 0:
        found.append((at, at + len(words)))
        at = text.find(words, at + 1)
    return [one for one in found if _whole(text, one)] or found


def nearest(text: str, quote: str) -> str:
    """The stretch that looks most like a quote, as a sentence for the fault; empty if nothing looks like it."""
    size = len(quote)
    best, place = 0.0, 0
    matcher = difflib.SequenceMatcher(autojunk=False)
    matcher.set_seq2(quote.lower())
    for start in _starts(text):
        matcher.set_seq1(text[start : start + size].lower())
        if matcher.real_quick_ratio() > best and matcher.quick_ratio() > best and (ratio := matcher.ratio()) > best:
            best, place = ratio, start
    return f" Nearest: {_shown(text[place : place + size])} at {place}." if best > 1 / 2 else ""


def _starts(text: str) -> list[int]:
    return [match.start() for match in re.finditer(r"\S+", text)]


def _whole(text: str, place: Place) -> bool:
    """Whether a stretch begins and ends with whole words."""
    start, end = place
    cut_before = start > 0 and text[start - 1].isalnum() and text[start].isalnum()
    cut_after = end < len(text) and text[end].isalnum() and text[end - 1].isalnum()
    return not cut_before and not cut_after


def _shown(words: str) -> str:
    short = words if len(words) <= _SHOWN else f"{words[:_SHOWN]}…"
    return f"“{short}”".replace("\n", "⏎")


def _listed(text: str, found: Sequence[Place]) -> str:
    return "; ".join(
        f"@{number} …{text[max(0, start - 15) : end + 15]}…".replace("\n", "⏎")
        for number, (start, end) in enumerate(found[:6], 1)
    )
