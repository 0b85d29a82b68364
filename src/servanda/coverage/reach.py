"""What can reach each set of sectors, as a table over all sets.

Set U of S sectors is the number whose bits are its sectors, so a table has 2^S entries, int64. Sums over subsets are
zeta transforms: S passes over the table. Whatever would not fit exactly is refused.
"""

from collections.abc import Sequence
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from servanda.errors import InputError

Ints: TypeAlias = npt.NDArray[np.int64]
Bools: TypeAlias = npt.NDArray[np.bool_]

LARGEST_SUM = 2**61
"""Largest sum of needs, or of amounts, of one function and phase: twice as much still fits an int64."""


def refuse_large(amount: int, limit: int = LARGEST_SUM) -> None:
    """Refuse sums that the arithmetic could not hold exactly.

    Raises:
        InputError: `coverage-too-large`.
    """
    if amount > limit:
        says = f"The amounts of one function and phase add up to {amount}; at most {limit} can be divided exactly."
        raise InputError("coverage-too-large", says, hint="State them in a larger unit.")


def sums(needs: Sequence[int]) -> Ints:
    """(2^S,) sum of the needs of every set of sectors.

    Raises:
        InputError: `coverage-too-large`.
    """
    refuse_large(sum(int(need) for need in needs))
    table = np.zeros(1, dtype=np.int64)
    for need in needs:
        table = np.concatenate([table, table + need])
    return table


def reach(sectors: int, masks: Ints, amounts: Ints) -> Ints:
    """(2^S,) what can reach every set of sectors: all supplies but those that lie wholly outside it.

    Args:
        sectors: How many.
        masks: (supplies,) the sectors each can reach, as bits.
        amounts: (supplies,) how much each is; together at most `LARGEST_SUM`.
    """
    inside = np.zeros(1 << sectors, dtype=np.int64)
    np.add.at(inside, masks, amounts)
    inside = _within(inside, sectors)
    whole: Ints = inside[-1] - inside[::-1]
    return whole


def _within(table: Ints, sectors: int) -> Ints:
    """Sums over subsets: first over the high sectors, then, turned round, over the low ones, so that rows are long."""
    low = sectors // 2
    high = table.reshape(-1, 1 << low)
    _add_up(high)
    turned = np.ascontiguousarray(high.T)
    _add_up(turned)
    return np.ascontiguousarray(turned.T).reshape(-1)


def _add_up(rows: Ints) -> None:
    width = rows.shape[1]
    for bit in range(len(rows).bit_length() - 1):
        halves = rows.reshape(-1, 2, (1 << bit) * width)
        halves[:, 1, :] += halves[:, 0, :]


def telling(slack: Ints) -> Ints:
    """Sets of sectors that can show a shortfall larger than any set around them shows.

    What is lost on a set is lost on every larger set too; so a set with no less slack than some larger one can be left
    out, whatever is lost. The empty set shows nothing.

    Args:
        slack: (2^S,) what can reach each set, less what it needs.
    """
    sectors = slack.size.bit_length() - 1
    around = slack.copy()
    least = np.full_like(slack, np.iinfo(np.int64).max)
    for sector in range(sectors):
        halves, best = around.reshape(-1, 2, 1 << sector), least.reshape(-1, 2, 1 << sector)
        np.minimum(best[:, 0, :], halves[:, 1, :], out=best[:, 0, :])
        np.minimum(best[:, 0, :], best[:, 1, :], out=best[:, 0, :])
        np.minimum(halves[:, 0, :], halves[:, 1, :], out=halves[:, 0, :])
    kept: Ints = np.flatnonzero(slack < least)
    return kept[kept > 0]
