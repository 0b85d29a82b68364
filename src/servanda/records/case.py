"""A case: a folder a person can read, with everything recorded about some instruments."""

from typing import Literal

from servanda.records.record import Record, Wording
from servanda.records.time import Instant


class Input(Record, frozen=True, kw_only=True):
    """A file of the case in a format of the field, and how it is read."""

    file: str
    """File below the case folder."""
    reader: str
    """Name of the reader: ged, acled, firms, patrol-log."""
    received: Instant
    """When it reached the record."""
    source: str = ""
    """Source it comes from: its licence and address stand there."""
    observer: str = ""
    """Name under which whoever observed is shown; the reader's own if empty."""
    parties: dict[str, list[str]] = {}
    """Names in the file → parties of the agreements that they may stand for."""
    places: dict[str, str] = {}
    """Names in the file → places of the agreements."""


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
    base_map: str = ""
    """File of land and water below the case folder, drawn below its map; none if empty. It is no evidence."""
    judged: list[str] = []
    """Instruments whose terms are judged on the ground arm."""
    names: dict[str, Wording] = {}
    """What parties and bodies are called that no instrument of the case names."""
    inputs: list[Input] = []
    """Files in formats of the field."""
    report: Literal["daily", "mission", "account", "claims"] = "daily"
    """What is written of its ground arm: a day of incidents; a mission's days; an account of a catalogue; claims
    against claims."""
