"""Servanda: what was said, promised, agreed and done, and who must now act, in one verifiable chain."""

TYPE_CHECKING = False  # what type checkers take for true; importing `typing` would cost more than all the rest

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from servanda.runs.opened import Opened

__all__ = ["__version__", "open"]
__version__ = "0.1.0"


def open(folder: "str | Path", *, as_of: "int | datetime | None" = None) -> "Opened":  # noqa: A001 - servanda.open(…)
    """Open a case for a notebook or script: see `servanda.runs.opened`.

    Args:
        folder: The case folder.
        as_of: Size of the ledger or moment to look from; the manifest's moment if none.
    """
    from servanda.runs.opened import Opened  # noqa: PLC0415 - `import servanda` stays instant

    return Opened(folder, as_of=as_of)
