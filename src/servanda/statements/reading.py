"""A reading copy of a text: the same words made easy to compare, with the way back to the exact characters.

The text itself is never changed. The copy folds what only looks different (kinds of apostrophes, quotation marks and
dashes, letters in full width or mathematical type), joins letters with the marks that follow them, drops characters
that nobody sees, and mends words that mix two alphabets letter for letter.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

_UNSEEN = "\u00ad\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff"
_SAME = {
    **dict.fromkeys(map(ord, "’ʼ‘`´′＇"), "'"),
    **dict.fromkeys(map(ord, "“”„«»‟〝〞"), '"'),
    **dict.fromkeys(map(ord, "–—−‒―"), "-"),
    **dict.fromkeys(map(ord, "\u00a0\u2007\u2009\u202f\t"), " "),
}
_LATIN = "aceiopxykmthbïACEIOPXYKMTHBÏ"
_CYRILLIC = "асеіорхукмтнвїАСЕІОРХУКМТНВЇ"
_GREEK = str.maketrans("αεικορυχΑΒΕΗΙΚΜΝΟΡΤΥΧν", "aeikopuxABEHIKMNOPTYXv")
_TO_CYRILLIC = str.maketrans(_LATIN, _CYRILLIC)
_ONLY_LATIN = "ѕјԁһ"
"""Cyrillic letters that Ukrainian does not have: in a mixed word they stand for Latin ones."""
_TO_LATIN = str.maketrans(_CYRILLIC + _ONLY_LATIN, _LATIN + "sjdh")
_ODD = re.compile(f"[{_UNSEEN}\u0300-\u036f\uff01-\uff5e\U0001d400-\U0001d7ff]")
_SEAM = re.compile(r"[A-Za-zïÏ][\u0400-\u04ff]|[\u0400-\u04ff][A-Za-zïÏ]")
_GREEK_SEAM = re.compile(r"[\u0370-\u03ff][A-Za-z\u0400-\u04ff]|[A-Za-z\u0400-\u04ff][\u0370-\u03ff]")
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
    places: list[tuple[int, int]] | None = None
    if _ODD.search(piece):
        piece, places = _seen(piece)
    plain = _mend(piece.translate(_SAME))
    found = []
    for match in _TOKEN.finditer(plain):
        first, last = match.span()
        if places is not None:
            first, last = places[first][0], places[last - 1][1]
        word = match.group()
        found.append(Token(_lower(word), word, start + first, start + last))
    return found


def _seen(piece: str) -> tuple[str, list[tuple[int, int]]]:
    """What a reader sees of a piece, and where each letter of it begins and ends: one letter for each."""
    letters: list[str] = []
    places: list[tuple[int, int]] = []
    for at, char in enumerate(piece):
        if char in _UNSEEN:
            continue
        if letters and "\u0300" <= char <= "\u036f":
            joined = unicodedata.normalize("NFC", letters[-1] + char)
            letters[-1] = joined if len(joined) == 1 else letters[-1]
            places[-1] = (places[-1][0], at + 1)
            continue
        plain = unicodedata.normalize("NFKC", char) if char >= "\uff01" else char
        letters.append(plain if len(plain) == 1 else char)
        places.append((at, at + 1))
    return "".join(letters), places


def _mend(piece: str) -> str:
    """Write a word that mixes two alphabets in the one that most of its unmistakable letters belong to."""
    if piece.isascii():
        return piece
    if _GREEK_SEAM.search(piece):
        piece = _WORD.sub(lambda match: match[0].translate(_GREEK) if _GREEK_SEAM.search(match[0]) else match[0], piece)
    if not _SEAM.search(piece):
        return piece
    return _WORD.sub(_mended, piece)


def _mended(match: re.Match[str]) -> str:
    word = match.group()
    if not _SEAM.search(word):
        return word
    latin = sum(1 for char in word if char.isascii() and char not in _LATIN)
    cyrillic = sum(1 for char in word if not char.isascii() and char not in _CYRILLIC + _ONLY_LATIN)
    if latin and cyrillic:
        return word
    if cyrillic or not latin:
        return word.translate(_TO_CYRILLIC)
    return word.translate(_TO_LATIN)


@lru_cache(maxsize=65536)
def _lower(word: str) -> str:
    return word.lower()
