"""Folder or file of instruments → agreements with their shapes and sources; with lines, for the linter's messages."""

from servanda.adapters.agreements.reading import (
    ReadAgreement,
    load,
    load_sources,
    places_of,
    read_agreements,
    read_each,
    read_text,
)
from servanda.adapters.agreements.shapes import shapes_of

__all__ = [
    "ReadAgreement",
    "load",
    "load_sources",
    "places_of",
    "read_agreements",
    "read_each",
    "read_text",
    "shapes_of",
]
