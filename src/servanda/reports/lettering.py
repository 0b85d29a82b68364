"""How much room words take, so that they can be broken before a browser sees them.

Widths are those of Noto Sans, rounded up, in thousandths of the height of the letters.
"""

_NARROW = frozenset("iljtfrIJ.,:;!|'()[]-/ ·іїІЇ’\u00a0\u202f")
_WIDE = frozenset("mwMW%@жшщюмфыЖШЩЮМФЫОQOGДЮ—⇄→")
_WIDTHS = (340, 585, 680, 900)
"""Narrow letters, small ones and digits, capitals, wide ones."""
_THOUSAND = 1000
_ELLIPSIS = "…"
NARROW_SPACE = "\u202f"


def room(text: str, size: int) -> int:
    """Width of a line of text at a height of letters, pixels."""
    narrow, small, capital, wide = _WIDTHS
    width = 0
    for letter in text:
        if letter in _NARROW:
            width += narrow
        elif letter in _WIDE:
            width += wide
        else:
            width += capital if letter.isupper() else small
    return -(-width * size // _THOUSAND)


def wrapped(text: str, width: int, size: int, rows: int) -> list[str]:
    """A text broken into at most so many lines of a width; what has no room ends in an ellipsis."""
    lines: list[str] = []
    for word in _pieces(text, width, size):
        if lines and room(f"{lines[-1]} {word}", size) <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    if len(lines) <= rows:
        return lines
    return [*lines[: rows - 1], cut(" ".join(lines[rows - 1 :]), width, size)]


def cut(text: str, width: int, size: int) -> str:
    """A text on one line; what has no room ends in an ellipsis."""
    if room(text, size) <= width:
        return text
    while text and room(text + _ELLIPSIS, size) > width:
        text = text[:-1].rstrip(" ,;:")
    return text + _ELLIPSIS


def fitting(text: str, width: int, sizes: tuple[int, ...]) -> int:
    """The first height of letters at which a text stands on one line; the last if none is small enough."""
    return next((size for size in sizes if room(text, size) <= width), sizes[-1])


def stands(text: str, width: int, size: int, rows: int) -> bool:
    """Whether a text has room in so many lines with no word broken and nothing cut."""
    lines = wrapped(text, width, size, rows)
    return " ".join(lines) == " ".join(_words(text)) and all(room(word, size) <= width for word in _words(text))


def _words(text: str) -> list[str]:
    """Words between spaces at which a line may be broken; a space that must not break is part of a word."""
    return [word for word in text.split(" ") if word]


def _pieces(text: str, width: int, size: int) -> list[str]:
    """Words; one that is wider than the line is broken after a hyphen, or wherever it must be."""
    pieces: list[str] = []
    for word in _words(text):
        rest = word
        while room(rest, size) > width and len(rest) > 1:
            end = next(n for n in range(len(rest) - 1, 0, -1) if n == 1 or room(rest[:n], size) <= width)
            hyphen = rest.rfind("-", 1, end) + 1
            end = hyphen or end
            pieces.append(rest[:end])
            rest = rest[end:]
        pieces.append(rest)
    return pieces
