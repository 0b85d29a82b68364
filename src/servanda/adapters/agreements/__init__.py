"""Folder or file of instruments → agreements with their shapes and sources; with lines, for the linter's messages."""

from servanda.adapters.agreements.reading import ReadAgreement, load, load_sources, places_of, read_agreements
from servanda.adapters.agreements.shapes import shapes_of

__all__ = ["ReadAgreement", "load", "load_sources", "places_of", "read_agreements", "shapes_of"]
