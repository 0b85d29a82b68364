"""What the signals that a text says are awaited would mean for the promises on record, in words.

Proposals never change the record: this answers *what if they were accepted*, and says so.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from servanda.commitments import Release
from servanda.records.commitment import Event
from servanda.records.record import Wording
from servanda.records.statement import Statement
from servanda.runs.stages import Promises
from servanda.statements import name_of
from servanda.wording import say


def meaning(proposals: Sequence[Statement], promises: Promises) -> list[tuple[int, Wording]]:
    """Indented lines: which event of the register an awaited signal is, and what it would release.

    Args:
        proposals: Statements read from one text.
        promises: The register and how it stands.

    Returns:
        Depth and sentence of each line.
    """
    awaited = sorted({tuple(one.counterparts) for one in proposals if one.frame == "awaited_signal"})
    return [line for whom in awaited for line in _signal(whom, promises)]


def _signal(whom: tuple[str, ...], promises: Promises) -> Iterator[tuple[int, Wording]]:
    events = [one for one in promises.register.events if one.is_signal and set(one.decided_by) & set(whom)]
    parties = [name_of(party) for party in whom]
    if not events:
        yield 0, say("runs.signal-unknown", whom=parties)
    for event in events:
        yield 0, say("runs.signal", whom=parties, event=event.says, name=event.id)
        by_reading: defaultdict[str, list[Release]] = defaultdict(list)
        for one in promises.released:
            if one.event == event.id:
                by_reading[one.reading].append(one)
        for reading in sorted(by_reading):
            yield from _reading(reading, by_reading[reading], promises, event)


def _reading(reading: str, releases: list[Release], promises: Promises, event: Event) -> Iterator[tuple[int, Wording]]:
    names = [one.commitment for one in releases]
    says = _says(reading, releases, promises)
    yield 1, say("runs.reading-waits", reading=reading, says=says, n=len(names), names=names)
    freed = [one.commitment for one in releases if one.released]
    yield 2, say("runs.released", names=freed) if freed else say("runs.released-none")
    needed = sorted({fact for one in releases for group in one.still_needs.sets for fact in group} - {event.id})
    if needed:
        known = promises.register.event_by_id
        yield 2, say("runs.still-needed", names=[known[fact].says if fact in known else fact for fact in needed])


def _says(reading: str, releases: list[Release], promises: Promises) -> Wording:
    """What a reading holds, in the words of the register; its name where the register has none."""
    told = [
        known.says
        for one in releases
        for known in promises.register.by_id[one.commitment].readings
        if known.id == reading
    ]
    return told[0] if told else say("runs.reading-recorded")
