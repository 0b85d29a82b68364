"""Guards of every kind, for properties."""

from datetime import datetime, timedelta, timezone

from hypothesis import strategies as st

from servanda.commitments import RUNGS
from servanda.records.condition import AtLeast, Guard, RungAtLeast, SumAtLeast

NAMES = st.one_of(
    st.sampled_from(
        ["peace-agreement", "FRA-LAND", "page:x", "and", "щонайменше", "5", "2031-03-14", "a b", 'say "x"']
    ),
    st.text(max_size=8),
)
MOMENTS = st.datetimes(
    min_value=datetime(1950, 1, 1),  # noqa: DTZ001 - the zone is drawn beside it
    max_value=datetime(2150, 1, 1),  # noqa: DTZ001 - same
    timezones=st.integers(-12 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes))),
)
AMOUNTS = st.integers(-(10**14), 10**14)
LEAVES = st.one_of(
    NAMES.map(lambda name: Guard(event=name)),
    NAMES.map(lambda name: Guard(promised=name)),
    NAMES.map(lambda name: Guard(done=name)),
    st.builds(lambda name, rung: Guard(rung=RungAtLeast(commitment=name, rung=rung)), NAMES, st.sampled_from(RUNGS)),
    st.builds(
        lambda function, amount, sector, phase: Guard(
            sum=SumAtLeast(function=function, amount=amount, sector=sector, phase=phase)
        ),
        NAMES,
        AMOUNTS,
        NAMES,
        NAMES,
    ),
    MOMENTS.map(lambda moment: Guard(not_before=moment)),
    MOMENTS.map(lambda moment: Guard(not_after=moment)),
)


def _joined(inner: st.SearchStrategy[Guard]) -> st.SearchStrategy[Guard]:
    lists = st.lists(inner, max_size=3)
    return st.one_of(
        lists.map(lambda parts: Guard(all=parts)),
        lists.map(lambda parts: Guard(any=parts)),
        st.builds(lambda k, parts: Guard(at_least=AtLeast(k=k, of=parts)), st.integers(-1, 5), lists),
        inner.map(lambda part: Guard(unless=part)),
    )


GUARDS = st.recursive(LEAVES, _joined, max_leaves=12)
"""Guards that state one thing each, of every kind."""
