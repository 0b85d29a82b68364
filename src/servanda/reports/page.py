"""The parts that pages are made of: sentences, tables and cards, all with their support."""

from dataclasses import dataclass

from servanda.records.record import Wording
from servanda.reports.citations import Line


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """Verdict and attribution, which never travel alone."""

    verdict: str
    attribution: str
    says: Wording
    by: Wording


@dataclass(frozen=True, kw_only=True)
class Row:
    """One line of a table."""

    cells: tuple[Line, ...]
    anchor: str = ""
    outcome: Outcome | None = None


@dataclass(frozen=True, kw_only=True)
class Table:
    """A table with its heads.

    Attributes:
        title: Its caption.
        heads: One for each column.
        rows: Its lines.
        rest: Further lines that had no room on the sheet; they follow it.
        wide: Whether it needs the whole width of a screen.
        widths: Columns in per cent; empty to leave them to the browser.
        first: Whether it gets twice the room of the others.
        whole: Whether it stands on the sheet with all its rows.
    """

    title: Wording
    heads: tuple[Wording, ...]
    rows: tuple[Row, ...]
    rest: tuple[Row, ...] = ()
    wide: bool = False
    widths: tuple[int, ...] = ()
    first: bool = False
    whole: bool = False


@dataclass(frozen=True, kw_only=True)
class Piece:
    """The part of a bar that one verdict takes."""

    verdict: str
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, kw_only=True)
class Label:
    """Words or a number in a drawing."""

    x: float
    y: float
    says: Wording
    place: str = "start"


@dataclass(frozen=True, kw_only=True)
class Bars:
    """A drawing of counts.

    Attributes:
        anchor: Its name on the page.
        title: What it shows.
        says: The same in a sentence with the totals, for those who cannot see it.
        height: Its height; it is 960 wide.
        pieces: The parts of the bars.
        rules: Heights of horizontal lines.
        labels: Words and numbers.
        table: Every figure of it; none if the page has them in a table of its own.
    """

    anchor: str
    title: Wording
    says: Wording
    height: float
    pieces: tuple[Piece, ...]
    rules: tuple[float, ...] = ()
    labels: tuple[Label, ...] = ()
    table: Table | None = None
    width: float = 960.0


@dataclass(frozen=True, kw_only=True)
class Card:
    """One finding or response: a title, its outcome, sentences, tables."""

    anchor: str
    title: Line
    outcome: Outcome | None = None
    lines: tuple[Line, ...] = ()
    tables: tuple[Table, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Part:
    """One section of a page."""

    anchor: str
    title: Wording
    lines: tuple[Line, ...] = ()
    tables: tuple[Table, ...] = ()
    cards: tuple[Card, ...] = ()
    diagram: bool = False
    charts: tuple[Bars, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Page:
    """One page in every language, before it is drawn.

    Attributes:
        stem: Name of its file without language and ending.
        kind: Which kind of page: its line above the title, its look.
        title: Its heading.
        parts: Its sections.
        facts: Lines below the heading, name and value, before those of every page.
        signed: Further lines, after the moment it speaks for.
        links: Other pages of the same report: stem and label.
    """

    stem: str
    kind: str
    title: Wording
    parts: tuple[Part, ...]
    facts: tuple[tuple[Wording, Wording], ...] = ()
    signed: tuple[tuple[Wording, Wording], ...] = ()
    links: tuple[tuple[str, Wording], ...] = ()
