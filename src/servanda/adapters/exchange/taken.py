"""Rows of all sheets → a register and a plan; a promise is taken with all its steps and readings, or not at all."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from servanda.adapters import refuse_unrecordable
from servanda.adapters.exchange.acts import acts_of
from servanda.adapters.exchange.plans import plan_of
from servanda.adapters.exchange.rows import Account, Row
from servanda.adapters.exchange.shaped import decoded, once
from servanda.commitments import Register
from servanda.errors import InputError
from servanda.plain import Plain
from servanda.records.commitment import Commitment, Event
from servanda.records.plan import Plan
from servanda.records.record import Wording
from servanda.records.rejection import Rejection

MOST_HOURS = 100_000
"""Hours to readiness that a promise may state: up to eleven years, as in a case folder."""


@dataclass(frozen=True, kw_only=True)
class Lost:
    """What can be read of a promise that was not taken; none where it cannot be read."""

    id: str | None
    """Its name."""
    place: str
    """Where it stands."""
    provider: str | None
    """Who promised."""
    function: str | None
    """Function it serves."""
    supersedes: str | None
    """Version that it replaces; empty for none."""


@dataclass(frozen=True, kw_only=True)
class TakenSheets:
    """What filled-in sheets say."""

    register: Register
    """Promises, events and blocs."""
    plan: Plan | None
    """The plan; none if its sheets are empty."""
    rejections: Sequence[Rejection]
    """Rows and cells that were not taken."""
    told: Sequence[Wording]
    """What a person should know of what was taken."""
    lost: Sequence[Lost] = ()
    """Promises that were not taken: what rests on them is not known."""
    vague_blocs: Sequence[str] = ()
    """Blocs of which a row could not be read."""


def taken_from(rows: Mapping[str, Sequence[Row]], account: Account) -> TakenSheets:
    """The register and the plan that the rows of all sheets make together.

    Args:
        rows: Name of the sheet → its rows.
        account: Where rejections are kept; those of the rows stand there already.
    """
    commitments, lost = _commitments(rows, account)
    register = Register(tuple(commitments), tuple(_events(rows, account)), _blocs(rows.get("blocs", ())))
    plan = plan_of(rows, account)
    return TakenSheets(
        register=register,
        plan=plan,
        rejections=tuple(account.rejections),
        told=tuple(account.told),
        lost=lost,
        vague_blocs=sorted({row.name("bloc") for row in rows.get("blocs", ()) if not row.whole and row.name("bloc")}),
    )


def _commitments(rows: Mapping[str, Sequence[Row]], account: Account) -> tuple[list[Commitment], list[Lost]]:
    """The promises that are taken, and what can be read of the others."""
    given = rows.get("commitments", ())
    promises = once(given, "id", account)
    steps = _below(rows.get("status", ()), "commitment", promises, account)
    for name, acts in acts_of(rows.get("acts", ()), promises, account).items():
        steps.setdefault(name, []).extend(acts)
    readings = _below(rows.get("readings", ()), "commitment", promises, account)
    taken = []
    for name, row in promises.items():
        parts = [*steps.get(name, ()), *readings.get(name, ())]
        broken = next((part for part in parts if not part.whole), None)
        if row.whole and broken is not None:
            says = f"'{name}' is not taken, because a row of it could not be read: {broken.place}."
            hint = "Mend that row: without it more might stand than was promised."
            account.refuse(InputError("promise-incomplete", says, hint=hint), row.place)
        elif row.whole:
            data = _with_parts(row, steps.get(name, ()), readings.get(name, ()))
            taken += [record for record in [decoded(data, Commitment, row.place, account)] if record is not None]
    fit = [one for one in taken if _fit(one, promises[one.id].place, account)]
    there = {one.id for one in fit}
    return fit, [_lost(row) for row in given if row.name("id") not in there and row.data]


def _lost(row: Row) -> Lost:
    def text(key: str) -> str | None:
        return None if key in row.unread else row.name(key)

    named = {key: text(key) or None for key in ("id", "provider", "function")}
    return Lost(place=row.place, supersedes=text("supersedes"), **named)


def _with_parts(row: Row, steps: Sequence[Row], readings: Sequence[Row]) -> dict[str, Plain]:
    data: dict[str, Plain] = {"says": {}, **row.data, "status": [_without(step, "commitment") for step in steps]}
    if readings:
        data["readings"] = [{"says": {}, **_without(reading, "commitment")} for reading in readings]
    return data


def _events(rows: Mapping[str, Sequence[Row]], account: Account) -> list[Event]:
    """The events; one whose row was not taken is left undecided, so that what waits for it goes on waiting."""
    events = once(rows.get("events", ()), "id", account)
    states = _below(rows.get("states", ()), "event", events, account)
    taken: list[Event] = []
    for name, row in events.items():
        history = states.get(name, ())
        broken = next((state for state in history if not state.whole), None)
        if broken is not None:
            says = f"'{name}' is taken as undecided, because a row of it could not be read: {broken.place}."
            account.refuse(InputError("event-undecided", says, hint="Mend that row."), row.place)
        states_taken: list[Plain] = [] if broken is not None else [_without(state, "event") for state in history]
        if row.whole:
            data: dict[str, Plain] = {"says": {}, **row.data, "states": states_taken}
            taken += [record for record in [decoded(data, Event, row.place, account)] if record is not None]
    fit = [one for one in taken if _fit(one, events[one.id].place, account)]
    known = {one.id: one for one in fit}
    undecided = [known.get(name, Event(id=name, says={})) for name in events]
    return [one for one in undecided if one.id in known or _fit(one, "", Account())]


def _below(rows: Sequence[Row], key: str, above: Mapping[str, Row], account: Account) -> dict[str, list[Row]]:
    """Rows by the name of what they belong to; a row that belongs to nothing is refused."""
    found: dict[str, list[Row]] = {}
    for row in rows:
        name = row.name(key)
        if name in above:
            found.setdefault(name, []).append(row)
        elif name:
            says = f"The row belongs to '{name}', which no row of the sheet above it defines."
            account.refuse(InputError("row-without-owner", says, hint="Check the name, letter by letter."), row.place)
    return found


def _without(row: Row, key: str) -> dict[str, Plain]:
    return {name: value for name, value in row.data.items() if name != key}


def _fit(record: Commitment | Event, place: str, account: Account) -> bool:
    try:
        _check(record, place)
    except InputError as error:
        account.refuse(error, place)
        return False
    return True


def _check(record: Commitment | Event, place: str) -> None:
    if isinstance(record, Commitment):
        if not record.status:
            says = f"'{record.id}' has no dated step."
            raise InputError("commitment-undated", says, hint="Say since when and by what it is known.")
        if record.readiness_h is not None and not 0 <= record.readiness_h <= MOST_HOURS:
            says = f"'{record.id}' is ready {record.readiness_h} hours after the call."
            raise InputError("readiness-out-of-range", says, hint=f"Write 0 to {MOST_HOURS} hours, or leave it empty.")
    refuse_unrecordable(record, None, place)


def _blocs(rows: Sequence[Row]) -> dict[str, tuple[str, ...]]:
    members: dict[str, set[str]] = {}
    for row in rows:
        listed = row.data.get("members")
        if row.whole and isinstance(listed, list):
            members.setdefault(row.name("bloc"), set()).update(str(name) for name in listed)
    return {bloc: tuple(sorted(names)) for bloc, names in sorted(members.items())}
