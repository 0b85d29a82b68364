"""A register → its history in the manner of OCDS: a release for each dated step, a compiled record for each promise.

A release is never changed: what was known at a moment is what the releases up to it compile to. The objects `promise`
and `steps` are ours; OCDS has no words for guarantees. Tags, merging by `id` and milestones are those of OCDS 1.1.
"""

import json
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

import msgspec

from servanda.adapters.exchange.condition_text import moment_text
from servanda.adapters.exchange.milestones import milestones
from servanda.adapters.exchange.tables import is_exercise
from servanda.commitments import Register, amount_left, axis_value, rung
from servanda.commitments.parts import ENDING
from servanda.records.commitment import Commitment, StatusEvent

PREFIX = "servanda-"
"""Before the name of a promise in its `ocid`: no prefix of the OCDS registry."""

Release = dict[str, Any]
_STAGES = {
    "signalled": "planning",
    "offered": "planning",
    "pledged": "planning",
    "ratified": "contract",
    "deployed": "implementation",
}


def history(register: Register, as_of: datetime) -> dict[str, Any]:
    """Releases and compiled records of all that was known at a moment, as one package."""
    known = [one for one in releases(register) if _date(one) <= as_of]
    notice = {"notice": "EXERCISE"} if is_exercise(register, None) else {}
    return {**notice, "asOf": moment_text(as_of), "releases": known, "records": list(records(known, as_of))}


def history_json(register: Register, as_of: datetime) -> bytes:
    """The same as JSON."""
    return (json.dumps(history(register, as_of), ensure_ascii=False, indent=1) + "\n").encode()


def releases(register: Register) -> list[Release]:
    """A release for each step of each promise and each replacement of one, by the moment it became known."""
    every = [one for commitment in register.commitments for one in _of_one(commitment, register)]
    return sorted(every, key=lambda one: (_date(one), one["ocid"]))


def records(known: Iterable[Release], as_of: datetime) -> Iterator[dict[str, Any]]:
    """The record of each promise: what its releases compile to, and what follows from it at a moment.

    Args:
        known: Releases, oldest first; those after the moment are left out.
        as_of: The moment.
    """
    by_promise: dict[str, list[Release]] = {}
    for release in known:
        if _date(release) <= as_of:
            by_promise.setdefault(release["ocid"], []).append(release)
    for ocid in sorted(by_promise):
        own = by_promise[ocid]
        compiled: Release = {}
        for release in own:
            merge(compiled, release)
        compiled |= {"id": f"{ocid}-compiled", "tag": ["compiled"], **_derived(compiled, as_of)}
        yield {"ocid": ocid, "releases": [release["id"] for release in own], "compiledRelease": compiled}


def merge(into: dict[str, Any], newer: dict[str, Any]) -> None:
    """Take over a newer object: objects are merged, lists of objects by their `id`, all else is replaced."""
    for key, value in newer.items():
        old = into.get(key)
        if isinstance(old, dict) and isinstance(value, dict):
            into[key] = dict(old)
            merge(into[key], value)
        elif isinstance(old, list) and value and all(isinstance(one, dict) and "id" in one for one in value):
            into[key] = _merged_lists(old, value)
        else:
            into[key] = value


def _merged_lists(old: list[dict[str, Any]], newer: list[dict[str, Any]]) -> list[dict[str, Any]]:
    by_id = {one["id"]: dict(one) for one in old}
    for one in newer:
        merge(by_id.setdefault(one["id"], {}), one)
    return list(by_id.values())


def promise_of(compiled: Release) -> Commitment:
    """The promise as far as a compiled release knows it."""
    steps = [{key: value for key, value in step.items() if key != "id"} for step in compiled["steps"]]
    stated = {key: value for key, value in compiled["promise"].items() if key != "superseded_by"}
    return msgspec.convert({**stated, "status": steps}, Commitment)


def _derived(compiled: Release, as_of: datetime) -> dict[str, Any]:
    promise = promise_of(compiled)
    later = compiled["promise"].get("superseded_by", [])
    return {
        "rung": rung(promise, as_of),
        "axes": {axis: axis_value(promise, axis, as_of) for axis in ("legal", "material", "stance")},
        "amountLeft": amount_left(promise, as_of),
        "milestones": milestones(promise, as_of, renewed=bool(later)),
    }


def _of_one(commitment: Commitment, register: Register) -> Iterator[Release]:
    steps = sorted(commitment.status, key=lambda step: step.known_on)
    stages: set[str] = set()
    for number, step in enumerate(steps, start=1):
        head = _first(commitment) if number == 1 else {}
        body = {"steps": [{"id": str(number), **msgspec.to_builtins(step)}]}
        yield _release(commitment.id, str(number), step.known_on, [_tag(commitment, step, stages)]) | head | body
    yield from _replaced(commitment, register, steps[0].known_on if steps else None)


def _replaced(commitment: Commitment, register: Register, known: datetime | None) -> Iterator[Release]:
    """A release for each later version, dated when it became known, but not before the promise itself."""
    later: list[str] = []
    for other in sorted(register.successors.get(commitment.id, ()), key=_known_since):
        if known is not None and other.status:
            later.append(other.id)
            date = max(known, _known_since(other))
            release = _release(commitment.id, f"replaced-{len(later)}", date, ["planningUpdate"])
            yield release | {"promise": {"superseded_by": list(later)}}


def _known_since(commitment: Commitment) -> datetime:
    return min(step.known_on for step in commitment.status)


def _release(name: str, number: str, date: datetime, tag: list[str]) -> Release:
    ocid = f"{PREFIX}{name}"
    return {"ocid": ocid, "id": f"{ocid}-{number}", "date": moment_text(date), "tag": tag}


def _first(commitment: Commitment) -> Release:
    stated = {key: value for key, value in msgspec.to_builtins(commitment).items() if key != "status"}
    roles = ((commitment.provider, "provider"), (commitment.beneficiary, "beneficiary"))
    parties = [{"id": party, "roles": [role for name, role in roles if name == party]} for party in dict(roles)]
    return {"parties": parties, "promise": stated}


def _tag(commitment: Commitment, step: StatusEvent, stages: set[str]) -> str:
    if step.value in ENDING and step.scope is None and "contract" in stages:
        return "contractTermination"
    stage = _STAGES[rung(commitment, step.known_on)]
    tag = f"{stage}Update" if stage in stages else stage
    stages.add(stage)
    return tag


def _date(release: Release) -> datetime:
    return datetime.fromisoformat(release["date"])
