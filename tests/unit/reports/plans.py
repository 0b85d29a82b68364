"""Plans and registers for the drawings: everything a cell can show, and plans of any size; all invented."""

import random
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import msgspec

from servanda.commitments import RUNGS, Register, View
from servanda.coverage import assess
from servanda.records.commitment import Commitment, Event, StatusEvent
from servanda.records.condition import Guard
from servanda.records.plan import Plan, Requirement
from servanda.reports import Wait
from unit.reports import dossiers

AT = datetime(2031, 3, 1, tzinfo=UTC)
INDICATED = StatusEvent(axis="material", value="indicative", occurred_on="2031-02-01", known_on=AT, support=["s"])
IN_PLACE = StatusEvent(axis="material", value="in_place", occurred_on="2031-02-01", known_on=AT, support=["s"])
SIGNED = StatusEvent(axis="legal", value="signed", occurred_on="2031-02-01", known_on=AT, support=["s"])


def promise(name: Any, provider: Any, function: Any, **more: Any) -> Any:
    fields = {"says": {}, "support": ["s"], "status": [SIGNED], "beneficiary": "EX-ASTER", "unit": "teams", **more}
    return Commitment(id=name, provider=provider, function=function, **fields)


def need(function: Any, sector: Any, quantity: Any, phase: Any = "first") -> Any:
    name = f"{function}-{sector}-{phase}"
    return Requirement(id=name, function=function, sector=sector, phase=phase, quantity=quantity, unit="teams")


def every_kind() -> tuple[Plan, Register]:
    """Two phases with each standing: secured, in a circle, waiting, not stated, missing; a refusal; no number."""
    plan = Plan(
        id="EX-PLAN",
        says={},
        functions={
            "watch": {"en": "air watch", "uk": "нагляд з повітря"},
            "clearing": {"en": "mine clearance", "uk": "розмінування"},
            "posts": {"en": "monitoring posts", "uk": "пости моніторингу"},
        },
        sectors={"n": {"en": "north", "uk": "північ"}, "c": {"en": "centre", "uk": "центр"}},
        phases={"first": {"en": "first 90 days", "uk": "перші 90 днів"}, "after": {"en": "after", "uk": "згодом"}},
        requirements=[
            need("watch", "n", 12_000),
            need("watch", "c", 3),
            need("clearing", "n", 5),
            need("clearing", "c", "unquantified"),
            need("posts", "n", 4, "after"),
            need("posts", "c", "unquantified", "after"),
        ],
    )
    commitments = (
        promise("EX-A", "EX-CEDAR", "watch", quantity=11_999, sectors=["n"], status=[SIGNED, IN_PLACE]),
        promise("EX-B", "EX-DELTA", "clearing", quantity=2, sectors=["n"], condition=Guard(promised="EX-C")),
        promise("EX-C", "EX-CEDAR", "clearing", quantity=1, sectors=["n"], condition=Guard(promised="EX-B")),
        promise("EX-D", "EX-ELM", "clearing", quantity=1, sectors=["n", "c"], condition=Guard(event="vote")),
        promise("EX-E", "EX-ELM", "posts", quantity="unquantified", sectors=["n"]),
        promise("EX-F", "EX-DELTA", "watch", kind="refusal", sectors=["c"]),
        promise("EX-G", "EX-ELM", "watch", kind="refusal", sectors=["c"]),
    )
    vote = Event(id="vote", says={"en": "the vote", "uk": "голосування"}, decided_by=["EX-ELM"])
    return plan, Register(commitments, (vote,))


def of_size(*size: int, most: int = 30) -> tuple[Plan, Register]:
    """A plan of a size with some hundred promises, drawn with a fixed seed."""
    drawn = random.Random(4)  # noqa: S311 - no secret
    named = [{f"{kind}{n:02d}": {} for n in range(count)} for kind, count in zip("fsp", size, strict=True)]
    requirements = [
        need(f, s, drawn.choice(["unquantified", *[drawn.randint(1, most) for _ in range(9)]]), p)
        for f in named[0]
        for s in named[1]
        for p in named[2]
    ]
    commitments = [
        promise(
            f"EX-{n:03d}",
            f"EX-G{n % 40:02d}",
            drawn.choice(list(named[0])),
            quantity=drawn.randint(1, most),
            sectors=drawn.sample(list(named[1]), min(size[1], 3)),
            kind="refusal" if n % 23 == 0 else "promise",
            status=[SIGNED, *[[], [INDICATED], [IN_PLACE]][n % 3]],
            condition=Guard(event="vote") if n % 5 == 0 else Guard(all=[]),
        )
        for n in range(size[0] * size[1] * 2)
    ]
    plan = Plan(id="EX-PLAN", says={}, functions=named[0], sectors=named[1], phases=named[2], requirements=requirements)
    return plan, Register(tuple(commitments), (Event(id="vote", says={}),))


def dossier_of(exercise: Any, plan: Plan, register: Register) -> Any:
    """The exercise with another plan."""
    by_rung = [assess(plan, register, View(as_of=AT, floor=rung)) for rung in RUNGS]
    names = {
        "EX-CEDAR": {"en": "Cedar", "uk": "Кедар"},
        "EX-DELTA": {"en": "Delta", "uk": "Дельта"},
        "EX-ELM": {"en": "Elm", "uk": "Ельм"},
    }
    return replace(
        exercise,
        names=names,
        plan=plan,
        by_rung=by_rung,
        coverage=by_rung[0],
        commitments=register.commitments,
        events=register.events,
        waits=[],
    )


def small() -> Any:
    """The exercise with a plan that has every kind of need."""
    return dossier_of(dossiers.exercise(), *every_kind())


def large() -> Any:
    """The exercise with a plan of 576 needs with long names."""
    plan, register = of_size(12, 12, 4)
    names = {
        "functions": named(plan.functions, "Ceasefire monitoring and verification", "Моніторинг припинення вогню"),
        "sectors": named(plan.sectors, "Sector (north-east)", "Сектор (північний схід)"),
        "phases": named(plan.phases, "After so many days", "Через стільки днів"),
    }
    return dossier_of(dossiers.exercise(), msgspec.structs.replace(plan, **names), register)


def named(listed: Any, en: str, uk: str) -> Any:
    return {name: {"en": f"{en} {name}", "uk": f"{uk} {name}"} for name in listed}


def forty() -> Any:
    """A case of words in which forty promises wait, five of them in a circle."""
    drawn = random.Random(1)  # noqa: S311 - no secret
    known = dossiers.paris()
    names = [f"G{number:02d}" for number in range(20)]
    pairs = [(*drawn.sample(names, 2), False) for _ in range(35)]
    pairs += [(names[n], names[(n + 1) % 5], True) for n in range(5)]
    waits = [
        Wait(
            who=who,
            for_whom=whom,
            commitment=f"c-{n}",
            because="us-signal" if n % 9 == 0 else f"c-{whom}",
            in_circle=ring,
        )
        for n, (who, whom, ring) in enumerate(pairs)
    ]
    called = {name: {"en": f"Guarantor {name} of the alliance", "uk": f"Гарант {name} від союзників"} for name in names}
    return replace(known, waits=waits, names=called)
