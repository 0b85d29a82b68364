"""Statements for people: who says what through whom, how certainly; who waits for whom and for what; what is open."""

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Sequence

from servanda.records.statement import Statement
from servanda.statements.certainty import strength
from servanda.statements.gist import certainty_word, issue_name, link_name, name_of, named
from servanda.statements.hardening import hardened
from servanda.statements.voices import channels, conflicts
from servanda.statements.waiting import orders
from servanda.wording import say

_WIDE = 16


def summary(text: str, statements: Sequence[Statement], lang: str) -> str:
    """Lines about statements in one language, aligned and readable aloud; ends with a newline.

    Args:
        text: The text they were read from, for counting what is firmer than its words.
        statements: The statements, in the order of the text.
        lang: `uk` or `en`.
    """
    parts = [
        [_total(text, statements, lang)],
        _block("head-says", _sayings(statements, lang), lang),
        _block("head-waits", _waits(statements, lang), lang),
        _block("head-positions", _odds(statements, lang), lang),
        _block("head-open", _opens(statements, lang), lang),
        _block("head-orders", _once(line[lang] for line in orders(text, statements)), lang),
        _block("head-voices", _voices(statements, lang), lang),
    ]
    return "\n".join("\n".join(part) for part in parts if part) + "\n"


def _block(head: str, lines: list[str], lang: str) -> list[str]:
    return ["", say(f"statements.{head}")[lang], *(f"  {line}" for line in lines)] if lines else []


def _total(text: str, statements: Sequence[Statement], lang: str) -> str:
    firm = [strength(one.certainty) for one in statements]
    return say(
        "statements.total",
        n=len(statements),
        certain=firm.count(3),
        probable=firm.count(2),
        possible=firm.count(1),
        unknown=firm.count(0),
        hardened=len(hardened(text, statements)),
    )[lang]


def _sayings(statements: Sequence[Statement], lang: str) -> list[str]:
    """Statements under the chain that vouches for them, chains in order of first appearance."""
    groups: dict[str, list[Statement]] = defaultdict(list)
    for one in statements:
        groups[" ← ".join(link_name(link)[lang] for link in one.chain)].append(one)
    lines = []
    for chain, said in groups.items():
        lines.append(chain)
        lines += [f"  {_padded(certainty_word(one.certainty)[lang])}{one.says[lang]}" for one in said]
    return lines


def _waits(statements: Sequence[Statement], lang: str) -> list[str]:
    lines = []
    for one in statements:
        if one.frame != "awaited_signal":
            continue
        line = say(
            "statements.waits",
            actors=named(one.actors),
            towards=named(one.counterparts),
            issue=issue_name(one.issue),
        )[lang]
        tail = say("statements.only-headline")[lang] if one.headline_only else ""
        lines.append(f"{line} ({tail})" if tail else line)
    return lines


def _odds(statements: Sequence[Statement], lang: str) -> list[str]:
    known = {one.id: one for one in statements}
    return _once(
        say(
            "statements.odds",
            issue=issue_name(known[left].issue),
            left=[name_of(party) for party in known[left].actors],
            right=[name_of(party) for party in known[right].actors],
        )[lang]
        for left, right in conflicts(statements)
    )


def _opens(statements: Sequence[Statement], lang: str) -> list[str]:
    return _once(
        f"{issue_name(one.issue)[lang]}: {say(f'statements.slot-{one.slot}')[lang]}"
        for one in statements
        if one.frame in {"open_term", "open_issue"}
    )


def _voices(statements: Sequence[Statement], lang: str) -> list[str]:
    """For each issue assessed by somebody: how many speak, through how many channels."""
    assessed = [one for one in statements if one.frame == "assessment"]
    if not assessed:
        return []
    voices = channels(assessed)
    count = say("statements.voices-count", speakers=len(voices.speakers), channels=len(voices.channels))[lang]
    return [
        f"{count}; {say('statements.original-unseen')[lang]}" if all(len(one.chain) > 1 for one in assessed) else count
    ]


def _once(lines: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(lines))


def _padded(word: str) -> str:
    wide = sum(0 if unicodedata.combining(char) else 1 for char in word)
    return word + " " * max(1, _WIDE - 4 - wide)
