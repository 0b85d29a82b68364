"""What would decide what is undetermined: by what it hangs on, alone or together; and under each reading."""

from collections import Counter
from collections.abc import Iterable, Sequence

from servanda.reports.account_judged import Alike, Counts, Key
from servanda.reports.outcomes import VERDICTS

_UNDETERMINED = "undetermined"


def undetermined(alike: Iterable[Alike]) -> list[Alike]:
    """Those that are undetermined."""
    return [one for one in alike if one.verdict == _UNDETERMINED]


def by_keys(alike: Iterable[Alike]) -> list[tuple[tuple[Key, ...], int]]:
    """How many hang on each set of unknowns, the most first: to settle them together decides them for certain."""
    counts: Counter[tuple[Key, ...]] = Counter()
    for one in undetermined(alike):
        counts[tuple(sorted(one.keys))] += one.number
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))


def open_terms(alike: Iterable[Alike]) -> list[tuple[str, str]]:
    """Instrument and open term on which anything hangs, sorted."""
    return sorted(
        {(one.agreement, on) for one in undetermined(alike) for cause, on in one.keys if cause == "open_term"}
    )


def by_reading(alike: Iterable[Alike], agreement: str, open_term: str) -> list[tuple[str, Counts]]:
    """Verdicts of what hangs on an open term, if it alone were settled by each reading.

    Decided is what has one verdict under every combination of the other open terms.
    """
    hanging = [
        one for one in undetermined(alike) if one.agreement == agreement and ("open_term", open_term) in one.keys
    ]
    readings = sorted(
        {read for one in hanging for _, under in one.readings for name, read in under if name == open_term}
    )
    return [(reading, _settled(hanging, (open_term, reading))) for reading in readings]


def _settled(hanging: Sequence[Alike], settled: tuple[str, str]) -> Counts:
    counts = dict.fromkeys(VERDICTS, 0)
    for one in hanging:
        reached = {verdict for verdict, under in one.readings if settled in under} or {_UNDETERMINED}
        counts[reached.pop() if len(reached) == 1 else _UNDETERMINED] += one.number
    return [counts[verdict] for verdict in VERDICTS]


def breaches(alike: Iterable[Alike]) -> tuple[int, int]:
    """Breaches, and how many of them have an established responsible party."""
    found = [one for one in alike if one.verdict == "breached"]
    return sum(one.number for one in found), sum(one.number for one in found if one.attribution == "established")
