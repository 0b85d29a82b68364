"""Where the rows of a comma-separated text lie, on which lines, with how many cells: found without cutting them."""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

Offsets = NDArray[np.int64]

_BLOCK = 1 << 23
_CR, _LF, _QUOTE = 13, 10, 34


@dataclass(frozen=True)
class Layout:
    """Rows of a text, the header being the first; blank lines are none."""

    starts: Offsets
    """Byte at which each row begins."""
    ends: Offsets
    """Byte behind its last, without the end of the line."""
    lines: Offsets
    """Line on which it begins, counted from 1."""
    widths: Offsets
    """How many cells it has; 0 where its quotation marks do not pair."""
    unpaired: Sequence[int] = field(default_factory=list)
    """Indices of rows whose quotation marks do not pair: each is one line."""


def layout_of(raw: bytes, begin: int, separator: str) -> Layout:
    """Find the rows of a text.

    A well-formed text (RFC 4180, any line ends but lone CR) is laid out with array arithmetic. Where a quotation mark
    stands where it should not, the rows are read one by one, and a row that does not end is only the line it begins on.

    Args:
        raw: The file.
        begin: Where its text begins.
        separator: One ASCII character.
    """
    mark = ord(separator)
    breaks, quotes = _positions(raw, begin, _LF), _positions(raw, begin, _QUOTE)
    swift = raw.count(b"\r", begin) == raw.count(b"\r\n", begin) and _well_formed(raw, quotes, (begin, mark))
    return _swift(raw, begin, breaks, (quotes, mark)) if swift else _careful(raw, begin, separator)


def _positions(raw: bytes, begin: int, byte: int) -> Offsets:
    """Offsets at which a byte stands."""
    whole = np.frombuffer(raw, dtype=np.uint8)
    found = [
        np.flatnonzero(whole[at : min(at + _BLOCK, len(raw))] == byte) + at for at in range(begin, len(raw), _BLOCK)
    ]
    return np.concatenate(found).astype(np.int64) if found else np.zeros(0, np.int64)


def _well_formed(raw: bytes, quotes: Offsets, of: tuple[int, int]) -> bool:
    """Whether every quotation mark opens a cell, closes one, or stands doubled inside one."""
    begin, mark = of
    if len(quotes) % 2:
        return False
    whole = np.frombuffer(raw, dtype=np.uint8)
    opens, closes = quotes[::2], quotes[1::2]
    before = np.where(opens > begin, whole[np.maximum(opens - 1, 0)], _LF)
    after = np.where(closes + 1 < len(raw), whole[np.minimum(closes + 1, len(raw) - 1)], _LF)
    return bool(np.isin(before, (mark, _LF, _QUOTE)).all() and np.isin(after, (mark, _LF, _CR, _QUOTE)).all())


def _swift(raw: bytes, begin: int, breaks: Offsets, of: tuple[Offsets, int]) -> Layout:
    quotes, _ = of
    whole = np.frombuffer(raw, dtype=np.uint8)
    ends = breaks[np.searchsorted(quotes, breaks) % 2 == 0]
    starts = np.concatenate([np.array([begin]), ends + 1])
    ends = np.concatenate([ends, np.array([len(raw)])])
    separators = _separators(raw, begin, ends, of)
    bare = ends - ((ends > starts) & (whole[np.maximum(ends - 1, 0)] == _CR))
    widths = np.diff(separators, prepend=0) + 1
    lines = np.searchsorted(breaks, starts) + 1
    full = bare > starts
    return Layout(starts[full], bare[full], lines[full], widths[full])


def _separators(raw: bytes, begin: int, ends: Offsets, of: tuple[Offsets, int]) -> Offsets:
    """How many separators outside quotation marks stand before each offset, block by block."""
    quotes, mark = of
    counts = np.zeros(len(ends), dtype=np.int64)
    before, whole = 0, np.frombuffer(raw, dtype=np.uint8)
    for at in range(begin, len(raw), _BLOCK):
        until = min(at + _BLOCK, len(raw))
        found = np.flatnonzero(whole[at:until] == mark) + at
        found = found[np.searchsorted(quotes, found) % 2 == 0] if len(quotes) else found
        first, last = np.searchsorted(ends, (at, until))
        last = len(ends) if until == len(raw) else last
        counts[first:last] = before + np.searchsorted(found, ends[first:last])
        before += len(found)
    return counts


def _careful(raw: bytes, begin: int, separator: str) -> Layout:
    """The same, row by row."""
    pieces = raw[begin:].splitlines(keepends=True)  # of bytes: at LF, CR and CRLF only
    offsets = np.cumsum([begin, *map(len, pieces)])
    rows: list[tuple[int, int, int, int]] = []
    unpaired: list[int] = []
    for at, used, width in _rows(pieces, separator):
        start = int(offsets[at])
        last = pieces[at + used - 1]
        end = int(offsets[at + used]) - (len(last) - len(last.rstrip(b"\r\n")))
        if end == start:
            continue
        if not width:
            unpaired.append(len(rows))
        rows.append((start, end, at + 1, width))
    table = np.array(rows, dtype=np.int64).reshape(-1, 4)
    return Layout(table[:, 0], table[:, 1], table[:, 2], table[:, 3], unpaired)


def _rows(pieces: Sequence[bytes], separator: str) -> Iterator[tuple[int, int, int]]:
    """Each row: its first line counted from 0, how many lines it takes, how many cells it has."""
    mark, at = separator.encode(), 0
    while at < len(pieces):
        used, width = 1, pieces[at].count(mark) + 1
        if b'"' in pieces[at]:
            used, width = _quoted(pieces, at, separator)
        yield at, used, width
        at += used


def _quoted(pieces: Sequence[bytes], at: int, separator: str) -> tuple[int, int]:
    """Lines and cells of a row that holds quotation marks; one line and no cells if they do not pair."""
    lines = (pieces[each].decode("latin-1") for each in range(at, len(pieces)))  # a byte, a character
    reader = csv.reader(lines, delimiter=separator, strict=True)
    try:
        return (reader.line_num, len(cells)) if (cells := next(reader)) else (1, 1)
    except csv.Error:
        return 1, 0
