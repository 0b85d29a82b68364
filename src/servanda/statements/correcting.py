"""A proposal read otherwise by a person: never more certain than the text was read, never naming who is unnamed."""

from typing import Final

import msgspec

from servanda.records.decision import Correction, Decision
from servanda.records.statement import Certainty, Statement

LESS: Final[dict[Certainty, tuple[Certainty, ...]]] = {
    "CT+": ("PR+", "PS+", "CTu", "Uu"),
    "CT-": ("PR-", "PS-", "CTu", "Uu"),
    "PR+": ("PS+", "Uu"),
    "PR-": ("PS-", "Uu"),
    "PS+": ("Uu",),
    "PS-": ("Uu",),
    "CTu": ("Uu",),
    "Uu": (),
}
"""What is less certain than each value of FactBank: the same direction with more doubt, or no direction."""


def corrected(one: Statement, correction: Correction | None) -> Statement:
    """The statement as a person reads it; the proposal itself is not touched."""
    if correction is None:
        return one
    fields = {name: getattr(correction, name) for name in correction.__struct_fields__}
    return msgspec.structs.replace(one, **{name: value for name, value in fields.items() if value is not None})


def wrong(one: Statement, decision: Decision) -> tuple[str, str, str] | None:
    """Why a correction cannot be taken: a code, what is wrong, and a hint; nothing if it can."""
    correction = decision.corrects
    if correction is None:
        return None
    if decision.does != "edit":
        says = f"It does '{decision.does}' and corrects {one.id} all the same."
        return "decision-not-an-edit", says, "Corrections belong to an edit."
    wanted = correction.certainty
    if wanted is not None and wanted != one.certainty and wanted not in LESS[one.certainty]:
        says = f"It would make {one.id} '{wanted}' where '{one.certainty}' was proposed."
        return "decision-raises-certainty", says, "Correct towards doubt; else reject it and record a statement."
    if correction.chain == []:
        return "decision-without-chain", f"It leaves {one.id} without anybody who says so.", "Name the publisher."
    kept = _unnamed(corrected(one, correction))
    if not _unnamed(one) <= kept:
        says = f"It puts somebody else in the place of a source of {one.id} that is not named."
        return "decision-names-the-unnamed", says, "Unnamed sources stay as they are; else reject the proposal."
    return None


def unnamed(name: str) -> bool:
    """Whether a name stands for somebody who is not named: never merged, never identified."""
    return name.rpartition("/")[2].startswith("anon:") or name.endswith("UNKNOWN")


def _unnamed(one: Statement) -> set[tuple[str, str]]:
    chain = {("chain", link.source) for link in one.chain if unnamed(link.source)}
    return chain | {("actors", name) for name in one.actors if unnamed(name)}
