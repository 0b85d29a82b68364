"""What a well-formed commitment or event must still be: rules of one record, each with its message."""

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta, timezone
from typing import TypeVar, get_args

import msgspec

from servanda.adapters.guarantees.dates import first_day, is_edtf
from servanda.adapters.guarantees.items import Items, Refused, at
from servanda.adapters.guarantees.names import refuse_long
from servanda.commitments import RUNGS, reserved
from servanda.errors import InputError
from servanda.plain import YEARS
from servanda.records.commitment import Commitment, Event, Legal, Material, Scope, Stance, StatusEvent
from servanda.records.condition import Guard
from servanda.records.time import Interval

T = TypeVar("T")

LARGEST = 10_000_000_000_000
"""Largest amount: fifty thousand of them still add up within the exact arithmetic of coverage."""
DEEPEST = 60
"""Most levels of a condition."""
HOURS = range(100_001)
"""Hours to readiness that a promise may state: up to eleven years."""

_AXES: dict[str, tuple[str, ...]] = {
    "legal": get_args(Legal),
    "material": get_args(Material),
    "stance": get_args(Stance),
}
_LAST_ZONE = timezone(timedelta(hours=14))
"""Where a day begins first: what was known before it begins there was known before it."""
_ALWAYS = Interval()
_STEPS = frozenset((axis, value) for axis, values in _AXES.items() for value in values)
_INVISIBLE = re.compile(
    "[\u0000-\u001f\u007f-\u00a0\u00ad\u200b-\u200f\u2028-\u202f\u2060-\u206f\u3000\ufe00-\ufe0f\ufeff]"
)


def keep_sound(items: Items[T], rule: Callable[[T], None]) -> Items[T]:
    """The items that keep a rule; the others are refused where they stand."""
    records: list[T] = []
    numbers: list[int] = []
    refused = list(items.refused)
    for number, record in zip(items.numbers, items.records, strict=True):
        try:
            rule(record)
        except InputError as error:
            refused.append(Refused(number, record, at(error, items.where(number))))
        else:
            records.append(record)
            numbers.append(number)
    return Items(records, numbers, refused, items.where)


def commitment_rule(commitment: Commitment) -> None:
    """What a commitment must be beyond its fields.

    Raises:
        InputError: one of the codes below, without place.
    """
    refuse_name("id", commitment.id)
    refuse_name("provider", commitment.provider)
    refuse_name("function", commitment.function)
    _refuse_long(commitment)
    refuse_amount("quantity", commitment.quantity)
    refuse_hours(commitment.readiness_h)
    _refuse_moments(commitment)
    _refuse_steps(commitment)
    refuse_guard(commitment.condition)
    for reading in commitment.readings:
        refuse_guard(reading.condition)


def _refuse_long(commitment: Commitment) -> None:
    sectors = commitment.sectors if isinstance(commitment.sectors, list) else ()
    refuse_long("sectors", sectors)
    refuse_long("phases", commitment.phases)
    refuse_long("caveats", commitment.caveats)
    refuse_long("unit", (commitment.unit,))
    refuse_long("beneficiary", (commitment.beneficiary,))
    refuse_long("supersedes", (commitment.supersedes,))


def event_rule(event: Event) -> None:
    """What an event must be beyond its fields.

    Raises:
        InputError: one of the codes below, without place.
    """
    refuse_name("id", event.id)
    refuse_reserved(event.id)
    for state in event.states:
        refuse_moment("known_on", state.known_on)
        if state.occurred_on:
            _refuse_date(state.occurred_on)


def refuse_name(field: str, name: str) -> None:
    """Refuse a name that cannot be cited: empty, too long, or with characters that nobody sees.

    Raises:
        InputError: `field-empty`, `name-too-long`, `name-invisible`.
    """
    refuse_long(field, (name,))
    if not name:
        raise InputError("field-empty", f"The field '{field}' is ''.", hint="Write a name that can be cited.")
    if name.isascii() and name.isprintable() and name == name.strip():
        return
    if name != name.strip() or _INVISIBLE.search(name):
        says = f"The field '{field}' is {name!a}: it holds characters that nobody sees."
        raise InputError("name-invisible", says, hint="Write the name without them; spaces inside are plain ones.")


def refuse_reserved(event: str) -> None:
    """Refuse an event that bears the name of a fact of another kind: it would be taken for that fact.

    Raises:
        InputError: `event-reserved-name`.
    """
    if reserved(event):
        before = event.partition(":")[0]
        says = f"An event is called '{event}'; names that begin with '{before}:' are those of other facts."
        raise InputError("event-reserved-name", says, hint="Give the event another name.")


def refuse_amount(field: str, amount: object) -> None:
    """Refuse an amount too large for exact sums.

    Raises:
        InputError: `quantity-out-of-range`.
    """
    if isinstance(amount, int) and amount > LARGEST:
        says = f"The field '{field}' is {_short(amount)}; the largest amount is {LARGEST}."
        raise InputError("quantity-out-of-range", says, hint="Check the figure, or use a larger unit.")


def refuse_hours(hours: int | None) -> None:
    """Refuse hours to readiness that nobody can mean.

    Raises:
        InputError: `readiness-out-of-range`.
    """
    if hours is not None and hours not in HOURS:
        says = f"The field 'readiness_h' is {_short(hours)}."
        hint = f"Write 0 to {HOURS.stop - 1} hours, or leave it out if nobody stated it."
        raise InputError("readiness-out-of-range", says, hint=hint)


