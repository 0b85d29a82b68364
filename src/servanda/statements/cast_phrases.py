"""Phrases that name somebody: office, complement and capitalised names; organs; outlets that no list knows."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from servanda.plain import bundled
from servanda.statements.lexicon import Hit, registry
from servanda.statements.naming import attributive, is_cyrillic, key_of, nominative
from servanda.statements.reading import Token

_FAR = 9
_LONGEST_NAME = 4
_BEFORE = frozenset({"the", "a", "an", "chief", "deputy", "senior", "former", "top", "special", "acting", "new", "his"})
_INTO = frozenset({"of", "for", "at", "to", "in", "on"})
_TIES = frozenset({"з", "із", "зі", "при", "та", "і", "й", "питань", "and", "the"})
_NOT_ATTRIBUTES = frozenset(
    {"вчора", "учора", "сьогодні", "зокрема", "раніше", "також", "уже", "вже", "потім", "пізніше", "а", "але", "про"}
)
_OUTLETS = (
    "news",
    "times",
    "post",
    "journal",
    "herald",
    "press",
    "tribune",
    "today",
    "tv",
    "radio",
    "daily",
    "gazette",
)
_KINDS_OF_OUTLET = ("газет", "видання", "агентств", "телеканал", "портал", "журнал", "тижневик", "сайт", "newspaper")
_PLATFORMS = frozenset({"facebook", "telegram", "twitter", "truth", "instagram", "youtube", "x", "linkedin", "viber"})
_NEAR = 2


@dataclass(frozen=True, slots=True)
class Phrase:
    """Somebody in a sentence; numbers are tokens, half-open."""

    kind: str
    """person, role, organ or outlet."""
    first: int
    """First token of the phrase."""
    last: int
    """One past the last."""
    name: tuple[int, int]
    """The name alone; for offices and organs the word itself."""
    after: int = 0
    """For offices and organs: one past the word itself."""
    office: str = ""
    """Class of the office or organ."""
    head: str = ""
    """The office or organ in the nominative."""
    gender: str = ""
    """m, f, or unknown."""
    nominative: bool = True
    """Whether it stands in the nominative."""
    entity: str = ""
    """Entity, where it needs no name: people of the registry, outlets."""
    bare: bool = False
    """Whether nothing is said but the office."""


@dataclass(slots=True)
class _Line:
    """A sentence with the tokens that names have taken."""

    tokens: Sequence[Token]
    hits: dict[str, list[Hit]]
    people: dict[int, Hit]
    others: dict[int, Hit]
    said: frozenset[int]
    listed: frozenset[int]


def phrases_of(tokens: Sequence[Token], hits: dict[str, list[Hit]]) -> Iterator[Phrase]:
    """Phrases of a sentence, in no order; they do not overlap but for organs inside phrases of people."""
    _drop_namesakes(tokens, hits)
    line = _line(tokens, hits)
    taken: set[int] = set()
    within = {at for hit in hits.get("entity", []) if hit.last - hit.first > 1 for at in range(hit.first, hit.last)}
    for hit in sorted([*hits.get("role", []), *hits.get("organ", [])], key=lambda one: one.first):
        if hit.first in taken or hit.first in within:
            continue
        if hit.tag == "organ" and (_before_office(line, hit) or hit.first in line.listed):
            continue
        phrase = _office(line, hit) if hit.tag == "role" else _organ(line, hit)
        if any(at in taken for at in range(phrase.first, phrase.last)):
            continue
        taken |= set(range(phrase.first, phrase.last))
        yield phrase
    for phrase in (*_outlets(line), *_plain_names(line, taken), *_places_that_speak(line)):
        if not any(at in taken for at in range(phrase.first, phrase.last)):
            taken |= set(range(phrase.first, phrase.last))
            yield phrase


def _line(tokens: Sequence[Token], hits: dict[str, list[Hit]]) -> _Line:
    people: dict[int, Hit] = {}
    others: dict[int, Hit] = {}
    for hit in hits.get("entity", []):
        into = people if registry()[hit.value].kind == "person" else others
        into.update(dict.fromkeys(range(hit.first, hit.last), hit))
    for tag in ("adjective", "organ", "side"):
        for hit in hits.get(tag, []):
            for at in range(hit.first, hit.last):
                others.setdefault(at, hit)
    said = frozenset(hit.first for tag in ("say", "believe", "name") for hit in hits.get(tag, []))
    listed = frozenset(at for hit in hits.get("entity", []) for at in range(hit.first, hit.last))
    return _Line(tokens, hits, people, others, said, listed)


def _drop_namesakes(tokens: Sequence[Token], hits: dict[str, list[Hit]]) -> None:
    """A surname of the registry after another given name is somebody else."""
    entities = hits.get("entity")
    if entities and any(registry()[hit.value].kind == "person" for hit in entities):
        hits["entity"] = [hit for hit in entities if not _namesake(tokens, hits, hit)]


def _namesake(tokens: Sequence[Token], hits: dict[str, list[Hit]], hit: Hit) -> bool:
    one = registry()[hit.value]
    at = hit.first - 1
    if one.kind != "person" or at < 0 or not _capital(tokens[at]) or tokens[at].plain.isupper():
        return False
    known = [own for tag in ("entity", "adjective", "role", "organ", "titles") for own in hits.get(tag, [])]
    if any(own.first <= at < own.last for own in known) or (at == 0 and len(tokens[at].fold) < _LONGEST_NAME):
        return False
    given = {key_of(word) for name in (*one.names.values(), *one.given) for word in name.split()}
    return key_of(tokens[at].fold) not in given and not any(hit.last == at for hit in hits.get("prep", []))


def _capital(token: Token) -> bool:
    return token.plain[:1].isupper()


def _namelike(token: Token) -> bool:
    """Whether a word is written like a name; words that only open a sentence are none."""
    second = token.plain[1:2]
    return token.plain[:1].isupper() and (second.islower() or second in {"'", "."}) and token.fold not in _openers()


@lru_cache(maxsize=1)
def _openers() -> frozenset[str]:
    file = resources.files("servanda.statements") / "lexicon" / "openers.yaml"
    return frozenset(bundled(file.read_text("utf-8"))["openers"])


def _office(line: _Line, hit: Hit) -> Phrase:
    """An office with what belongs to it, and the name behind it."""
    office, gender, head = hit.value.split("|")
    first = _modifiers(line, hit.first)
    after = _complement(line, hit.last)
    begin, last, entity = _name_at(line, after)
    same = line.tokens[hit.first].fold == head.split()[0].lower() or _subjective(line.tokens[hit.first].fold, gender)
    if last > begin:
        return Phrase("person", first, last, (begin, last), hit.last, office, head, gender, same, entity)
    bare = after == hit.last and first >= hit.first - 1 and (first == hit.first or line.tokens[first].fold == "the")
    return Phrase("role", first, after, (hit.first, hit.last), hit.last, office, head, gender, same, "", bare)


def _subjective(word: str, gender: str) -> bool:
    """Whether an office stands in the nominative, by its ending; words of other alphabets always do."""
    if not is_cyrillic(word):
        return True
    if gender == "f":
        return word.endswith(("ка", "ця", "ня", "на"))
    return not word.endswith(("а", "я", "у", "ю", "ом", "ем", "єм", "ові", "еві", "і", "и", "ого", "ому", "им"))


def _modifiers(line: _Line, at: int) -> int:
    """Back over what stands before an office or organ: adjectives, states, capitalised words of English titles."""
    first = at
    while first > 0 and at - first < _FAR:
        token = line.tokens[first - 1]
        known = line.others.get(first - 1)
        english = not is_cyrillic(token.fold)
        if known and (known.tag == "adjective" or english):
            first = known.first
        elif (
            token.fold in _BEFORE
            or (english and _namelike(token) and first - 1 > 0 and token.is_word)
            or (english and token.fold == "'s" and first > 1)
        ):
            first -= 1
        else:
            break
        if token.fold in {"the", "a", "an"}:
            break
    return first


def _complement(line: _Line, at: int) -> int:
    """Forward over what belongs to an office: `міністр *закордонних справ Польщі*`, `spokesman *for the mission*`."""
    begin, size = at, len(line.tokens)
    while at < size and at - begin < _FAR:
        token, known = line.tokens[at], line.others.get(at)
        if known and at not in line.said:
            at = max(known.last, at + 1)
        elif at in line.said or not token.is_word or at in line.people:
            break
        elif token.fold in _INTO and not is_cyrillic(token.fold):
            step = at + 2 if at + 1 < size and line.tokens[at + 1].fold == "the" else at + 1
            if step >= size or not (step in line.others or _capital(line.tokens[step])) or step in line.people:
                break
            at = _titled(line, step) if step not in line.others else step
        elif is_cyrillic(token.fold) and _belongs(line, at):
            at += 1
        else:
            break
    while at > begin and line.tokens[at - 1].fold in _TIES:
        at -= 1
    return at


def _titled(line: _Line, at: int) -> int:
    """Past capitalised words: the name of an institution."""
    while at < len(line.tokens) and at not in line.others and _capital(line.tokens[at]):
        at += 1
    return at


def _belongs(line: _Line, at: int) -> bool:
    token = line.tokens[at]
    if token.plain.isupper() and len(token.plain) > 1:
        return True
    if _capital(token) or token.fold in _NOT_ATTRIBUTES:
        return False
    if token.fold in _TIES:
        return at + 1 < len(line.tokens) and (at + 1 in line.others or attributive(line.tokens[at + 1].fold))
    return attributive(token.fold)


def _name_at(line: _Line, at: int) -> tuple[int, int, str]:
    """The name that begins at a token: its ends, and the entity of the registry if it is one."""
    begin, size = at, len(line.tokens)
    while at < size and at - begin < _LONGEST_NAME:
        if hit := line.people.get(at):
            return begin, hit.last, hit.value
        particle = any(hit.first == at for hit in line.hits.get("particles", [])) and at + 1 < size
        if at in line.others or not (_namelike(line.tokens[at]) or (particle and _capital(line.tokens[at + 1]))):
            break
        at += 1
        if line.tokens[at - 1].fold.endswith("'s"):
            break
    if at > begin and at in line.others and line.others[at].tag == "organ":
        return begin, begin, ""
    return begin, at, ""


def _before_office(line: _Line, hit: Hit) -> bool:
    """`Foreign Ministry *spokesperson*`: the organ belongs to the office behind it."""
    english = not is_cyrillic(line.tokens[hit.first].fold)
    return english and any(role.first == hit.last for role in line.hits.get("role", []))


def _organ(line: _Line, hit: Hit) -> Phrase:
    first = _modifiers(line, hit.first)
    if is_cyrillic(line.tokens[hit.first].fold) and first == hit.first and hit.first:
        before = line.tokens[hit.first - 1]
        adjective = before.fold.endswith(("ий", "ого", "ому", "им", "на", "ної", "ній", "ну", "ною", "ова", "не"))
        first -= int(adjective and before.is_word and hit.first - 1 not in line.said)
    return Phrase("organ", first, _complement(line, hit.last), (hit.first, hit.last), hit.last, hit.value, hit.value)


def _outlets(line: _Line) -> Iterator[Phrase]:
    """Outlets that no list knows: Latin names in a Cyrillic sentence beside a verb of saying, names of the trade."""
    tokens = line.tokens
    cyrillic = any(is_cyrillic(token.fold) for token in tokens[:12])
    named = {
        at for tag in ("entity", "organ", "role") for hit in line.hits.get(tag, []) for at in range(hit.first, hit.last)
    }
    at = 0
    while at < len(tokens):
        last = at
        while last < len(tokens) and _capital(tokens[last]) and last not in named:
            if is_cyrillic(tokens[last].fold):
                break
            last += 1
        platform = last > at and tokens[at].fold in _PLATFORMS
        if last > at and not platform:
            trade = tokens[last - 1].fold.endswith(_OUTLETS) and (last - at > 1 or cyrillic)
            if trade or (cyrillic and _spoken(line, at, last)):
                yield _outlet(line, at, last)
        at = max(last, at + 1)
    yield from _quoted_outlets(line)


def _outlet(line: _Line, first: int, last: int) -> Phrase:
    name = " ".join(token.plain for token in line.tokens[first:last]).removeprefix("The ")
    return Phrase("outlet", first, last, (first, last), entity=f"outlet:{name}")


def _spoken(line: _Line, first: int, last: int) -> bool:
    """Whether a verb of saying or a citation stands right before or after."""
    verbs = any(at in line.said for at in (first - 1, first - 2, last))
    cited = [hit.last for tag in ("cite", "prep") for hit in line.hits.get(tag, [])]
    closing = first > 0 and line.tokens[first - 1].fold == "-" and last >= len(line.tokens) - 1
    return verbs or closing or any(0 <= first - place <= _NEAR for place in cited)


def _quoted_outlets(line: _Line) -> Iterator[Phrase]:
    """`пише «Європейський кур'єр»`, `газета «…»`: a name in quotation marks beside a verb or a word of the trade."""
    marks = [at for at, token in enumerate(line.tokens) if token.fold == '"']
    for first, last in zip(marks[::2], marks[1::2], strict=False):
        inside = line.tokens[first + 1 : last]
        if not 0 < len(inside) <= _LONGEST_NAME or not _capital(inside[0]) or first == 0:
            continue
        before = line.tokens[first - 1]
        if any(first < hit.first < last for hit in line.hits.get("entity", [])):
            continue
        if before.fold.startswith(_KINDS_OF_OUTLET) or (first - 1 in line.said and not before.fold.startswith("назва")):
            name = " ".join(token.plain for token in inside)
            yield Phrase("outlet", first, last + 1, (first, last + 1), entity=f"outlet:{name}")


def _plain_names(line: _Line, taken: set[int]) -> Iterator[Phrase]:
    """Names without an office: two capitalised words beside a verb of saying, or an office behind a comma."""
    tokens, at = line.tokens, 0
    while at < len(tokens):
        if at in taken:
            at += 1
            continue
        if not _capital(tokens[at]) and at not in line.people:
            at += 1
            continue
        begin, last, entity = _name_at(line, at)
        if entity:
            yield Phrase("person", begin, last, (begin, last), entity=entity, nominative=True)
        elif last - begin == 1 and last in line.said and begin not in line.said and _opens(line, begin):
            yield Phrase("person", begin, last, (begin, last))
        elif last - begin >= _NEAR and _evident(line, begin, last):
            cited = any(hit.last == begin for hit in line.hits.get("prep", []))
            yield Phrase("person", begin, last, (begin, last), nominative=not cited)
        at = max(last, at + 1)


def _opens(line: _Line, at: int) -> bool:
    """Whether a word opens a clause: somebody of one name before a verb of saying; no common word of the lists."""
    tags = (
        "prepositions",
        "recap",
        "one",
        "other",
        "he",
        "as",
        "impersonal",
        "anon",
        "the_agency",
        "office",
        "blanket",
    )
    known = any(hit.first <= at < hit.last for tag in tags for hit in line.hits.get(tag, []))
    short = len(line.tokens[at].fold) <= _LONGEST_NAME
    noun = line.tokens[at + 1].fold in {"reports", "claims", "notes", "report"}
    return not known and not noun and not short and (at == 0 or not line.tokens[at - 1].is_word)


def _evident(line: _Line, first: int, last: int) -> bool:
    """Whether two capitalised words are a person: who says, or who is said to hold an office."""
    tokens = line.tokens
    if any(at in line.said for at in (first - 1, last, last + 1)):
        return True
    if any(hit.last == first for hit in line.hits.get("prep", [])):
        return True
    if first > 1 and tokens[first - 1].fold == "," and any(hit.last == first - 1 for hit in line.hits.get("role", [])):
        return True
    comma = last < len(tokens) and tokens[last].fold == ","
    return comma and any(last < hit.first <= last + _LONGEST_NAME for hit in line.hits.get("role", []))


def _places_that_speak(line: _Line) -> Iterator[Phrase]:
    """`У «Нафтогазі» заявили`, `В Газпромі кажуть`: a capitalised word that no list knows, in the locative."""
    tokens = line.tokens
    for at in line.said:
        first = at - 1
        while first > 0 and at - first <= _NEAR + 2 and tokens[first - 1].fold not in {"у", "в"}:
            first -= 1
        inside = [token for token in tokens[first:at] if token.is_word]
        if first < 1 or not inside or tokens[first - 1].fold not in {"у", "в"}:
            continue
        free = not any(place in line.others or place in line.people for place in range(first, at))
        marks = at - first - len(inside)
        if free and all(_capital(token) for token in inside) and marks in {0, 2}:
            name = " ".join(nominative(token.plain, "m") for token in inside)
            yield Phrase("organ", first, at, (first, at), at, name, name, entity=f"organ:{name}")
