"""A condition as one cell that a liaison officer can write → a guard.

    chain  = term { and term } | term { or term }            and, or side by side need brackets
    term   = "(" chain ")" | always | never | name
           | ( all | any ) "(" [ chain { "," chain } ] ")"
           | at least FIGURE of "(" [ chain { "," chain } ] ")"
           | ( promised | done ) "(" name ")"
           | rung "(" name ")" ">=" RUNG
           | sum "(" name [ in name ] [ during name ] ")" ">=" FIGURE
           | ( not before | not after ) MOMENT
           | unless term

A bare name is an event. Names that are words of the notation, figures or hold other signs stand in quotation marks.

>>> condition_of("peace-agreement and promised(USA-BACKSTOP)").all[1].promised
'USA-BACKSTOP'
"""

from collections.abc import Callable
from datetime import datetime

from servanda.adapters.exchange.lookalikes import meant
from servanda.adapters.exchange.rungs import rung_of
from servanda.adapters.exchange.tokens import Token, tokens_of
from servanda.adapters.exchange.words import written
from servanda.errors import InputError
from servanda.records.condition import AtLeast, Guard, RungAtLeast, SumAtLeast

DEEPEST = 17
"""How deep parts may stand in parts."""
LONGEST = 30_000
"""Characters of a condition: what a cell of a workbook holds, less a reserve."""


def condition_of(text: str, lang: str = "en") -> Guard:
    """The guard that a cell states; an empty cell states that nothing must hold first.

    Args:
        text: The cell, in the words of any language.
        lang: Language whose words messages name.

    Raises:
        InputError: `condition-…`, with the character at which it cannot be read on.
    """
    if len(text) > LONGEST:
        says = f"The condition has {len(text)} characters, at most {LONGEST}."
        raise InputError("condition-too-long", says, hint="Split the promise.")
    if not text.strip():
        return Guard(all=[])
    reader = _Reader(tokens_of(text), lang)
    guard = reader.chain(0)
    if reader.next.kind != "end":
        raise reader.unexpected(f"the end, {reader.spoken('and')} or {reader.spoken('or')}")
    return guard


