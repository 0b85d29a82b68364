"""Corrections of an annotation, kept as data with their reasons and applied when it is read.

A correction names a row (`statements/st21`), what stood there and what should; it is refused if something else stands
there, so that a new edition of the annotation is never silently mended twice.
"""

import copy
from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from servanda.errors import InputError

Item = dict[str, Any]


class Correction(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One change of an annotation."""

    at: str
    """`section/id` of a row, `section/id/id` of a row inside it, or `section` for a new row."""
    why: str
    """How it can be shown."""
    key: str = ""
    """Which key of the row."""
    was: Any = None
    """What stood there; nothing if the key was missing."""
    now: Any = None
    """What should stand there; nothing to take the key, or the row if no key is named, away."""


class Corrections(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Corrections of one annotation."""

    sha256: str
    """Hash of the text it is about."""
    corrections: list[Correction]


def corrected(gold: Mapping[str, Any], corrections: Sequence[Correction]) -> Item:
    """A corrected copy.

    Raises:
        InputError: `gold-correction-stale` if the row is not there or holds something else.
    """
    mended: Item = copy.deepcopy(dict(gold))
    for one in corrections:
        _apply(mended, one)
    return mended


def _apply(gold: Item, one: Correction) -> None:
    section, _, rest = one.at.partition("/")
    rows: list[Item] = gold.setdefault(section, [])
    if not rest:
        rows.append(one.now)
        return
    rows, row = _row(rows, rest, one)
    if not one.key:
        rows.remove(row)
        return
    if row.get(one.key) != one.was:
        raise _stale(one, f"{one.key} is {row.get(one.key)!r} there, not {one.was!r}")
    if one.now is None:
        del row[one.key]
    else:
        row[one.key] = one.now


def _row(rows: list[Item], path: str, one: Correction) -> tuple[list[Item], Item]:
    """The row a path leads to, and the list it stands in: `st21`, `st21/embedded/0`, `mt1/participants/e_x`."""
    name, _, rest = path.partition("/")
    found = [
        row
        for place, row in enumerate(rows)
        if name in {row.get("id"), row.get("entity"), row.get("source"), str(place)}
    ]
    if not found:
        raise _stale(one, f"there is no {name}")
    if not rest:
        return rows, found[0]
    key, _, deeper = rest.partition("/")
    return _row(found[0].get(key) or [], deeper, one)


def _stale(one: Correction, what: str) -> InputError:
    return InputError(
        "gold-correction-stale",
        f"A correction does not fit the annotation: {what}.",
        place=one.at,
        hint="Look at the annotation again and rewrite the correction.",
    )