def refuse_moment(field: str, moment: datetime | None) -> None:
    """Refuse a moment outside the years that a record may speak of.

    Raises:
        InputError: `time-out-of-range`.
    """
    if moment is not None and moment.year not in YEARS:
        says = f"The field '{field}' is {moment.isoformat()}: its year is {moment.year}."
        raise InputError("time-out-of-range", says, hint="Check the year; leave an open side out.")


def _refuse_moments(commitment: Commitment) -> None:
    if commitment.window != _ALWAYS:
        refuse_moment("start", commitment.window.start)
        refuse_moment("end", commitment.window.end)
    refuse_moment("renewal_due", commitment.renewal_due)


def _refuse_steps(commitment: Commitment) -> None:
    if not commitment.status:
        says = f"'{commitment.id}' has no dated step: its status is []."
        raise InputError("commitment-undated", says, hint="Say since when and by what it is known.")
    for step in commitment.status:
        if (step.axis, step.value) not in _STEPS:
            says = f"The step '{step.value}' is none of the {step.axis} axis."
            raise InputError("status-wrong-axis", says, hint=f"Steps there: {', '.join(_AXES[step.axis])}.")
        _refuse_times(step)
        if step.scope is not None:
            _refuse_scope(commitment, step.scope)


def _refuse_times(step: StatusEvent) -> None:
    if step.known_on.year not in YEARS or step.effective_on is not None:
        refuse_moment("known_on", step.known_on)
        refuse_moment("effective_on", step.effective_on)
    _refuse_date(step.occurred_on)
    day = first_day(step.occurred_on)
    if day is not None and step.known_on.date() < day and step.known_on.astimezone(_LAST_ZONE).date() < day:
        says = f"The step '{step.value}' occurred on {step.occurred_on}, but was known on {step.known_on.isoformat()}."
        hint = "Swap them if they are swapped. A step announced for later occurs when announced and has effective_on."
        raise InputError("status-before-act", says, hint=hint)


def _refuse_date(text: str) -> None:
    if not is_edtf(text):
        says = f"The date '{text}' is not one."
        raise InputError("date-not-edtf", says, hint="Write it as EDTF: 2026-01-06, 2026-01, 2026, 2026-01-06~.")


def _refuse_scope(commitment: Commitment, scope: Scope) -> None:
    own = commitment.sectors if isinstance(commitment.sectors, list) else scope.sectors
    for noun, parts, known in (
        ("sector", scope.sectors, own),
        ("phase", scope.phases, commitment.phases or scope.phases),
    ):
        foreign = [name for name in parts if name not in known]
        if foreign:
            says = f"A step concerns the {noun} '{foreign[0]}', which '{commitment.id}' does not name."
            raise InputError("scope-foreign", says, hint=f"Its own: {', '.join(known) or 'none'}.")
    refuse_amount("scope.quantity", scope.quantity)


def refuse_guard(guard: Guard, depth: int = 1) -> None:
    """Refuse a condition that states none or several things, or none that can be told.

    Raises:
        InputError: `guard-not-one-thing`, `guard-too-deep`, `name-too-long`, `guard-k-negative`, `guard-unknown-rung`,
            `quantity-out-of-range`, `time-out-of-range`.
    """
    values = msgspec.structs.astuple(guard)
    if values.count(None) != len(values) - 1:
        stated = [name for name in guard.__struct_fields__ if getattr(guard, name) is not None]
        says = f"A condition states {' and '.join(stated) or 'nothing'}; it must state exactly one thing."
        raise InputError("guard-not-one-thing", says, hint="Join several things with all or any.")
    if guard.event is not None or guard.promised is not None:
        refuse_long("condition", (guard.event or guard.promised or "",))
        return
    if depth > DEEPEST:
        says = f"A condition has more than {DEEPEST} levels."
        raise InputError("guard-too-deep", says, hint="Flatten it: all of all is all.")
    for part in parts_of(guard):
        refuse_guard(part, depth + 1)
    _refuse_leaf(guard)


def parts_of(guard: Guard) -> Sequence[Guard]:
    """The parts of a condition that has parts."""
    if guard.all is not None:
        return guard.all
    if guard.any is not None:
        return guard.any
    if guard.at_least is not None:
        return guard.at_least.of
    return () if guard.unless is None else (guard.unless,)


def _refuse_leaf(guard: Guard) -> None:
    if guard.at_least is not None and guard.at_least.k < 0:
        says = f"A condition asks for at least {_short(guard.at_least.k)} of {len(guard.at_least.of)}."
        raise InputError("guard-k-negative", says, hint="Write how many must hold; 0 always holds.")
    if guard.rung is not None and guard.rung.rung not in RUNGS:
        says = f"A condition names the rung '{guard.rung.rung}'."
        raise InputError("guard-unknown-rung", says, hint=f"Rungs: {', '.join(RUNGS)}.")
    refuse_long("condition", (guard.done or "", guard.rung.commitment if guard.rung is not None else ""))
    if guard.sum is not None:
        refuse_long("condition", (guard.sum.function, guard.sum.sector, guard.sum.phase))
        refuse_amount("sum.amount", guard.sum.amount)
        if guard.sum.amount < 0:
            says = f"A condition asks for a sum of {_short(guard.sum.amount)}."
            raise InputError("guard-sum-negative", says, hint="Write the amount that must be reached.")
    refuse_moment("not_before", guard.not_before)
    refuse_moment("not_after", guard.not_after)


def leaves(guard: Guard) -> Iterable[Guard]:
    """The parts of a condition that have no parts."""
    parts = parts_of(guard)
    if not parts:
        yield guard
    for part in parts:
        yield from leaves(part)


def _short(number: int) -> str:
    return str(number) if abs(number) < 10**30 else f"a number of {number.bit_length() * 3 // 10} digits"
