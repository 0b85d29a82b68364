"""A reading copy of a text: the same words made easy to compare, with the way back to the exact characters.

The text itself is never changed. The copy folds what only looks different (kinds of apostrophes, quotation marks and
dashes), drops characters that nobody sees, and mends words that mix two alphabets letter for letter.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

_UNSEEN = "\u00ad\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff"
_SAME = {
    **dict.fromkeys(map(ord, "’ʼ‘`´′＇"), "'"),
    **dict.fromkeys(map(ord, "“”„«»‟〝〞"), '"'),
    **dict.fromkeys(map(ord, "–—−‒―"), "-"),
    **dict.fromkeys(map(ord, "\u00a0\u2007\u2009\u202f\t"), " "),
}
_LATIN = "aceiopxykmthbACEIOPXYKMTHB"
_CYRILLIC = "асеіорхукмтнвАСЕІОРХУКМТНВ"
_TO_CYRILLIC = str.maketrans(_LATIN, _CYRILLIC)
_TO_LATIN = str.maketrans(_CYRILLIC, _LATIN)
_ODD = re.compile(f"[{_UNSEEN}]")
_SEAM = re.compile(r"[A-Za-z][\u0400-\u04ff]|[\u0400-\u04ff][A-Za-z]")
_WORD = re.compile(r"[^\W\d_]+")
_TOKEN = re.compile(r"[\w']+(?:[-.][\w']+)*|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Token:
    """One word or mark of a sentence."""

    fold: str
    """Lower-case form for comparison."""
    plain: str
    """The same with its capitals."""
    start: int
    """First code point in the text as received."""
    end: int
    """One past the last."""

    @property
    def is_word(self) -> bool:
        """Whether it is a word rather than a mark."""
        return self.fold[0].isalnum()


def tokens_of(text: str, start: int, end: int) -> list[Token]:
    """Words and marks of a stretch of a text, with their places in the text as received."""
    piece = text[start:end]
    origin: list[int] | None = None
    if _ODD.search(piece):
        kept = [(place, char) for place, char in enumerate(piece) if char not in _UNSEEN]
        piece, origin = "".join(char for _, char in kept), [place for place, _ in kept]
    plain = _mend(piece.translate(_SAME))
    found = []
    for match in _TOKEN.finditer(plain):
        first, last = match.start(), match.end() - 1
        if origin is not None:
            first, last = origin[first], origin[last]
        word = match.group()
        found.append(Token(_lower(word), word, start + first, start + last + 1))
    return found


def _mend(piece: str) -> str:
    """Write a word that mixes two alphabets in the one that most of its unmistakable letters belong to."""
    if piece.isascii() or not _SEAM.search(piece):
        return piece
    return _WORD.sub(_mended, piece)


def _mended(match: re.Match[str]) -> str:
    word = match.group()
    if not _SEAM.search(word):
        return word
    latin = sum(1 for char in word if char.isascii() and char not in _LATIN)
    cyrillic = sum(1 for char in word if not char.isascii() and char not in _CYRILLIC)
    if latin and cyrillic:
        return word
    if cyrillic or not latin:
        return word.translate(_TO_CYRILLIC)
    return word.translate(_TO_LATIN)


@lru_cache(maxsize=65536)
def _lower(word: str) -> str:
    return word.lower()
