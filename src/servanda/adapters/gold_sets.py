"""Folders of annotated texts: annotations with the texts beside them, or with hashes of texts kept elsewhere.

`gold.json` and `NAME.gold.json` are annotations; `document.file` names the text in the same folder, otherwise it is
`NAME.txt`. An annotation of a text that is not ours says `from` (a set), `id` and `lang`; the text is looked for in
`TEXTS/SET/statements.jsonl` (`youtube_id` or `id`, `lang`, `text`) and, if nobody has it, skipped by name.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import msgspec

from servanda import plain
from servanda.errors import InputError, NotFound
from servanda.statements.gold.checking import faults, misplaced
from servanda.statements.gold.correcting import Corrections, corrected

Item = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Annotated:
    """A text with its annotation."""

    name: str
    gold: Item
    text: str
    corrections: int = 0
    """How many corrections were applied."""


@dataclass(frozen=True, slots=True)
class GoldSet:
    """What a folder holds."""

    documents: list[Annotated]
    skipped: list[tuple[str, str]]
    """Annotations whose text nobody has here, with the reason."""


def read_gold(path: Path, texts: Path, corrections: Path | None = None) -> GoldSet:
    """Read a folder of annotations, or one of them.

    Args:
        path: The folder, searched with its folders inside, or an annotation.
        texts: Folder of texts that are not ours.
        corrections: Corrections of one of the annotations, if there are any.

    Raises:
        NotFound: `gold-none-here`.
        InputError: `gold-not-json`, `gold-text-missing`, `gold-text-differs`, `gold-misplaced`, `gold-faulty`,
            `gold-correction-stale`.
    """
    known = _corrections(corrections)
    documents: list[Annotated] = []
    skipped: list[tuple[str, str]] = []
    for file in _files(path):
        gold = _annotation(file)
        text = _text(file, gold, texts)
        if isinstance(text, str):
            documents.append(_checked(file, gold, text, known))
        else:
            skipped.append((_name(file), f"{gold['document'].get('from')} {gold['document'].get('id')}"))
    return GoldSet(documents, skipped)


def _files(path: Path) -> list[Path]:
    if path.is_file():
        return [path]
    found = sorted(
        file for file in path.rglob("*.json") if file.name == "gold.json" or file.name.endswith(".gold.json")
    )
    if not found:
        raise NotFound(
            "gold-none-here",
            f"'{path}' holds no annotation.",
            hint="Annotations are called gold.json or NAME.gold.json; see docs/gold.md.",
        )
    return found


def _name(file: Path) -> str:
    return file.parent.name if file.name == "gold.json" else file.name.removesuffix(".gold.json")


def _annotation(file: Path) -> Item:
    try:
        gold = json.loads(file.read_bytes())
    except ValueError as error:
        raise InputError("gold-not-json", f"The annotation is not JSON: {error}.", place=str(file)) from error
    if not isinstance(gold, dict) or not isinstance(gold.get("document"), dict):
        raise InputError("gold-not-json", "The annotation has no `document`.", place=str(file))
    return gold


def _text(file: Path, gold: Item, texts: Path) -> str | None:
    """The text of an annotation; none if it is not ours and not here."""
    document = gold["document"]
    if "from" in document:
        rows = _rows(texts / str(document["from"]) / "statements.jsonl")
        return rows.get((str(document.get("id")), str(document.get("lang"))))
    beside = file.parent / str(document.get("file") or f"{_name(file)}.txt")
    try:
        return beside.read_bytes().decode()
    except OSError as error:
        says = f"The text '{beside.name}' is not beside its annotation."
        raise InputError("gold-text-missing", says, place=str(file), hint="Put it there.") from error
    except UnicodeDecodeError as error:
        says = f"The text '{beside.name}' is not UTF-8."
        raise InputError("gold-text-missing", says, place=str(file), hint="Save it as UTF-8.") from error


@lru_cache(maxsize=8)
def _rows(file: Path) -> Mapping[tuple[str, str], str]:
    """(identifier, language) → text, of a set of texts."""
    return dict(_each(file)) if file.is_file() else {}


def _each(file: Path) -> Iterator[tuple[tuple[str, str], str]]:
    for line in file.read_bytes().splitlines():
        row = json.loads(line)
        yield (str(row.get("youtube_id") or row.get("id")), str(row.get("lang"))), str(row.get("text"))


def _checked(file: Path, gold: Item, text: str, known: Corrections | None) -> Annotated:
    digest = hashlib.sha256(text.encode()).hexdigest()
    if gold["document"].get("sha256") not in {None, digest}:
        says = f"The text has the hash {digest}; the annotation is about {gold['document']['sha256']}."
        raise InputError("gold-text-differs", says, place=str(file), hint="Compile the annotation again.")
    number = 0
    if known is not None and known.sha256 == digest:
        gold, number = corrected(gold, known.corrections), len(known.corrections)
    if wrong := next(misplaced(gold, text), ""):
        raise InputError("gold-misplaced", f"A stretch is not there: {wrong}", place=str(file))
    if (bad := faults(gold)) and _serious(bad):
        raise InputError("gold-faulty", f"The annotation is not whole: {_serious(bad)[0]}", place=str(file))
    return Annotated(_name(file), gold, text, number)


def _serious(bad: list[str]) -> list[str]:
    """Faults that make figures wrong; prose where an identifier should stand (the seed has some) is none."""
    return [one for one in bad if not one.startswith(("commitments/", "assessments/", "meetings/", "open_terms/"))]


def _corrections(file: Path | None) -> Corrections | None:
    if file is None or not file.is_file():
        return None
    loaded = plain.load(file.read_bytes(), file.name)
    try:
        return msgspec.convert(loaded.data, type=Corrections)
    except msgspec.ValidationError as error:
        raise InputError(
            "gold-correction-stale", f"The corrections cannot be read: {error}.", place=file.name
        ) from error
