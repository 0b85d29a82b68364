"""Our own lines of JSON, as every other format: what is taken does not depend on the order of the lines."""

from servanda import plain
from servanda.adapters.readers.taken import How, Taken
from servanda.observations import collect


def read(raw: bytes, name: str, _how: How) -> Taken:
    """Read observations, one a line; they say all of themselves.

    Args:
        raw: The file.
        name: Name it is cited by.
    """
    collected = collect(plain.lines_of(raw, name))
    return Taken(
        rows=collected.rows,
        taken=len(collected.records),
        observations=collected.table,
        rejections=collected.rejections,
    )
