"""The sheets, defined once: what each column holds, where it goes in a record, which words it allows.

Template, export and import are made from it. Titles, hints and words stand in the catalogue, in every language.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal, TypeAlias, get_args

from servanda.records.commitment import Legal, Material, Rung, Stance
from servanda.records.procedure import OnSilence
from servanda.records.record import Wording
from servanda.wording import say

CellHolds: TypeAlias = Literal[
    "text", "name", "names", "places", "whole", "amount", "moment", "day", "yes", "choice", "condition", "words", "mark"
]
"""What a cell of a column is read as."""

LEGAL: tuple[str, ...] = get_args(Legal)
MATERIAL: tuple[str, ...] = get_args(Material)
STANCE: tuple[str, ...] = get_args(Stance)
AXES: Mapping[str, tuple[str, ...]] = MappingProxyType({"legal": LEGAL, "material": MATERIAL, "stance": STANCE})
"""Axis → its steps."""

CHOICES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "kind": ("promise", "refusal"),
        "on_silence": get_args(OnSilence),
        "axis": ("legal", "material", "stance"),
        "step": (*LEGAL, *MATERIAL, *STANCE),
        "act": (
            "signature",
            "provisional_application",
            "ratification",
            "acceptance",
            "approval",
            "accession",
            "definitive_signature",
            "denunciation",
            "withdrawal",
        ),
        "rung": get_args(Rung),
        "known": ("true", "false", "unknown"),
        "part": ("plan", "function", "sector", "phase"),
        "yes": ("yes", "no"),
        "amount": ("unquantified",),
        "places": ("unspecified", "undisclosed"),
    }
)
"""Words that cells may choose from, by the name of the list."""


@dataclass(frozen=True, kw_only=True)
class Column:
    """One column of a sheet."""

    name: str
    holds: CellHolds
    path: tuple[str, ...]
    """Where its value stands in the record."""
    needed: bool = False
    """Whether a row without it is refused."""
    choices: str = ""
    """List that its words come from."""
    width: int = 16
    of: str = ""
    """What the names in it are of, for names that several columns hold; empty if they are compared with none."""
    least: int = 0
    """The least that a number under it may be."""

    def title(self, lang: str, language: str = "") -> str:
        """Its heading; of a column of sentences, for one language of them."""
        return say(f"exchange.column.{self.name}", **({"language": language} if self.holds == "words" else {}))[lang]

    @property
    def hint(self) -> Wording:
        """How it is filled in."""
        return say(f"exchange.hint.{self.name}")


@dataclass(frozen=True, kw_only=True)
class SheetForm:
    """One sheet: a row for each record or part of one."""

    name: str
    """Its name as a file of CSV."""
    columns: tuple[Column, ...]

    def title(self, lang: str) -> str:
        """Its name as a sheet of a workbook."""
        return say(f"exchange.sheet.{self.name}")[lang]

    @property
    def hint(self) -> Wording:
        """What a row of it is."""
        return say(f"exchange.about.{self.name}")


_OF = MappingProxyType(
    {
        "party": (
            "provider",
            "beneficiary",
            "called_by",
            "held_by",
            "decided_by",
            "awaited_by",
            "bloc",
            "members",
            "party",
        ),
        "function": ("function", "only_function"),
        "sector": ("sector", "sectors", "caveats", "scope_sectors", "may_serve"),
        "phase": ("phase", "phases", "scope_phases", "only_phase"),
        "commitment": ("commitment", "supersedes"),
        "event": ("event",),
        "instrument": ("instrument", "under"),
        "part": ("name",),
    }
)


def _column(name: str, holds: CellHolds, path: str = "", **more: str | int | bool) -> Column:
    wide = {"words": 40, "condition": 40, "names": 24, "places": 24, "moment": 22}
    return Column(
        name=name,
        holds=holds,
        path=tuple((path or name).split(".")),
        needed=bool(more.get("needed")),
        choices=str(more.get("choices", holds if holds in {"yes", "amount", "places"} else "")),
        width=wide.get(holds, 16),
        of=next((of for of, columns in _OF.items() if name in columns), ""),
        least=int(more.get("least", 0)),
    )


_SAYS = _column("says", "words")
_SUPPORT = _column("support", "names", needed=True)
_UNIT = _column("unit", "text")
_READY = _column("readiness_h", "whole")
_PHASES = _column("phases", "names")
_CONDITION = _column("condition", "condition")
MARK = _column("mark", "mark")
"""Last column of every sheet: says EXERCISE where it is one; it is written, and not read."""

_FORMS = (
    (
        "commitments",
        _column("commitment", "name", "id", needed=True),
        _column("kind", "choice", choices="kind"),
        _column("provider", "name", needed=True),
        _column("beneficiary", "name", needed=True),
        _column("instrument", "name"),
        _column("function", "name", needed=True),
        _SAYS,
        _column("quantity", "amount"),
        _UNIT,
        _column("sectors", "places"),
        _column("caveats", "names"),
        _PHASES,
        _column("window_start", "moment", "window.start"),
        _column("window_end", "moment", "window.end"),
        _column("renewal_due", "moment"),
        _READY,
        _column("divisible", "yes"),
        _column("stationed", "yes"),
        _CONDITION,
        _column("called_by", "names", "activation.called_by"),
        _column("verifier", "text", "activation.verifier"),
        _column("within_h", "whole", "activation.within_h"),
        _column("on_silence", "choice", "activation.on_silence", choices="on_silence"),
        _column("cite", "text", "activation.cite"),
        _column("supersedes", "name"),
        _SUPPORT,
    ),
    (
        "status",
        _column("commitment", "name", needed=True),
        _column("axis", "choice", choices="axis", needed=True),
        _column("step", "choice", "value", choices="step", needed=True),
        _column("occurred_on", "day", needed=True),
        _column("known_on", "moment", needed=True),
        _column("effective_on", "moment"),
        _column("scope_sectors", "names", "scope.sectors"),
        _column("scope_phases", "names", "scope.phases"),
        _column("scope_quantity", "whole", "scope.quantity", least=1),
        _SUPPORT,
    ),
    (
        "readings",
        _column("commitment", "name", needed=True),
        _column("reading", "name", "id", needed=True),
        _column("read_as", "condition", "condition", needed=True),
        _column("held_by", "names", needed=True),
        _SAYS,
        _column("rests_on", "names", "support"),
    ),
    (
        "events",
        _column("event", "name", "id", needed=True),
        _SAYS,
        _column("decided_by", "names"),
        _column("is_signal", "yes"),
        _column("awaited_by", "names"),
    ),
    (
        "states",
        _column("event", "name", needed=True),
        _column("known", "choice", "value", choices="known", needed=True),
        _column("known_on", "moment", needed=True),
        _column("happened_on", "day", "occurred_on"),
        _column("rests_on", "names", "support"),
    ),
    ("blocs", _column("bloc", "name", needed=True), _column("members", "names", needed=True)),
    (
        "names",
        _column("part", "choice", choices="part", needed=True),
        _column("name", "name", "id", needed=True),
        _SAYS,
    ),
    (
        "requirements",
        _column("requirement", "name", "id", needed=True),
        _column("function", "name", needed=True),
        _column("sector", "name", needed=True),
        _column("phase", "name", needed=True),
        _column("needed", "amount", "quantity", needed=True),
        _UNIT,
        _column("min_rung", "choice", choices="rung"),
        _column("longest_h", "whole", "readiness_h"),
        _column("rests_on", "names", "support"),
    ),
    (
        "lift",
        _column("provider", "name", needed=True),
        _column("most", "whole", "amount", needed=True),
        _column("only_function", "name", "function"),
        _column("only_phase", "name", "phase"),
    ),
    (
        "further",
        _column("pledge", "name", "id", needed=True),
        _column("provider", "name", needed=True),
        _column("function", "name", needed=True),
        _SAYS,
        _column("would_give", "whole", "quantity", needed=True, least=1),
        _UNIT,
        _column("may_serve", "names", "sectors", needed=True),
        _PHASES,
        _READY,
        _column("would_be", "choice", "rung", choices="rung"),
        _CONDITION,
        _column("cost", "whole"),
    ),
    (
        "acts",
        _column("under", "name", "instrument", needed=True),
        _column("party", "name", needed=True),
        _column("act", "choice", choices="act", needed=True),
        _column("occurred_on", "day", needed=True),
        _column("known_on", "moment", needed=True),
        _column("effective_on", "moment"),
        _SUPPORT,
    ),
)

FORMS: Mapping[str, SheetForm] = MappingProxyType(
    {name: SheetForm(name=name, columns=(*columns, MARK)) for name, *columns in _FORMS}
)
"""The sheets in the order of the template."""
EXPLAINED, LISTS = "explanations", "lists"
"""Sheets that hold no records: what the columns mean, and the words behind the drop-down lists."""
