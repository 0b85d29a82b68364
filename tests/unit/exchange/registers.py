"""Small registers and plans of every shape, for properties; and cases as they lie in their folders."""

import unicodedata
from pathlib import Path

from hypothesis import strategies as st

from servanda.adapters.exchange.columns import LEGAL, MATERIAL, STANCE
from servanda.adapters.register import RegisterFolder, read_register
from servanda.commitments import RUNGS, Register
from servanda.records.commitment import (
    Activation,
    Commitment,
    Event,
    EventState,
    GuardReading,
    Scope,
    StatusEvent,
)
from servanda.records.plan import FurtherPledge, LiftLimit, Plan, Requirement
from servanda.records.time import Interval
from unit.exchange.guards import MOMENTS, guards

CASES = Path(__file__).parents[3] / "cases"
AXES = {"legal": LEGAL, "material": MATERIAL, "stance": STANCE}


def case(name: str) -> RegisterFolder:
    """The register and plan of a bundled case."""
    return read_register(CASES / name)


SIGNS = st.sampled_from(list("abЇ\"'=+-@;,[]() .:/5\n")) | st.characters(categories=("L", "N", "P", "S"))
TEXTS = (
    st.text(SIGNS, min_size=1, max_size=8)
    .map(lambda text: unicodedata.normalize("NFC", text.replace("\n", " / ")).strip())
    .filter(lambda text: bool(text) and unicodedata.is_normalized("NFC", text))
)
"""Texts without what nobody sees, in normal form."""
NAMES = TEXTS.filter(lambda text: not text.casefold().startswith(("(example)", "(приклад)")))
LISTS = st.lists(NAMES, max_size=2)
FILLED = st.lists(NAMES, min_size=1, max_size=2)
SAYS = st.dictionaries(st.sampled_from(["en", "uk", "fr"]), TEXTS, max_size=2)
WHOLE = st.integers(1, 10**9)
SECONDS = MOMENTS.map(lambda moment: moment.replace(microsecond=0))
GUARDS = guards(NAMES, SECONDS)
DAYS = st.dates().map(str) | st.sampled_from(["2026", "2026-01", "2026-01-06?", "2026-01~", "2026-01-06/2026-01-08"])


@st.composite
def steps(draw: st.DrawFn) -> StatusEvent:
    axis = draw(st.sampled_from(sorted(AXES)))
    scope = st.builds(Scope, sectors=LISTS, phases=LISTS, quantity=st.none() | WHOLE)
    return StatusEvent(
        axis=axis,  # type: ignore[arg-type] # drawn from the three
        value=draw(st.sampled_from(AXES[axis])),  # type: ignore[arg-type] # same
        occurred_on=draw(DAYS),
        known_on=draw(SECONDS),
        effective_on=draw(st.none() | SECONDS),
        scope=draw(st.none() | scope),
        support=draw(FILLED),
    )


def _interval(ends: tuple[object, ...]) -> Interval:
    start, end = ends
    if start is not None and end is not None and start > end:  # type: ignore[operator] # both moments
        start, end = end, start
    return Interval(start=start, end=end)  # type: ignore[arg-type] # same


READINGS = st.builds(GuardReading, id=NAMES, condition=GUARDS, held_by=FILLED, says=SAYS, support=LISTS)
ACTIVATIONS = st.builds(
    Activation,
    called_by=LISTS,
    verifier=st.just("") | TEXTS,
    within_h=st.none() | WHOLE,
    on_silence=st.sampled_from(["proceeds", "lapses", "undefined"]),
    cite=st.just("") | TEXTS,
)
COMMITMENTS = st.builds(
    Commitment,
    id=NAMES,
    kind=st.sampled_from(["promise", "refusal"]),
    provider=NAMES,
    beneficiary=NAMES,
    instrument=st.just("") | NAMES,
    function=NAMES,
    says=SAYS,
    quantity=st.just("unquantified") | st.integers(0, 10**9),
    unit=st.just("") | TEXTS,
    sectors=st.sampled_from(["unspecified", "undisclosed"]) | LISTS,
    caveats=LISTS,
    phases=LISTS,
    window=st.tuples(st.none() | SECONDS, st.none() | SECONDS).map(_interval),
    renewal_due=st.none() | SECONDS,
    readiness_h=st.none() | st.integers(0, 100_000),
    divisible=st.booleans(),
    stationed=st.booleans(),
    activation=st.none() | ACTIVATIONS,
    condition=GUARDS,
    readings=st.lists(READINGS, max_size=2),
    status=st.lists(steps(), min_size=1, max_size=3),
    supersedes=st.just("") | NAMES,
    support=FILLED,
)
STATES = st.builds(
    EventState,
    value=st.sampled_from(["true", "false", "unknown"]),
    known_on=SECONDS,
    occurred_on=st.just("") | DAYS,
    support=LISTS,
)
EVENTS = st.builds(
    Event,
    id=NAMES,
    says=SAYS,
    decided_by=LISTS,
    is_signal=st.booleans(),
    awaited_by=LISTS,
    states=st.lists(STATES, max_size=2),
)
BLOCS = st.dictionaries(NAMES, FILLED.map(lambda names: tuple(sorted(set(names)))), max_size=2).map(
    lambda blocs: dict(sorted(blocs.items()))
)


@st.composite
def registers(draw: st.DrawFn) -> Register:
    commitments = draw(st.lists(COMMITMENTS, max_size=2, unique_by=lambda one: one.id))
    events = draw(st.lists(EVENTS, max_size=2, unique_by=lambda one: one.id))
    return Register(tuple(commitments), tuple(events), draw(BLOCS))


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    functions, sectors, phases = (
        draw(st.dictionaries(NAMES, SAYS, min_size=1, max_size=2)) for _ in ("functions", "sectors", "phases")
    )
    function, sector, phase = (st.sampled_from(sorted(table)) for table in (functions, sectors, phases))
    requirement = st.builds(
        Requirement,
        id=NAMES,
        function=function,
        sector=sector,
        phase=phase,
        quantity=st.just("unquantified") | st.integers(0, 10**9),
        unit=st.just("") | TEXTS,
        min_rung=st.sampled_from(RUNGS),
        readiness_h=st.none() | WHOLE,
        support=LISTS,
    )
    further = st.builds(
        FurtherPledge,
        id=NAMES,
        provider=NAMES,
        function=function,
        quantity=WHOLE,
        unit=st.just("") | TEXTS,
        sectors=st.lists(sector, min_size=1, max_size=2),
        phases=st.lists(phase, max_size=2),
        readiness_h=st.none() | WHOLE,
        rung=st.sampled_from(RUNGS),
        condition=GUARDS,
        cost=st.integers(0, 99),
        says=SAYS,
    )
    lift = st.builds(
        LiftLimit, provider=NAMES, amount=WHOLE, function=st.just("") | function, phase=st.just("") | phase
    )
    return Plan(
        id=draw(NAMES),
        says=draw(SAYS),
        functions=functions,
        sectors=sectors,
        phases=phases,
        requirements=draw(st.lists(requirement, max_size=2, unique_by=lambda one: one.id)),
        lift=draw(st.lists(lift, max_size=2)),
        further=draw(st.lists(further, max_size=2, unique_by=lambda one: one.id)),
    )
