"""A sound document of an invented exercise, and small changes to it."""

from collections.abc import Callable
from copy import deepcopy
from typing import Any

Document = dict[str, Any]
Damage = Callable[[Document], object]
KNOWN = "2031-02-01T12:00:00Z"


def step(value: str = "signed", axis: str = "legal", **more: Any) -> Document:
    return {"axis": axis, "value": value, "occurred_on": "2031-02-01", "known_on": KNOWN, "support": ["s"], **more}


def promise(name: str, provider: str, **more: Any) -> Document:
    made = {
        "id": name,
        "provider": provider,
        "beneficiary": "EX-ASTER",
        "function": "watch",
        "quantity": 3,
        "unit": "posts",
        "sectors": ["A", "B"],
        "status": [step(), step("quantified", "material")],
        "support": ["s"],
    }
    return {**made, **more}


_SOUND: Document = {
    "format": "servanda-guarantees/1",
    "as_of": "2031-03-01T00:00:00Z",
    "commitments": [
        promise("EX-1", "EX-CEDAR"),
        promise("EX-2", "EX-DELTA", condition={"promised": "EX-1"}),
        promise("EX-3", "EX-ELM", condition={"event": "vote"}),
        promise("EX-4-NEW", "EX-FIR", supersedes="EX-4", quantity=1),
        promise("EX-4", "EX-FIR", quantity=9),
        promise("EX-BLOC", "EX-UNION", quantity=8),
        promise("EX-MEMBER", "EX-GORSE", quantity=2),
        promise(
            "EX-LONE", "EX-HAZEL", function="land", condition={"unless": {"sum": {"function": "watch", "amount": 1}}}
        ),
        promise("EX-ROUND", "EX-IVY", condition={"promised": "EX-BACK"}),
        promise("EX-BACK", "EX-JUNIPER", condition={"promised": "EX-ROUND"}),
    ],
    "events": [{"id": "vote", "states": [{"value": "unknown", "known_on": KNOWN}]}, {"id": "truce"}],
    "blocs": {"EX-UNION": ["EX-GORSE"]},
    "plan": {
        "requirements": [
            {"function": "watch", "sector": sector, "phase": "first", "quantity": 4, "unit": "posts"} for sector in "AB"
        ]
        + [{"function": "land", "sector": "A", "phase": "first", "quantity": 2, "unit": "posts"}],
        "lift": [{"provider": "EX-CEDAR", "amount": 5}],
        "further": [
            {
                "id": "EX-MORE",
                "provider": "EX-KAURI",
                "function": "watch",
                "quantity": 2,
                "unit": "posts",
                "sectors": ["A"],
            }
        ],
    },
}


def sound() -> Document:
    return deepcopy(_SOUND)


def first(**fields: Any) -> Damage:
    return lambda document: document["commitments"][0].update(fields)


def condition(guard: Any) -> Damage:
    return first(condition=guard)


def deep(levels: int) -> Document:
    guard: Document = {"event": "vote"}
    for _ in range(levels):
        guard = {"all": [guard]}
    return guard


def status(*steps: Document) -> Damage:
    return first(status=list(steps))


def add(*records: Document) -> Damage:
    return lambda document: document["commitments"].extend(records)


def need(**fields: Any) -> Damage:
    return lambda document: document["plan"]["requirements"][0].update(fields)


def further(**fields: Any) -> Damage:
    return lambda document: document["plan"]["further"][0].update(fields)


def whole(**fields: Any) -> Damage:
    return lambda document: document.update(fields)
