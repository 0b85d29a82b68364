"""A case: a folder a person can read, with everything recorded about some instruments."""

from typing import Literal

from servanda.records.record import Record, Wording
from servanda.records.time import Instant


class Case(Record, frozen=True, kw_only=True):
    """The manifest of a case, `case.yaml`."""

    id: str
    """Short stable name; of an exercise it begins with `EX-`."""
    title: Wording
    """Title in each language."""
    kind: Literal["real", "exercise"]
    """An exercise says so on every line and page."""
    agreements: list[str]
    """Folders or files of instruments, relative to the case."""
    languages: list[str]
    """Languages of its reports, in order."""
    time_zone: str
    """IANA zone in which its reports speak."""
    as_of: Instant
    """Moment for which its reports speak, unless another is asked for."""
    window_start: Instant | None = None
    """Begin of the period of the daily report; none if the case has no ground arm."""
    window_end: Instant | None = None
    """End of that period; none for the moment of the reports."""
    mission: Wording = {}
    """Who signs the daily report; empty if nobody does."""
    judged: list[str] = []
    """Instruments whose terms are judged on the ground arm."""
