"""The chain in a dozen lines for a terminal: read, wait, rehearse, exercise, due, verify, open.

Everything is computed from dossiers; a line of an exercise says EXERCISE, one of a rehearsal HYPOTHETICAL.
"""

import textwrap
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from servanda.coverage import Closure
from servanda.records.response import Response
from servanda.reports.dossier import Dossier
from servanda.reports.summary_ground import due_lines, ground_lines
from servanda.reports.summary_plan import plan_lines
from servanda.reports.summary_records import record_lines
from servanda.reports.summary_words import read_lines, rehearsal_lines, wait_lines
from servanda.wording import say

_HEAD = 11
_LEFT = 31
_WIDTH = 100
_NONE: Mapping[str, Sequence[Closure]] = MappingProxyType({})


@dataclass(frozen=True, kw_only=True)
class Verified:
    """What `ledger verify` answered."""

    ok: int
    """Ledgers that are what was signed."""
    of: int
    """Ledgers verified."""
    refused_at: str = ""
    """Where a deliberately damaged copy was refused; empty if none was tried."""


@dataclass(frozen=True, kw_only=True)
class Beside:
    """What is shown beside the dossiers."""

    rehearsals: Sequence[Response] = ()
    """Hypothetical responses of the first case."""
    closures: Mapping[str, Sequence[Closure]] = field(default_factory=lambda: _NONE)
    """Case → what would close the gap of its plan."""
    verified: Verified | None = None
    """What verifying the ledgers gave."""
    written: Sequence[str] = ()
    """Names of the files that were written."""


_NOTHING = Beside()


def summary(dossiers: Sequence[Dossier], beside: Beside = _NOTHING, *, lang: str = "en") -> list[str]:
    """Lines of at most 100 columns for people at a terminal.

    Args:
        dossiers: The cases, in the order in which they are to be shown.
        beside: Rehearsals, closures, verified ledgers and files.
        lang: Language of the lines.
    """
    lines: list[str] = []
    real = [dossier for dossier in dossiers if not dossier.is_exercise]
    for dossier in real:
        lines += _block("read", read_lines(dossier, lang), lang)
        lines += _block("wait", wait_lines(dossier, lang), lang)
    for dossier in real:
        lines += _block("records", record_lines(dossier, lang), lang)
    zone = real[0].case.time_zone if real else "UTC"
    lines += _block("rehearse", rehearsal_lines(beside.rehearsals, zone, lang), lang)
    for dossier in dossiers:
        if dossier.is_exercise:
            lines += _exercise(dossier, beside.closures.get(dossier.case.id, ()), lang)
    lines += _block("verify", _verify(beside.verified, lang), lang)
    return lines + _block("open", iter([("  ".join(beside.written), "")] if beside.written else []), lang)


def _exercise(dossier: Dossier, closures: Sequence[Closure], lang: str) -> list[str]:
    stamp = say("reports.exercise")[lang]
    lines: list[str] = []
    found = [*read_lines(dossier, lang), *wait_lines(dossier, lang), *plan_lines(dossier, closures, lang)]
    for left, right in [*found, *ground_lines(dossier, lang)]:
        lines += _row(stamp, left, right)
    due = [(f"{stamp}: {left}", right) for left, right in due_lines(dossier, lang)]
    return lines + _block("due", iter(due), lang)


def _block(head: str, rows: Iterator[tuple[str, str]], lang: str) -> list[str]:
    lines: list[str] = []
    for number, (left, right) in enumerate(rows):
        lines += _row("" if number else say(f"reports.line-{head}")[lang], left, right)
    return lines


def _row(head: str, left: str, right: str) -> list[str]:
    """One row; what does not fit goes on below, in its own column."""
    if not right:
        parts = textwrap.wrap(left, _WIDTH - _HEAD, break_on_hyphens=False) or [""]
        return [f"{head if not number else '':<{_HEAD}}{part}".rstrip() for number, part in enumerate(parts)]
    lefts = textwrap.wrap(left, _LEFT - 2, break_on_hyphens=False) or [""]
    rights = textwrap.wrap(right, _WIDTH - _HEAD - _LEFT, break_on_hyphens=False) or [""]
    lines = []
    for number in range(max(len(lefts), len(rights))):
        one = lefts[number] if number < len(lefts) else ""
        other = rights[number] if number < len(rights) else ""
        lines.append(f"{head if not number else '':<{_HEAD}}{one:<{_LEFT}}{other}".rstrip())
    return lines


def _verify(verified: Verified | None, lang: str) -> Iterator[tuple[str, str]]:
    if verified is None:
        return
    left = say("reports.line-ledgers", ok=verified.ok, of=verified.of)[lang]
    right = say("reports.line-flipped", place=verified.refused_at)[lang] if verified.refused_at else ""
    yield left, right
