"""Agreements as data: instruments → what no schema can say about them, and the schema itself.

In: `Agreement` records as the adapter reads them. Out: `Lint` records, each with what, where and how to mend.

>>> from servanda.records.agreement import Agreement
>>> empty = Agreement(id="a", version="1", title={"en": "A"}, kind="peace", status="draft", parties={}, support=[])
>>> [(found.code, found.severity) for found in lint([empty])]
[('sources-missing', 'error')]
"""

from servanda.agreements.lint import lint
from servanda.agreements.schema import schema
from servanda.agreements.scope import Lint, walk
from servanda.agreements.showing import show

__all__ = ["Lint", "lint", "schema", "show", "walk"]
