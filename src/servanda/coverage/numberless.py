"""Requirements without a number: whether they are met whoever leaves."""

from servanda.coverage.instance import Counting, Instance
from servanda.coverage.reach import Bools
from servanda.coverage.supply import Serving
from servanda.coverage.withdrawals import Withdrawals


def unmet_without_number(instance: Instance, counting: Counting, cases: Withdrawals | None) -> tuple[str, ...]:
    """Requirements without a number that nothing on record meets in some case.

    Further pledges are not asked: of no amount can it be shown that it is enough.

    Args:
        instance: Plan and register.
        counting: What counts as met.
        cases: What is left in each case; none if that is not known, and then no such requirement is shown to be met.

    Returns:
        Names, sorted.
    """
    found: list[str] = []
    for serving in instance.serving:
        for place, cell in enumerate(serving.cells):
            if cell.quantity == "unquantified":
                rows = serving.nodes[_able(serving, place, counting)]
                if cases is None or not cases.alive[rows].any(axis=0).all():
                    found.append(cell.id)
    return tuple(sorted(found))


def _able(serving: Serving, place: int, counting: Counting) -> Bools:
    able = serving.serves[:, place] & ~serving.short["bloc"]
    return able | serving.might[:, place] & ~serving.short["bloc"] if counting == "possible" else able
