r"""Text of a record's file → plain data with line numbers → records.

YAML restricted to the JSON data model, so that every reader sees the same: no anchors, aliases, tags, merge keys,
directives, second documents, duplicate or non-text keys, bare dates, fractions or words that pass for booleans.
The events of the parser are folded into data with a stack of our own: nothing is built before it is checked, and
nesting cannot exhaust the interpreter. JSON is a subset and is read by the same function.

>>> load('id: paris\nversion: "2026-01-06"', "a.yaml").data
{'id': 'paris', 'version': '2026-01-06'}
"""

from servanda.plain.bundled import bundled
from servanda.plain.decoding import decode, decode_each
from servanda.plain.limits import YEARS
from servanda.plain.lines import Line, decode_lines, lines_of
from servanda.plain.loaded import Loaded, Path, Plain, path_text, value_at
from servanda.plain.named import Named, decode_named
from servanda.plain.reading import MAX_BYTES, MAX_NODES, load

__all__ = [
    "MAX_BYTES",
    "MAX_NODES",
    "YEARS",
    "Line",
    "Loaded",
    "Named",
    "Path",
    "Plain",
    "bundled",
    "decode",
    "decode_each",
    "decode_lines",
    "decode_named",
    "lines_of",
    "load",
    "path_text",
    "value_at",
]
