"""Word lists of the reader, and the matcher that finds them: each token is looked up once, so time is linear.

The lists are data inside the package (`lexicon/*.yaml`) and know nothing about any article. A pattern is words parted
by spaces: `слово` exact, `слов*` a stem, `*тиме` an ending, `=US` with its capitals, `~` up to three words of any kind.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any

from servanda.errors import InputError
from servanda.plain import bundled
from servanda.statements.reading import Token

KINDS = frozenset({"state", "bloc", "person", "body", "outlet", "place", "forces"})
"""Kinds of entries of the registry."""
_GAP = 4


@dataclass(frozen=True, slots=True)
class Hit:
    """A pattern of the word lists found in a sentence."""

    tag: str
    """Which list."""
    value: str
    """Entry of the list: an entity for names, else empty."""
    first: int
    """First token."""
    last: int
    """One past the last token."""


@dataclass(frozen=True, slots=True)
class _Pattern:
    tag: str
    value: str
    words: tuple[str, ...]
    looked_up: bool
    """True if finding it in the index is all there is to check."""
    second: str
    """Its second word, if that must stand as it is: the quickest way to see that it does not fit."""


def _pattern(tag: str, value: str, form: str) -> _Pattern:
    words = tuple(form.split())
    plain = len(words) > 1 and words[1][0] not in "=*~" and words[1][-1] != "*"
    return _Pattern(tag, value, words, len(words) == 1 and not form.startswith("="), words[1] if plain else "")


class Lexicon:
    """All patterns, indexed by their first word."""

    def __init__(self, patterns: Iterable[_Pattern]) -> None:
        self._exact: dict[str, list[_Pattern]] = defaultdict(list)
        self._stems: dict[str, list[_Pattern]] = defaultdict(list)
        self._endings: dict[str, list[_Pattern]] = defaultdict(list)
        for pattern in patterns:
            first = pattern.words[0]
            if first.startswith("*"):
                self._endings[first[1:]].append(pattern)
            elif first.endswith("*"):
                self._stems[first[:-1]].append(pattern)
            else:
                self._exact[first.removeprefix("=").lower()].append(pattern)
        self._longest = max(map(len, self._stems), default=0)
        self._lengths = sorted({len(ending) for ending in self._endings})
        self._known = lru_cache(maxsize=65536)(self._candidates)

    def find(self, tokens: Sequence[Token]) -> dict[str, list[Hit]]:
        """All hits of a sentence by tag, in order; within one tag and entry list the longest wins."""
        found: dict[str, list[Hit]] = defaultdict(list)
        for place, token in enumerate(tokens):
            following = tokens[place + 1].fold if place + 1 < len(tokens) else ""
            for pattern in self._known(token.fold):
                if pattern.second and pattern.second not in (following, following.removesuffix("'s")):
                    continue
                last = place + 1 if pattern.looked_up else _match(pattern.words, tokens, place)
                if last:
                    found[pattern.tag].append(Hit(pattern.tag, pattern.value, place, last))
        return {tag: _longest(hits) for tag, hits in found.items()}

    def _candidates(self, word: str) -> tuple[_Pattern, ...]:
        found = list(self._exact.get(word, ()))
        if word.endswith("'s"):
            found.extend(self._exact.get(word[:-2], ()))
        for length in range(2, min(len(word), self._longest) + 1):
            found.extend(self._stems.get(word[:length], ()))
        for length in self._lengths:
            found.extend(self._endings.get(word[-length:], ()))
        return tuple(found)


def _match(words: tuple[str, ...], tokens: Sequence[Token], place: int) -> int:
    """One past the last token that the pattern takes when it begins at `place`; 0 if it does not fit."""
    at = place
    for number, wanted in enumerate(words):
        if wanted == "~":
            at = _skip(words[number + 1], tokens, at)
            continue
        if at >= len(tokens) or not _fits(wanted, tokens[at]):
            return 0
        at += 1
    return at


def _skip(wanted: str, tokens: Sequence[Token], at: int) -> int:
    for ahead in range(at, min(at + _GAP, len(tokens))):
        if _fits(wanted, tokens[ahead]):
            return ahead
    return len(tokens)


def _fits(wanted: str, token: Token) -> bool:
    if wanted.startswith("="):
        bare = wanted[1:]
        return token.plain.startswith(bare[:-1]) if bare.endswith("*") else token.plain == bare
    if wanted.startswith("*"):
        return token.fold.endswith(wanted[1:])
    if wanted.endswith("*"):
        return token.fold.startswith(wanted[:-1])
    return token.fold in (wanted, f"{wanted}'s")


def _longest(hits: list[Hit]) -> list[Hit]:
    """Drop hits that lie inside a longer or earlier one of the same tag."""
    kept: list[Hit] = []
    for hit in sorted(hits, key=lambda one: (one.first, -one.last, one.value)):
        if not kept or hit.first >= kept[-1].last:
            kept.append(hit)
    return kept


@dataclass(frozen=True, slots=True)
class Entity:
    """Somebody who may speak or act."""

    id: str
    """Party, person, body or outlet."""
    kind: str
    """state, bloc, person, body or outlet."""
    party: str
    """The party it speaks for; itself for states and blocs, empty for outlets."""
    names: Mapping[str, str]
    """Name in each language."""
    gender: str = ""
    """f for women, for pronouns; else empty."""
    given: tuple[str, ...] = ()
    """Other given names and spellings before the surname."""


_OWN: ContextVar["tuple[dict[str, Entity], Lexicon] | None"] = ContextVar("own_registry", default=None)


def registry() -> dict[str, Entity]:
    """Who is known by name: the bundled registry, with a case's own entries where one is being read."""
    own = _OWN.get()
    return _bundled_registry() if own is None else own[0]


