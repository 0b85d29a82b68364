"""The patrol log, defined once: its columns and the words its cells may choose from.

Template, form and reader are made from it. Titles, hints and labels stand in the catalogue, in every language.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from servanda.records.agreement import Agreement
from servanda.records.record import Wording
from servanda.wording import say

CODE_ENDS = " · "
"""Between the code of a choice and its label, in cells of lists that an agreement gives."""

OWN = "own:"
"""Before such a code in a form, whose cells hold no labels."""


@dataclass(frozen=True, kw_only=True)
class Column:
    """One column of the log."""

    name: str
    width: int
    choices: str = ""
    several: bool = False
    """Whether several choices may stand in one cell, with `/` between them."""

    @property
    def title(self) -> Wording:
        """Its heading."""
        return say(f"patrol.column.{self.name}")

    @property
    def hint(self) -> Wording:
        """How it is filled in."""
        return say(f"patrol.hint.{self.name}")


COLUMNS: tuple[Column, ...] = (
    Column(name="what", width=24, choices="what"),
    Column(name="observer", width=18),
    Column(name="day", width=13),
    Column(name="from", width=9),
    Column(name="to", width=9),
    Column(name="day_to", width=15),
    Column(name="post", width=18),
    Column(name="lat", width=13),
    Column(name="lon", width=13),
    Column(name="mgrs", width=20),
    Column(name="bearing", width=11),
    Column(name="compass", width=20, choices="compass"),
    Column(name="north", width=18, choices="north"),
    Column(name="declination", width=15),
    Column(name="distance", width=12),
    Column(name="place", width=24, choices="place"),
    Column(name="act", width=20, choices="act"),
    Column(name="count", width=14),
    Column(name="weapon", width=24, choices="weapon", several=True),
    Column(name="calibre", width=11),
    Column(name="assessment", width=16, choices="assessment"),
    Column(name="direction", width=16),
    Column(name="party", width=20, choices="party"),
    Column(name="who_told", width=14),
    Column(name="device", width=20, choices="device"),
    Column(name="sight", width=18),
    Column(name="view", width=13),
    Column(name="notices", width=20, choices="act", several=True),
    Column(name="remark", width=40),
    Column(name="language", width=14, choices="language"),
    Column(name="zone", width=15),
    Column(name="id", width=12),
)
"""Columns in the order of the template; the reader takes them in any order."""

NEEDED = ("what", "day")
"""Columns without which a table is no patrol log."""

CHOICES: MappingProxyType[str, tuple[str, ...]] = MappingProxyType(
    {
        "what": (
            "heard",
            "saw",
            "recorded",
            "was_told",
            "nothing",
            "deny_access",
            "delay_access",
            "condition_access",
            "lose_watch",
            "watch",
        ),
        "act": ("fire", "station", "fly", "cross", "withdraw"),
        "compass": ("hand", "phone", "eye", "mount"),
        "north": ("true", "magnetic", "grid"),
        "device": ("camera", "acoustic", "uav"),
        "assessment": ("outgoing", "incoming", "airburst", "undetermined"),
        "language": ("en", "uk"),
        "weapon": (
            "gun",
            "howitzer",
            "mortar",
            "mlrs",
            "tank",
            "apc",
            "atgm",
            "missile",
            "grenade-launcher",
            "small-arms",
            "uav",
            "aeroplane",
            "helicopter",
        ),
    }
)
"""Lists that the log itself knows: name of the list → codes."""

ACCESS = ("deny_access", "delay_access", "condition_access")
"""Entries that say that observers were kept from observing."""


@dataclass(frozen=True, kw_only=True)
class Choice:
    """One line of a list."""

    code: str
    label: Wording
    own: bool = False
    """Whether it comes from an agreement: then its code is written too, since the reader has no other list of it."""

    @property
    def name(self) -> str:
        """How a form names it."""
        return f"{OWN}{self.code}" if self.own else self.code

    def written(self, lang: str) -> str:
        """How it stands in the cell of a table."""
        label = self.label.get(lang) or next(iter(self.label.values()), self.code)
        return f"{self.code}{CODE_ENDS}{label}" if self.own else label


def asserted(text: str) -> str:
    """The code of a choice that an agreement's list gave; empty if the cell was written freely."""
    code, ends, _ = text.partition(CODE_ENDS)
    if ends:
        return code.strip()
    return text.strip().removeprefix(OWN) if text.strip().startswith(OWN) else ""


@dataclass(frozen=True, kw_only=True)
class Lists:
    """The lists of one template."""

    of: dict[str, list[Choice]] = field(default_factory=dict)
    """Name of the list → its choices."""
    titles: list[Wording] = field(default_factory=list)
    """Titles of the agreements they are made for: an exercise says so on its log."""


def lists(agreements: Sequence[Agreement] = ()) -> Lists:
    """The lists of a template: the log's own, and the places, parties and classes of weapons of agreements."""
    made = {
        name: [Choice(code=code, label=say(f"patrol.{name}.{code}")) for code in codes]
        for name, codes in CHOICES.items()
    }
    made["place"], made["party"] = [], []
    for agreement in agreements:
        for name, place in agreement.places.items():
            _add(made["place"], Choice(code=name, label=place.name, own=True))
        for name, party in agreement.parties.items():
            if party.role == "party":
                _add(made["party"], Choice(code=name, label=party.name, own=True))
        for name, thing in agreement.things.items():
            _add(made["weapon"], Choice(code="/".join(thing.is_), label=thing.name or {"en": name}, own=True))
    return Lists(of=made, titles=[agreement.title for agreement in agreements])


def _add(choices: list[Choice], choice: Choice) -> None:
    if choice.code and all(choice.written("en") != known.written("en") for known in choices):
        choices.append(choice)
