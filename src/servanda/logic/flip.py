"""Flip points: where a number that is not agreed yet changes the verdict."""

from dataclasses import dataclass

from servanda.errors import InputError


@dataclass(frozen=True, slots=True)
class FlipPoint:
    """Where a limit *must not be nearer than L* changes the answer, for a quantity known as an interval.

    Attributes:
        kept_up_to: Largest limit at which it is certainly respected.
        breached_above: For every limit above this it is certainly not; between the two the measurement decides.
    """

    kept_up_to: int
    breached_above: int

    def says_of(self, limit: int) -> bool | None:
        """Whether a limit is broken: true, false, or `None` where only a better measurement could tell.

        >>> flip_point(680, 720).says_of(700)
        """
        if limit <= self.kept_up_to:
            return False
        return True if limit > self.breached_above else None


def flip_point(smallest: int, largest: int) -> FlipPoint:
    """The flip point for a quantity measured between `smallest` and `largest`, in the unit of the limit.

    A limit equal to the measured value is respected: *nearer than* is strict.

    Raises:
        InputError: `interval-reversed` if the smallest is larger than the largest.

    >>> flip_point(700, 700)
    FlipPoint(kept_up_to=700, breached_above=700)
    """
    if smallest > largest:
        raise InputError("interval-reversed", f"The interval runs from {smallest} down to {largest}.")
    return FlipPoint(kept_up_to=smallest, breached_above=largest)