class _Reader:
    """Reads from left to right, one piece ahead."""

    def __init__(self, tokens: list[Token], lang: str) -> None:
        self._tokens = tokens
        self._lang = lang
        self._at = 0
        self._terms: dict[str, Callable[[int], Guard]] = {
            "always": lambda _: Guard(all=[]),
            "never": lambda _: Guard(any=[]),
            "all": lambda depth: Guard(all=self._list(depth)),
            "any": lambda depth: Guard(any=self._list(depth)),
            "at_least": self._at_least,
            "promised": lambda _: Guard(promised=self._bracketed_name()),
            "done": lambda _: Guard(done=self._bracketed_name()),
            "rung": lambda _: self._rung(),
            "sum": lambda _: self._sum(),
            "not_before": lambda _: Guard(not_before=self._moment()),
            "not_after": lambda _: Guard(not_after=self._moment()),
            "unless": lambda depth: Guard(unless=self._term(depth if self._is("mark", "(") else depth + 1)),
        }

    @property
    def next(self) -> Token:
        """The piece that comes next."""
        return self._tokens[self._at]

    def spoken(self, word: str) -> str:
        """A word of the notation in quotation marks, in the language of the sheet."""
        return f'"{written(word, self._lang)}"'

    def unexpected(self, wanted: str) -> InputError:
        """The error of a piece that cannot stand here."""
        token, lang = self.next, self._lang
        hint = f"Example: peace-agreement {written('and', lang)} {written('promised', lang)}(USA-BACKSTOP)."
        hint = next(filter(None, map(meant, self._bare())), "") + hint
        if token.kind == "end":
            return InputError("condition-unfinished", f"The condition ends where {wanted} should follow.", hint=hint)
        value = written(token.value, lang) if token.kind == "word" else token.value
        says = f"'{value}' at character {token.at} of the condition stands where {wanted} should."
        return InputError("condition-unexpected", says, hint=hint)

    def _bare(self) -> list[str]:
        """The piece that cannot stand here and the two before it, as far as they were read as names."""
        pieces = self._tokens[max(self._at - 2, 0) : self._at + 1]
        return [piece.value for piece in reversed(pieces) if piece.kind == "name"]

    def chain(self, depth: int) -> Guard:
        """Terms joined by one of the two conjunctions."""
        parts, joined = [self._term(depth)], ""
        while self._is("word", "and") or self._is("word", "or"):
            if joined and joined != self.next.value:
                raise self._mixed()
            joined = self._take().value
            parts.append(self._term(depth))
        if not joined:
            return parts[0]
        return Guard(all=parts) if joined == "and" else Guard(any=parts)

    def _mixed(self) -> InputError:
        both, either = written("and", self._lang), written("or", self._lang)
        says = f"'{both}' and '{either}' stand side by side at character {self.next.at} of the condition."
        hint = f"Put what belongs together in brackets: a {both} (b {either} c)."
        return InputError("condition-mixed", says, hint=hint)

    def _term(self, depth: int) -> Guard:
        if depth > DEEPEST:
            says = f"Parts stand more than {DEEPEST} deep in each other at character {self.next.at} of the condition."
            raise InputError("condition-too-deep", says, hint="Name parts of it as events of their own.")
        if self._is("mark", "("):
            self._take()
            guard = self.chain(depth + 1)
            self._mark(")")
            return guard
        if self.next.kind == "word" and self.next.value in self._terms:
            return self._terms[self._take().value](depth)
        return Guard(event=self._name("a condition"))

    def _list(self, depth: int) -> list[Guard]:
        self._mark("(")
        guards: list[Guard] = []
        while not self._is("mark", ")"):
            if guards:
                self._mark(",")
            guards.append(self.chain(depth + 1))
        self._take()
        return guards

    def _at_least(self, depth: int) -> Guard:
        k = self._figure()
        if not self._is("word", "of"):
            raise self.unexpected(self.spoken("of"))
        self._take()
        return Guard(at_least=AtLeast(k=k, of=self._list(depth)))

    def _bracketed_name(self) -> str:
        self._mark("(")
        name = self._name("the name of a commitment")
        self._mark(")")
        return name

    def _rung(self) -> Guard:
        name = self._bracketed_name()
        self._mark(">=")
        token = self.next
        return Guard(rung=RungAtLeast(commitment=name, rung=rung_of(self._name("a rung"), token.at, self._lang)))

    def _sum(self) -> Guard:
        self._mark("(")
        function = self._name("the name of a function")
        parts = dict.fromkeys(_PARTS, "")
        for word in _PARTS:
            if self._is("word", word):
                self._take()
                parts[word] = self._name("a name")
        self._mark(")")
        self._mark(">=")
        return Guard(
            sum=SumAtLeast(function=function, amount=self._figure(), sector=parts["in"], phase=parts["during"])
        )

    def _moment(self) -> datetime:
        token = self.next
        if token.kind != "moment":
            raise self.unexpected("a moment such as 2026-05-01T00:00Z")
        self._take()
        try:
            moment = datetime.fromisoformat(token.value)
        except ValueError as error:
            raise _no_moment(token) from error
        if moment.tzinfo is None:
            raise _no_moment(token)
        return moment

    def _figure(self) -> int:
        if self.next.kind != "number" or len(self.next.value) > _LONGEST_FIGURE:
            raise self.unexpected("a whole number")
        return int(self._take().value)

    def _name(self, wanted: str) -> str:
        if self.next.kind in {"number", "moment"}:
            raise self.unexpected(f"{wanted} (in quotation marks if it is a name)")
        if self.next.kind != "name":
            raise self.unexpected(wanted)
        return self._take().value

    def _mark(self, mark: str) -> None:
        if not self._is("mark", mark):
            raise self.unexpected(f"'{mark}'")
        self._take()

    def _is(self, kind: str, value: str) -> bool:
        return (self.next.kind, self.next.value) == (kind, value)

    def _take(self) -> Token:
        token = self.next
        self._at += 1
        return token


_PARTS = ("in", "during")
_LONGEST_FIGURE = 16


def _no_moment(token: Token) -> InputError:
    says = f"'{token.value}' at character {token.at} of the condition is no moment with its zone."
    return InputError("condition-moment", says, hint="Write 2026-05-01T00:00Z; Z is UTC, +02:00 an offset.")
