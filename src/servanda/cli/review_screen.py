"""What a reviewer sees of one proposal: the text left, the proposal right; or both in lines that can be read aloud."""

import textwrap
import unicodedata
from itertools import zip_longest

from servanda.cli.terminal import shown
from servanda.runs.reviewing import Pending
from servanda.statements import certainty_word, issue_name, link_name
from servanda.wording import say

NARROWEST = 80
"""Columns from which text and proposal stand side by side."""
_GUTTER = " │ "
_LONGEST = 1_200
"""Characters of words that are shown; the rest is counted."""


def heading(one: Pending, place: tuple[int, int], lang: str) -> str:
    """Which proposal it is, of how many, and what counts of it."""
    number, of = place
    state = say(f"review.state-{one.state or 'undecided'}")[lang]
    section = say(f"review.section-{one.statement.section}")[lang]
    return shown(f"[{number}/{of}] {one.statement.source} · {section} · {state}")


def card(one: Pending, lang: str) -> list[str]:
    """The proposal in lines: what it says, how certainly, by whom, why the rule thinks so."""
    said = one.statement
    lines = [said.says.get(lang) or said.frame, _line("certainty", certainty_word(said.certainty)[lang], lang)]
    lines += [_line("inside", certainty_word(event.certainty)[lang], lang) for event in said.embedded]
    lines.append(_line("chain", " ← ".join(link_name(link)[lang] for link in said.chain), lang))
    if said.issue and said.issue != "other":
        lines.append(_line("issue", issue_name(said.issue)[lang], lang))
    lines.append(_line("rule", f"{said.rule} · {said.score // 10_000} %", lang))
    if said.headline_only:
        lines.append(say("review.headline-only")[lang])
    return [shown(line) for line in lines]


def words(one: Pending, lang: str) -> str:
    """The text with the words of the proposal between marks; what cannot be shown is said."""
    if not one.text:
        first = one.statement.spans[0]
        return say("review.no-text", start=first.start, end=one.statement.spans[-1].end, hash=first.sha256[:12])[lang]
    before, own, after = one.words
    left_out = max(0, len(own) - _LONGEST)
    own = own[:_LONGEST] + (say("review.more", n=left_out)[lang] if left_out else "")
    return shown(" ".join(f"{before}⟦{own}⟧{after}".split()))


def screen(one: Pending, place: tuple[int, int], width: int, lang: str) -> str:
    """One proposal for a terminal of some width; narrower than 80 columns one below the other."""
    head = heading(one, place, lang)
    if width < NARROWEST:
        return "\n".join([head, "", *_wrapped(words(one, lang), width), "", *_card(one, width, lang)])
    left = (width - len(_GUTTER)) // 2
    right = width - len(_GUTTER) - left
    rows = zip_longest(_wrapped(words(one, lang), left), _card(one, right, lang), fillvalue="")
    body = [f"{_padded(text, left)}{_GUTTER}{said}".rstrip() for text, said in rows]
    return "\n".join([head, "─" * width, *body])


def spoken(one: Pending, place: tuple[int, int], lang: str) -> str:
    """One proposal in lines of a sentence each, for a screen reader, a pipe and a log."""
    text = f"{say('review.text')[lang]}: {words(one, lang)}"
    return "\n".join([heading(one, place, lang), text, *card(one, lang)])


def _line(key: str, value: str, lang: str) -> str:
    return f"{say(f'review.{key}')[lang]}: {value}"


def _card(one: Pending, width: int, lang: str) -> list[str]:
    return [part for line in card(one, lang) for part in _wrapped(line, width)]


def _wrapped(text: str, width: int) -> list[str]:
    """Lines no wider than a width; a character that a terminal draws twice as wide counts twice."""
    lines: list[str] = []
    for line in textwrap.wrap(text, width, break_on_hyphens=False) or [""]:
        while _columns(line) > width:
            cut = next(at for at in range(len(line), 0, -1) if _columns(line[:at]) <= width)
            lines.append(line[:cut])
            line = line[cut:]  # noqa: PLW2901 - the rest of it
        lines.append(line)
    return lines


def _padded(text: str, width: int) -> str:
    return text + " " * (width - _columns(text))


def _columns(text: str) -> int:
    wide = sum(unicodedata.east_asian_width(char) in "WF" for char in text)
    unseen = sum(unicodedata.combining(char) != 0 or unicodedata.category(char) == "Cf" for char in text)
    return len(text) + wide - unseen
