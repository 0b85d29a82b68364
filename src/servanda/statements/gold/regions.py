"""Annotations of a part of a text: what a reader says about the rest is nobody's mistake and is left out."""

from collections.abc import Mapping, Sequence
from typing import Any

_OWN = ("mentions", "time_expressions", "cues")
_POINTING = (
    "meetings",
    "positions",
    "commitments",
    "conditions",
    "awaited_signals",
    "open_terms",
    "assessments",
    "incompatibilities",
)


def within_region(heard: Mapping[str, Any], gold: Mapping[str, Any]) -> dict[str, Any]:
    """An answer without the rows that stand outside the part of the text that was annotated.

    Args:
        heard: The answer of a reader, in the format of the gold.
        gold: The annotation; `document.region` is `[start, end)` in code points, or absent: the whole text.

    Returns:
        The answer; a row that points at statements stays if one of them does, and with it incompatibilities of
        positions that stay.
    """
    region = gold.get("document", {}).get("region")
    if not region:
        return dict(heard)
    kept = {**heard, **{name: [row for row in heard.get(name, []) if _inside(row, region)] for name in _OWN}}
    kept["statements"] = [row for row in heard.get("statements", []) if _any(row.get("spans", []), region)]
    names = {row.get("id") for row in kept["statements"]}
    for name in _POINTING:
        kept[name] = [row for row in heard.get(name, []) if _stays(row, names, region)]
        names |= {row.get("id") for row in kept[name]} if name == "positions" else set()
    return kept


def _inside(place: Mapping[str, Any], region: Sequence[int]) -> bool:
    return bool(region[0] <= place["start"] < region[1])


def _any(places: Sequence[Mapping[str, Any]], region: Sequence[int]) -> bool:
    return any(_inside(place, region) for place in places)


def _stays(row: Mapping[str, Any], names: set[Any], region: Sequence[int]) -> bool:
    """Whether what a row points at stays; a row that points at nothing is judged by its own words."""
    pointed = [row.get("statement"), *row.get("statements", []), *row.get("positions", [])]
    targets = {one for one in pointed if one}
    own = [row[key] for key in ("span", "cue") if row.get(key)] + [*row.get("spans", []), *row.get("trigger_spans", [])]
    return bool(targets & names) if targets else _any(own, region)
