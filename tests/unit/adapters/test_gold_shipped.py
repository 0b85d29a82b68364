"""The annotated texts of the repository: each in the folder of its split, ours with their words, others' without."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from servanda.statements.gold.checking import faults, stretches

GOLD = Path(__file__).parents[3] / "gold"
FILES = sorted([*GOLD.glob("dev/*.gold.json"), *GOLD.glob("test/*.gold.json")])


@pytest.fixture(params=FILES, ids=lambda file: f"{file.parent.name}-{file.stem}")
def file(request: pytest.FixtureRequest) -> Path:
    return Path(request.param)


@pytest.fixture
def gold(file: Path) -> dict[str, Any]:
    return dict(json.loads(file.read_text("utf-8")))


def test_an_annotation_is_whole_and_lies_in_the_folder_of_its_split(file: Path, gold: dict[str, Any]) -> None:
    assert faults(gold) == []
    assert gold["document"]["split"] == file.parent.name


def test_a_text_of_others_is_there_as_places_and_hashes_alone(file: Path, gold: dict[str, Any]) -> None:
    text = file.with_name(file.name.removesuffix(".gold.json") + ".txt")
    if gold["document"]["ours"]:
        assert all(one["text"] for _, one in stretches(gold))
        assert text.is_file()
    else:
        assert list(_with_words(gold)) == []
        assert not text.exists()


def _with_words(gold: dict[str, Any]) -> Iterator[str]:
    yield from (where for where, one in stretches(gold) if "text" in one)


def test_both_splits_hold_both_languages_and_texts_of_others() -> None:
    kinds = {
        (file.parent.name, document["lang"], document["ours"])
        for file in FILES
        for document in [json.loads(file.read_text("utf-8"))["document"]]
    }

    assert kinds == {
        (split, lang, ours) for split in ("dev", "test") for lang in ("uk", "en") for ours in (True, False)
    }


def test_no_text_is_in_both_splits_nor_twice_in_one_language() -> None:
    documents = [(file.parent.name, json.loads(file.read_text("utf-8"))["document"]) for file in FILES]
    others = [(split, one["id"], one["lang"]) for split, one in documents if not one["ours"]]

    assert len({(name, lang) for _, name, lang in others}) == len(others)
    assert len({(split, name) for split, name, _ in others}) == len({name for _, name, _ in others})
