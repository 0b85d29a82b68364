"""PLOVER event types and modes (manual of the Open Event Data Alliance, CC BY-SA), only where the mapping is sound.

PLOVER codes what actors do to each other. A pledge, an offer or an acceptance expresses an intent to cooperate
(AGREE), a demand or request is a REQUEST, a refusal or rejection a REJECT, a meeting that took place a CONSULT. Wishes,
plans, open terms, assessments, conditions and plain reports have no type of it, and neither has what is denied,
possible or unknown: the row says `none`. Mode is given only by a named event.
"""

import csv
import io

from servanda.records.statement import Statement
from servanda.statements.derived.basis import denied, feeds
from servanda.statements.derived.positions import Taken, taken_in
from servanda.statements.exports.cells import safe_cells
from servanda.statements.exports.known import Exported, chain_words

_NONE = "none"
_TYPES: dict[Taken, str] = {
    "pledge": "AGREE",
    "offer": "AGREE",
    "accept": "AGREE",
    "demand": "REQUEST",
    "ask": "REQUEST",
    "reject": "REJECT",
    "refuse": "REJECT",
}
_MODES = {"withdrawal": "yield", "support": "assist"}
"""Named event → mode of REQUEST and REJECT; AGREE and CONSULT get none: no word of ours tells a visit from a call."""
_MODED = frozenset({"REQUEST", "REJECT"})
_HEADS = ("statement", "date", "actor", "recipient", "type", "mode", "certainty", "chain")


def codes(known: Exported) -> str:
    """One row a statement; those without a sound code say `none`."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(_HEADS)
    for one in known.ordered:
        kind, mode = code_of(one)
        actors, recipients = " ".join(one.actors), " ".join(one.counterparts)
        cells = [one.id, known.date(one), actors, recipients, kind, mode, one.certainty, chain_words(one)]
        writer.writerow(safe_cells(cells))
    return out.getvalue()


def code_of(one: Statement) -> tuple[str, str]:
    """Event type and mode of a statement; `none` and nothing where PLOVER has no word for it."""
    if not feeds(one) or denied(one) or not one.actors:
        return _NONE, ""
    if one.frame == "meeting":
        held = one.meeting is None or one.meeting.status == "held"
        return ("CONSULT", "") if one.certainty == "CT+" and held else (_NONE, "")
    taken = taken_in(one)
    kind = _TYPES.get(taken, _NONE) if taken is not None and one.frame != "intention" else _NONE
    modes = {_MODES[event.event] for event in one.embedded if event.event in _MODES}
    return kind, modes.pop() if kind in _MODED and len(modes) == 1 else ""
