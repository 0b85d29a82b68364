"""The catalogue and the code agree: each sentence is said somewhere, and what is said exists in every language."""

import ast
import re
import string
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

import servanda
from servanda.wording import languages

SOURCE = Path(servanda.__path__[0])
FOLDER = SOURCE / "wording" / "catalogue"
WRITERS = {"metres", "percent", "instant", "list", "quote"}
FROM_CASES = {
    "reports.thing": "classes of things are words of an instrument",
    "reports.unit": "units are words of a plan",
    "reports.act": "acts are words of an instrument",
    "reports.control": "labels of areas are words of a mission",
    "reports.measure": "what is counted is a word of a source",
    "reports.certainty": "signs of certainty are spelled out for the catalogue",
    "statements.sure": "strengths are letters",
    "statements.value": "strengths are letters",
    "statements.event": "what happens is a tag of the word lists",
}
"""Groups whose ending no string of the code spells out, and why; their beginnings must still be said."""


@cache
def sentences() -> dict[str, Any]:
    return {
        f"{file.stem}.{key}": sentence
        for file in sorted(FOLDER.glob("*.yaml"))
        if file.stem != "nouns"
        for key, sentence in yaml.safe_load(file.read_text("utf-8")).items()
    }


@cache
def nouns() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load((FOLDER / "nouns.yaml").read_text("utf-8"))
    return loaded


@cache
def spoken() -> tuple[frozenset[str], frozenset[str]]:
    """All strings and words of code and templates; and patterns of the keys that code puts together."""
    words: set[str] = set()
    patterns: set[str] = set()
    for file in SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                words |= {node.value, *re.findall(r"[\w.-]+", node.value)}
            elif isinstance(node, ast.JoinedStr):
                parts = [re.escape(part.value) if isinstance(part, ast.Constant) else "(.+)" for part in node.values]
                patterns.add("".join(parts))
    for file in SOURCE.rglob("*.j2"):
        words |= set(re.findall(r"[\w.-]+", file.read_text("utf-8")))
    return frozenset(words), frozenset(pattern for pattern in patterns if re.match(r"[a-z]+\\\.", pattern))


def is_said(key: str) -> bool:
    words, patterns = spoken()
    if key in words:
        return True
    filled = [match.groups() for pattern in patterns if (match := re.fullmatch(pattern, key))]
    if any(re.match(rf"{re.escape(group)}\b", key) for group in FROM_CASES):
        return bool(filled)
    return any(all({ending, *ending.split("-")} & words for ending in endings) for endings in filled)


def placeholders(sentence: str) -> set[tuple[str, str]]:
    return {(name, form) for _, name, form, _ in string.Formatter().parse(sentence) if name}


def test_every_sentence_of_the_catalogue_is_said_somewhere() -> None:
    assert [key for key in sentences() if not is_said(key)] == []


def test_every_key_that_code_names_whole_is_in_the_catalogue() -> None:
    called = {
        node.args[0].value
        for file in SOURCE.rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in {"say", "word"} and node.args
        if isinstance(node.args[0], ast.Constant)
    }
    assert len(called) > 100
    assert called - set(sentences()) == set()


@pytest.mark.parametrize("stage", sorted(file.stem for file in FOLDER.glob("*.yaml") if file.stem != "nouns"))
def test_every_language_says_the_same_of_the_same_things(stage: str) -> None:
    for key, sentence in sentences().items():
        if key.startswith(f"{stage}."):
            assert set(sentence) == set(languages()), key
            assert len({frozenset(name for name, _ in placeholders(text)) for text in sentence.values()}) == 1, key


def test_every_noun_is_counted_and_every_counted_noun_is_there() -> None:
    counted = {form for one in sentences().values() for text in one.values() for _, form in placeholders(text) if form}
    assert counted - WRITERS == set(nouns())
    assert {(len(forms["en"]), len(forms["uk"])) for forms in nouns().values()} == {(2, 3)}


@pytest.mark.parametrize("file", sorted(FOLDER.glob("*.yaml")), ids=lambda file: file.stem)
def test_no_key_stands_twice_in_a_catalogue(file: Path) -> None:
    keys = re.findall(r"^([\w.-]+):", file.read_text("utf-8"), re.MULTILINE)
    assert sorted(keys) == sorted(set(keys))
