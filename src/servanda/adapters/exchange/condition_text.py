"""A guard → the cell that states it; `condition_of` reads it back as the same guard."""

from datetime import datetime

from servanda.adapters.exchange.conditions import DEEPEST
from servanda.adapters.exchange.rungs import rung_word
from servanda.adapters.exchange.tokens import FIGURE, MOMENT, NAME
from servanda.adapters.exchange.words import RESERVED, written
from servanda.errors import InputError
from servanda.records.condition import AtLeast, Guard, RungAtLeast, SumAtLeast


def condition_text(guard: Guard, lang: str) -> str:
    """A condition in the notation of one language; empty if nothing must hold first.

    Raises:
        InputError: `guard-not-one-thing` if a part of it states none or several things, `condition-too-deep`.
    """
    return "" if guard == Guard(all=[]) else _chain(guard, lang, 0)


def moment_text(moment: datetime) -> str:
    """A moment as text, with its zone."""
    return moment.isoformat().replace("+00:00", "Z")


def _chain(guard: Guard, lang: str, depth: int) -> str:
    if depth > DEEPEST:
        says = f"Parts of the condition stand more than {DEEPEST} deep in each other."
        raise InputError("condition-too-deep", says, hint="Name parts of it as events of their own.")
    for word, parts in (("and", guard.all), ("or", guard.any)):
        if parts is not None and len(parts) > 1:
            _one(guard)
            return f" {written(word, lang)} ".join(_operand(part, lang, depth) for part in parts)
    return _term(guard, lang, depth)


def _operand(guard: Guard, lang: str, depth: int) -> str:
    chained = max(len(guard.all or ()), len(guard.any or ())) > 1
    return f"({_chain(guard, lang, depth + 1)})" if chained else _term(guard, lang, depth)


def _term(guard: Guard, lang: str, depth: int) -> str:
    text = ""
    match _one(guard):
        case "event", str(name):
            text = quoted(name)
        case ("promised" | "done") as word, str(name):
            text = f"{written(word, lang)}({quoted(name)})"
        case ("all" | "any") as word, list(parts):
            empty = written("always" if word == "all" else "never", lang)
            text = f"{written(word, lang)}{_list(parts, lang, depth)}" if parts else empty
        case "at_least", AtLeast(k=k, of=parts):
            text = f"{written('at_least', lang)} {k} {written('of', lang)} {_list(parts, lang, depth)}"
        case ("not_before" | "not_after") as word, datetime() as moment:
            text = f"{written(word, lang)} {moment_text(moment)}"
        case "unless", Guard() as inner:
            text = f"{written('unless', lang)} ({_chain(inner, lang, depth + 1)})"
        case "rung", RungAtLeast(commitment=name, rung=rung):
            text = f"{written('rung', lang)}({quoted(name)}) >= {quoted(rung_word(rung, lang))}"
        case "sum", SumAtLeast() as wanted:
            text = _sum(wanted, lang)
    return text


def _list(parts: list[Guard], lang: str, depth: int) -> str:
    return f"({', '.join(_chain(part, lang, depth + 1) for part in parts)})"


def _sum(wanted: SumAtLeast, lang: str) -> str:
    limits = (("in", wanted.sector), ("during", wanted.phase))
    where = "".join(f" {written(word, lang)} {quoted(name)}" for word, name in limits if name)
    return f"{written('sum', lang)}({quoted(wanted.function)}{where}) >= {wanted.amount}"


def _one(guard: Guard) -> tuple[str, object]:
    stated = [(field, getattr(guard, field)) for field in guard.__struct_fields__]
    stated = [(field, value) for field, value in stated if value is not None]
    if len(stated) != 1:
        says = f"A part of the condition states {len(stated)} things."
        raise InputError("guard-not-one-thing", says, hint="Each part of a condition states exactly one thing.")
    return stated[0]


def quoted(name: str) -> str:
    """A name as it stands in a condition: bare if it can only be a name, else in quotation marks."""
    bare = NAME.fullmatch(name) and not (FIGURE.match(name) or MOMENT.match(name))
    if bare and name.casefold() not in RESERVED:
        return name
    return '"' + name.replace('"', '""') + '"'
