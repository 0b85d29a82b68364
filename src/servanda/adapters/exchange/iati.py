"""A register → rows with the codes of IATI 2.03: IATI-like, not IATI, which has no words for guarantees.

A promise gives one row for each type of transaction it has reached, so that no type counts it twice; rows of different
types are the same promise at different times and are never added. Codes: TransactionType, BudgetStatus, ActivityStatus
of the IATI codelists.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

from servanda.adapters.exchange.comma import rows_text
from servanda.adapters.exchange.condition_text import condition_text, moment_text
from servanda.adapters.exchange.tables import is_exercise
from servanda.commitments import Register, View, amount_left, axis_value, barred, counted_through_members, rung
from servanda.commitments.parts import in_effect
from servanda.records.commitment import Commitment, Rung, StatusEvent
from servanda.records.condition import Guard

TRANSACTION: Mapping[Rung, str] = MappingProxyType(
    {"signalled": "", "offered": "12", "pledged": "12", "ratified": "2", "deployed": "3"}
)
"""Rung → TransactionType: 12 is *indicative, non-binding*, 2 a *firm, written obligation*, 3 means handed over."""
TRANSACTION_NAMES = MappingProxyType({"": "", "12": "Outgoing Pledge", "2": "Outgoing Commitment", "3": "Disbursement"})
_BINDING = frozenset({"domestically_approved", "in_force", "denunciation_notified"})
BUDGET_NAMES = MappingProxyType({"1": "Indicative", "2": "Committed"})
_STATUS = MappingProxyType(
    {
        "suspended": "6",
        "withdrawn": "5",
        "refused": "5",
        "superseded": "4",
        "expired": "4",
        "released": "4",
        "ended": "4",
        "window-over": "4",
    }
)
STATUS_NAMES = MappingProxyType(
    {"": "", "1": "Pipeline", "2": "Implementation", "4": "Closed", "5": "Cancelled", "6": "Suspended"}
)

COLUMNS = (
    "notice",
    "activity-id",
    "kind",
    "provider-org",
    "receiver-org",
    "instrument",
    "function",
    "sectors",
    "activity-status-code",
    "activity-status",
    "status-reason",
    "transaction-type-code",
    "transaction-type",
    "transaction-date",
    "known-on",
    "rung",
    "budget-status-code",
    "budget-status",
    "value",
    "value-left",
    "unit",
    "unquantified",
    "conditions-attached",
    "condition",
    "provider-is-bloc",
    "bloc-members",
    "members-promise-too",
    "member-of-blocs",
    "superseded-by",
    "sources",
    "title",
)
"""Columns in their order; `rung` stands in each row, and no row is a total."""


@dataclass(frozen=True)
class _Seen:
    """A register as it was known at a moment."""

    register: Register
    as_of: datetime
    alive: Sequence[Commitment]
    notice: str

    @property
    def view(self) -> View:
        return View(as_of=self.as_of)


def iati_csv(register: Register, as_of: datetime) -> bytes:
    """The rows as text; cells that a program would run as formulas are defused."""
    return rows_text([COLUMNS, *([row[name] for name in COLUMNS] for row in iati_rows(register, as_of))], "en")


def iati_rows(register: Register, as_of: datetime) -> list[dict[str, str]]:
    """The rows, by column; a promise of which nothing was known by then gives none.

    Args:
        register: The register.
        as_of: Moment of knowledge.

    Raises:
        InputError: `guard-not-one-thing` if a condition cannot be written.
    """
    view = View(as_of=as_of)
    alive = [one for one in register.commitments if not barred(register, view, one)]
    seen = _Seen(register, as_of, alive, "EXERCISE" if is_exercise(register, None) else "")
    return [row for one in register.commitments for row in _rows(one, seen)]


def _rows(commitment: Commitment, seen: _Seen) -> Iterator[dict[str, str]]:
    facts = _facts(commitment, seen)
    if commitment.kind == "refusal":
        steps = [step for step in commitment.status if step.known_on <= seen.as_of]
        yield from (facts | _act(step, "", "") for step in steps[:1])
        return
    reached: set[str] = set()
    for step, at in _moments(commitment, seen.as_of):
        standing = rung(commitment, at)
        code = TRANSACTION[standing]
        if code not in reached and (code or not reached):
            reached.add(code)
            yield facts | _act(step, code, standing)


def _moments(commitment: Commitment, as_of: datetime) -> list[tuple[StatusEvent, datetime]]:
    """Steps in effect by a moment, each with the time from which it was both known and in effect, oldest first."""
    steps = [step for step in commitment.status if in_effect(step, as_of)]
    timed = [(step, max(step.known_on, step.effective_on or step.known_on)) for step in steps]
    return sorted(timed, key=lambda one: one[1])


def _act(step: StatusEvent, code: str, standing: str) -> dict[str, str]:
    return {
        "transaction-type-code": code,
        "transaction-type": TRANSACTION_NAMES[code],
        "transaction-date": step.occurred_on,
        "known-on": moment_text(step.known_on),
        "rung": standing,
    }


def _facts(commitment: Commitment, seen: _Seen) -> dict[str, str]:
    register = seen.register
    later = [one.id for one in register.successors.get(commitment.id, ()) if one in seen.alive]
    always = commitment.condition == Guard(all=[])
    return {
        "notice": seen.notice,
        "activity-id": commitment.id,
        "kind": commitment.kind,
        "provider-org": commitment.provider,
        "receiver-org": commitment.beneficiary,
        "instrument": commitment.instrument,
        "function": commitment.function,
        "sectors": "; ".join(commitment.sectors) if isinstance(commitment.sectors, list) else commitment.sectors,
        **_standing(commitment, seen),
        **_amounts(commitment, seen.as_of),
        "conditions-attached": "no" if always else "yes",
        "condition": condition_text(commitment.condition, "en"),
        **_blocs(commitment, seen),
        "superseded-by": "; ".join(later),
        "sources": "; ".join(commitment.support),
        "title": commitment.says.get("en", ""),
    }


def _standing(commitment: Commitment, seen: _Seen) -> dict[str, str]:
    if commitment.kind == "refusal":
        return dict.fromkeys(("activity-status-code", "activity-status", "status-reason", "budget-status-code"), "") | {
            "budget-status": ""
        }
    why = barred(seen.register, seen.view, commitment)
    done = axis_value(commitment, "stance", seen.as_of) == "satisfied"
    under_way = rung(commitment, seen.as_of) == "deployed"
    status = _STATUS.get(why) or ("4" if done else "2" if under_way else "1")
    binding = axis_value(commitment, "legal", seen.as_of) in _BINDING
    budget = "2" if binding else "1"
    return {
        "activity-status-code": status,
        "activity-status": STATUS_NAMES[status],
        "status-reason": why or ("satisfied" if done else ""),
        "budget-status-code": budget,
        "budget-status": BUDGET_NAMES[budget],
    }


def _amounts(commitment: Commitment, as_of: datetime) -> dict[str, str]:
    stated = isinstance(commitment.quantity, int)
    return {
        "value": str(commitment.quantity) if stated else "",
        "value-left": str(amount_left(commitment, as_of)) if stated else "",
        "unit": commitment.unit,
        "unquantified": "no" if stated else "yes",
    }


def _blocs(commitment: Commitment, seen: _Seen) -> dict[str, str]:
    register, provider = seen.register, commitment.provider
    members = register.members.get(provider, ())
    among = counted_through_members(register, commitment, seen.alive) if members else []
    return {
        "provider-is-bloc": "yes" if provider in register.members else "no",
        "bloc-members": "; ".join(members),
        "members-promise-too": "; ".join(among),
        "member-of-blocs": "; ".join(sorted(bloc for bloc, names in register.members.items() if provider in names)),
    }
