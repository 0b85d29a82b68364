"""Cells of a table of commas that no spreadsheet takes for a formula."""

from collections.abc import Iterable

_RUNS = ("=", "+", "-", "@", "\t", "\r", "\n")
"""What a formula may begin with (OWASP, CSV injection)."""
_MARK = "'"


def safe_cells(cells: Iterable[str]) -> list[str]:
    """Cells with a quotation mark before whatever a spreadsheet would run, after blanks too.

    >>> safe_cells(["Paris", "=1+1", "  @here", "CT-"])
    ['Paris', "'=1+1", "'  @here", 'CT-']
    """
    return [_MARK + cell if cell.lstrip(" \u00a0").startswith(_RUNS) or cell[:1] in _RUNS else cell for cell in cells]
