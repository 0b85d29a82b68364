"""Certificates of a shortfall: sectors that need more than all that can reach them."""

from collections.abc import Iterable

from servanda.coverage.division import Heaps, tightest
from servanda.coverage.instance import Instance
from servanda.coverage.reach import Bools
from servanda.coverage.state import State
from servanda.records.plan import Cut


def cut_of(instance: Instance, place: int, counts: Bools, without: Iterable[str] = ()) -> Cut | None:
    """The certificate of one function and phase; none if its needs are met.

    It is the smallest set of sectors that shows the whole shortfall.

    Args:
        instance: The instance.
        place: Function and phase, by place in `instance.serving`.
        counts: (commitments,) whether each promise counts.
        without: Providers assumed gone, to be named.
    """
    serving = instance.serving[place]
    masks = serving.masks
    mine = (masks > 0) & counts[serving.nodes]
    short = tightest(serving.needs, Heaps(masks[mine], serving.amounts[mine]))
    if not short:
        return None
    counted = [serving.cells[cell] for cell in serving.counted]
    mine &= (masks & sum(1 << sector for sector in short)) > 0
    return Cut(
        function=counted[0].function,
        phase=counted[0].phase,
        sectors=[counted[sector].sector for sector in short],
        demand=sum(serving.needs[sector] for sector in short),
        supply=int(serving.amounts[mine].sum()),
        suppliers=[instance.net.names[node] for node in serving.nodes[mine].tolist()],
        without=sorted(without),
    )


def cuts_of(instance: Instance, state: State, level: int, without: Iterable[str] = ()) -> list[Cut]:
    """The certificates of everything that is short if classes up to a level count, by function and phase."""
    counts, gone = state.ranks <= level, sorted(without)
    short = [
        place for place, serving in enumerate(instance.serving) if state.met[place].shortfall(serving.needs, level)
    ]
    found = [cut_of(instance, place, counts, gone) for place in short]
    return [cut for cut in found if cut is not None]
