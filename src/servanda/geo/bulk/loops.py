"""Whether the compiled loop of the extra `fast` is there."""

from functools import cache
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType


@cache
def compiled() -> ModuleType | None:
    """The module with the compiled loop, or none if numba is not installed: then numpy does the same."""
    return import_module("servanda.geo.bulk.fast") if find_spec("numba") else None
