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


def guards(names: st.SearchStrategy[str], moments: st.SearchStrategy[datetime]) -> st.SearchStrategy[Guard]:
    """Guards that state one thing each, of every kind, over these names and moments."""
    return st.recursive(_leaves(names, moments), _joined, max_leaves=8)


def _leaves(names: st.SearchStrategy[str], moments: st.SearchStrategy[datetime]) -> st.SearchStrategy[Guard]:
    return st.one_of(
        names.map(lambda name: Guard(event=name)),
        names.map(lambda name: Guard(promised=name)),
        names.map(lambda name: Guard(done=name)),
        st.builds(RungAtLeast, commitment=names, rung=st.sampled_from(RUNGS)).map(lambda rung: Guard(rung=rung)),
        st.builds(SumAtLeast, function=names, amount=AMOUNTS, sector=names, phase=names).map(
            lambda wanted: Guard(sum=wanted)
        ),
        moments.map(lambda moment: Guard(not_before=moment)),
        moments.map(lambda moment: Guard(not_after=moment)),
    )


def _joined(inner: st.SearchStrategy[Guard]) -> st.SearchStrategy[Guard]:
    lists = st.lists(inner, max_size=3)
    return st.one_of(
        lists.map(lambda parts: Guard(all=parts)),
        lists.map(lambda parts: Guard(any=parts)),
        st.builds(lambda k, parts: Guard(at_least=AtLeast(k=k, of=parts)), st.integers(-1, 5), lists),
        inner.map(lambda part: Guard(unless=part)),
    )


GUARDS = guards(NAMES, MOMENTS)
"""Guards over any names at all."""