def lexicon() -> Lexicon:
    """All word lists, with the names of a case's own entries where one is being read."""
    own = _OWN.get()
    return _bundled_lexicon() if own is None else own[1]


@contextmanager
def own_registry(rows: Mapping[str, Mapping[str, Any]]) -> Iterator[None]:
    """Read with a case's own entries beside the bundled ones; an entry with a known identifier replaces it.

    Args:
        rows: Identifier → `kind` (state, bloc, person, body, outlet), `for` (a party), `en`, `uk`, `forms` (patterns),
            and `adj`, `capital`, `gender`, `given`, where they apply.

    Raises:
        InputError: `registry-row`, `registry-party`.
    """
    merged = {**dict(_rows()), **{name: _checked(name, row) for name, row in rows.items()}}
    entities = _entities(merged)
    for name in rows:
        if entities[name].party not in {"", *entities}:
            says = f"Entry '{name}' speaks for '{entities[name].party}', whom the registry does not know."
            raise InputError("registry-party", says, hint="Use the identifier of a state or bloc, or add an entry.")
    token = _OWN.set((entities, Lexicon(_patterns(merged))))
    try:
        yield
    finally:
        _OWN.reset(token)


def _checked(name: str, row: object) -> dict[str, Any]:
    """A row of a case's own registry, whole and of the right kinds."""
    hint = "Give kind (state, bloc, person, body, outlet), en, uk and forms (a list of words)."
    if not isinstance(row, Mapping) or row.get("kind") not in KINDS:
        raise InputError("registry-row", f"Entry '{name}' has no kind that the reader knows.", hint=hint)
    lists = [row.get(key, []) for key in ("forms", "adj", "capital", "given")]
    texts = [row.get("en"), row.get("uk"), row.get("for", ""), row.get("gender", "")]
    whole = all(isinstance(one, list) and all(isinstance(form, str) and form for form in one) for one in lists)
    if not whole or not row.get("forms") or not all(isinstance(one, str) for one in texts):
        raise InputError("registry-row", f"Entry '{name}' has no names, or forms that are no list of words.", hint=hint)
    return dict(row)


@lru_cache(maxsize=1)
def _bundled_registry() -> dict[str, Entity]:
    """The bundled registry of states, people, bodies and outlets."""
    return _entities(dict(_rows()))


def _entities(rows: Mapping[str, Mapping[str, Any]]) -> dict[str, Entity]:
    entities = {}
    for name, row in rows.items():
        own = name if row["kind"] in {"state", "bloc"} else ""
        names = {"en": row["en"], "uk": row["uk"]}
        given = tuple(row.get("given", []))
        entities[name] = Entity(name, row["kind"], row.get("for", own), names, row.get("gender", ""), given)
    return entities


@lru_cache(maxsize=1)
def issues() -> dict[str, Any]:
    """The bundled list of issues: words that show them and their names."""
    return word_list("issues")


@lru_cache(maxsize=1)
def _bundled_lexicon() -> Lexicon:
    """All bundled word lists, compiled once."""
    return Lexicon(_patterns(dict(_rows())))


def _rows() -> Iterable[tuple[str, dict[str, Any]]]:
    """Rows of the bundled registry: states, then bodies, people and outlets."""
    for file in ("registry", "states", "people", "outlets"):
        yield from word_list(file).items()


def _patterns(rows: Mapping[str, Mapping[str, Any]]) -> list[_Pattern]:
    patterns = []
    for file in ("cues", "hedges", "frames"):
        for tag, forms in word_list(file).items():
            patterns += [_pattern(_tag(file, tag), "", str(form)) for form in forms]
    for name, row in rows.items():
        capitals = row.get("capital", [])
        patterns += [_pattern("entity", name, form) for form in [*row["forms"], *capitals]]
        patterns += [_pattern("capital", name, form) for form in capitals]
        patterns += [_pattern("adjective", name, form) for form in row.get("adj", [])]
    patterns += list(_of_offices())
    for issue, row in word_list("issues")["issues"].items():
        for number, group in enumerate(row["all"]):
            patterns += [_pattern(f"issue:{issue}:{number}", "", form) for form in group]
    return patterns


def _of_offices() -> Iterable[_Pattern]:
    """Offices and organs: the value of an office is `class|gender|nominative`, that of an organ its short name."""
    lists = word_list("roles")
    for name, rows in lists["roles"].items():
        for nominative, gender, forms in rows:
            yield from (_pattern("role", f"{name}|{gender}|{nominative}", form) for form in forms)
    for organ, forms in lists["organs"].items():
        yield from (_pattern("organ", organ, form) for form in forms)
    for paper, forms in lists["papers"].items():
        yield from (_pattern("paper", paper, form) for form in forms)
    yield from (_pattern("side", "", form) for form in lists["sides"])
    yield from (_pattern(tag, "", form) for tag in ("particles", "titles") for form in lists[tag])


def _tag(file: str, tag: str) -> str:
    return f"hedge:{tag}" if file == "hedges" else tag


@lru_cache(maxsize=16)
def word_list(name: str) -> dict[str, Any]:
    """A bundled word list by the name of its file."""
    file = resources.files("servanda.statements") / "lexicon" / f"{name}.yaml"
    loaded: dict[str, Any] = bundled(file.read_text("utf-8"))
    return loaded
