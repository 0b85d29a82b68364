"""Clauses of a sentence's content: the stretches in which a trigger finds its actors."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from servanda.statements.lexicon import Hit
from servanda.statements.morphology import is_infinitive, is_promise
from servanda.statements.sections import Sentence

_RELATIVES = frozenset(
    {"який", "яка", "яке", "які", "яку", "якої", "якому", "якого", "яким", "якою", "яких", "якими"}
    | {"що", "which", "who", "whom", "that"}
)
_OPENERS = (
    _RELATIVES
    | {"як", "де", "чи", "а", "але", "проте", "однак", "тоді", "водночас"}
    | {"but", "while", "although", "whereas", "where", "because", "whether", "and"}
)
_TIES = frozenset({"якщо", "if", "unless", "provided", "коли", "once", "when", "щоб"})
_NEGATION = 2
"""Tokens between a bare negation and what it negates."""
_MODAL_ENGLISH = frozenset(
    {"be", "not", "accept", "stop", "seek", "move", "leave", "end", "come", "take", "make", "allow"}
)
"""What may follow an English modal verb without *to*."""
_MARKS = frozenset({",", "-", ":"})


@dataclass(frozen=True, slots=True)
class Clause:
    """Tokens from `first` to `last` of a sentence."""

    sentence: Sentence
    """The sentence."""
    first: int
    """First token."""
    last: int
    """One past the last."""

    def of(self, tag: str) -> list[Hit]:
        """Hits of a tag inside the clause; `quote` are stretches in quotation marks."""
        told = _TOLD.get(tag)
        hits = told(self.sentence) if told else self.sentence.hits.get(tag)
        if not hits:
            return []
        return [hit for hit in hits if self.first <= hit.first and hit.last <= self.last]

    @property
    def relative(self) -> bool:
        """Whether it opens with a relative pronoun, so that its subject may stand in the clause before."""
        words = [token.fold for token in self.sentence.tokens[self.first : self.first + 3] if token.is_word]
        return bool(words) and (words[0] in _RELATIVES or (len(words) > 1 and words[1] in _RELATIVES - {"що", "that"}))

    def negated(self, hit: Hit) -> bool:
        """Whether a negation stands before a hit: right before it, or one that takes the whole claim back."""
        bare = [one for one in self.of("hedge:not") if one.last <= hit.first <= one.last + _NEGATION]
        tokens = self.sentence.tokens
        if any(all(token.is_word for token in tokens[one.last : hit.first]) for one in bare):
            return True
        return any(one.last <= hit.first for one in denials(self) if one.tag != "hedge:not")


def denials(clause: Clause) -> list[Hit]:
    """Words that say of a claim that it is not so, or hardly so; those that belong to another hedge are none."""
    tokens = clause.sentence.tokens
    hedges = [one for tag in ("hedge:head_ps", "hedge:unknown") for one in clause.of(tag)]
    nots = [one for one in clause.of("hedge:not") if not any(o.first <= one.first < o.last for o in hedges)]
    only = {one.first for one in clause.of("hedge:only")}
    words = [at for at in range(clause.first, clause.last) if tokens[at].is_word][:1]
    return [
        *(one for one in nots if one.last not in only),
        *clause.of("hedge:disowned"),
        *clause.of("hedge:unlikely"),
        *(one for one in clause.of("hedge:none") if one.first in words),
        *(one for one in clause.of("hedge:almost") if one.last < clause.last and _past(tokens[one.last].fold)),
    ]


def _past(word: str) -> bool:
    return word.endswith(("ed", "ла", "ли", "ло", "вся", "лася", "лися", "лось", "лась", "лись", "ав", "ив", "ів"))


def clauses_of(sentence: Sentence, attributing: Iterable[tuple[int, int]]) -> list[Clause]:
    """Clauses of what a sentence says, without the words that only attribute it."""
    taken = [(first, last) for first, last in attributing if first < last]
    clauses = []
    for first, last in _stretches(len(sentence.tokens), taken):
        clauses += [Clause(sentence, begin, end) for begin, end in _cut(sentence, first, last)]
    return [one for one in clauses if any(token.is_word for token in sentence.tokens[one.first : one.last])]


def quotes_of(sentence: Sentence) -> list[Hit]:
    """Words in quotation marks; names such as «коаліція охочих» are not quotations."""
    marks = [place for place, token in enumerate(sentence.tokens) if token.fold == '"']
    pairs = zip(marks[::2], marks[1::2], strict=False)
    named = [(hit.first, hit.last) for hit in sentence.of("entity")]
    return [
        Hit("quote", "", first, last + 1)
        for first, last in pairs
        if not any(one <= first + 1 and last <= other for one, other in named)
    ]


def _stretches(size: int, taken: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """What is left of a sentence when attribution is taken out."""
    at = 0
    for first, last in sorted(taken):
        if first > at:
            yield at, first
        at = max(at, last)
    if at < size:
        yield at, size


def _cut(sentence: Sentence, first: int, last: int) -> Iterator[tuple[int, int]]:
    """Cut at marks before a word that opens a clause; conditions stay with what they govern."""
    begin = first
    for at in range(first + 1, last):
        if not _opens(sentence, at) or at - begin < 3:  # noqa: PLR2004 - two words are no clause
            continue
        if _governed(sentence, begin, at):
            continue
        yield begin, at
        begin = at
    if begin < last:
        yield begin, last


def _opens(sentence: Sentence, at: int) -> bool:
    token, before = sentence.tokens[at], sentence.tokens[at - 1]
    if before.fold in {";", ":"}:
        return True
    if token.fold in _TIES or before.fold not in _MARKS or _ties_after(sentence, at):
        return False
    return token.fold in _OPENERS or _relative_after(sentence, at)


def _ties_after(sentence: Sentence, at: int) -> bool:
    """`, but only if`, `, але лише якщо`: what follows is a condition of what stands before."""
    return any(token.fold in _TIES for token in sentence.tokens[at : at + 3])


def _relative_after(sentence: Sentence, at: int) -> bool:
    """A preposition with its relative pronoun: `, на якому`, `, with which`."""
    tokens = sentence.tokens
    prepared = any(hit.first == at for tag in ("prepositions", "with") for hit in sentence.of(tag))
    return prepared and at + 1 < len(tokens) and tokens[at + 1].fold in _RELATIVES


def _governed(sentence: Sentence, begin: int, at: int) -> bool:
    """A clause that only doubts (`it is possible that`, `невідомо, чи`) keeps the one it doubts."""
    tags = ("hedge:head_ps", "hedge:unknown", "hedge:disowned", "hedge:unlikely", "reject", "deny", "if")
    hedged = any(begin <= hit.first and hit.last <= at for tag in tags for hit in sentence.of(tag))
    return hedged and sentence.tokens[at].fold in {
        "що",
        "that",
        "чи",
        "whether",
        "як",
        "яку",
        "який",
        "яка",
        "які",
        "де",
    }


def _forms(tag: str, fits: Callable[[str], bool]) -> Callable[[Sentence], list[Hit]]:
    def found(sentence: Sentence) -> list[Hit]:
        words = enumerate(sentence.tokens)
        return [Hit(tag, "", at, at + 1) for at, token in words if token.is_word and fits(token.fold)]

    return found


_TOLD: dict[str, Callable[[Sentence], list[Hit]]] = {
    "quote": quotes_of,
    "promise": _forms("promise", is_promise),
    "infinitive": _forms("infinitive", lambda word: word == "to" or is_infinitive(word) or word in _MODAL_ENGLISH),
}
"""Hits that no word list holds: marks, and forms of any verb."""
