"""Folders of annotated texts: what is wrong in one is named, what is not here is skipped by name."""

import json
from pathlib import Path
from typing import Any

import pytest

from servanda.adapters.gold_sets import read_gold
from servanda.errors import InputError, NotFound
from servanda.statements.gold.compiling import without_words
from unit.statements.small_gold import TEXT, gold

Item = dict[str, Any]


def folder(path: Path, made: Item, text: str | None = TEXT) -> Path:
    (path / "small.gold.json").write_text(json.dumps(made), "utf-8")
    if text is not None:
        (path / "small.txt").write_text(text, "utf-8")
    return path


def others(path: Path, made: Item, text: str = TEXT) -> tuple[Path, Path]:
    """An annotation of a text of others, and the folder of their texts."""
    bare = without_words(made)
    bare["document"].pop("file")
    bare["document"] |= {"from": "speeches", "id": "v1", "ours": False}
    texts = path / "texts"
    (texts / "speeches").mkdir(parents=True)
    row = {"youtube_id": "v1", "lang": "uk", "text": text}
    (texts / "speeches" / "statements.jsonl").write_text(json.dumps(row) + "\n", "utf-8")
    (path / "gold").mkdir()
    return folder(path / "gold", bare, None), texts


def test_a_folder_is_read_with_the_texts_beside_the_annotations(tmp_path: Path) -> None:
    found = read_gold(folder(tmp_path, gold()), tmp_path)
    assert [(one.name, one.text) for one in found.documents] == [("small", TEXT)]
    assert found.skipped == []


def test_the_layout_with_one_annotation_that_names_its_text_is_read_too(tmp_path: Path) -> None:
    made = gold()
    made["document"]["file"] = "article.txt"
    (tmp_path / "gold.json").write_text(json.dumps(made), "utf-8")
    (tmp_path / "article.txt").write_text(TEXT, "utf-8")
    assert [one.name for one in read_gold(tmp_path, tmp_path).documents] == [tmp_path.name]


def test_a_text_of_others_is_found_in_its_set_and_checked_by_hash(tmp_path: Path) -> None:
    where, texts = others(tmp_path, gold())
    assert [one.text for one in read_gold(where, texts).documents] == [TEXT]


def test_a_text_of_others_that_is_not_here_is_skipped_by_name(tmp_path: Path) -> None:
    where, _ = others(tmp_path, gold())
    found = read_gold(where, tmp_path / "nowhere")
    assert (found.documents, found.skipped) == ([], [("small", "speeches v1")])


def test_another_edition_of_a_text_of_others_is_refused(tmp_path: Path) -> None:
    where, texts = others(tmp_path, gold(), TEXT + " ")
    with pytest.raises(InputError, match="gold-text-differs"):
        read_gold(where, texts)


def test_a_missing_text_of_ours_is_an_error_that_names_it(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"small\.txt.*gold-text-missing"):
        read_gold(folder(tmp_path, gold(), None), tmp_path)


def test_a_text_with_another_hash_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="gold-text-differs"):
        read_gold(folder(tmp_path, gold(), TEXT.replace("Рівенія", "Ривенія")), tmp_path)


def test_offsets_out_of_range_are_named(tmp_path: Path) -> None:
    made = gold()
    made["cues"][0] |= {"start": 5, "end": 5000}
    with pytest.raises(InputError, match=r"cues/c01: offsets 5–5000 are out of range.*gold-misplaced"):
        read_gold(folder(tmp_path, made), tmp_path)


def test_offsets_that_hold_other_words_are_named(tmp_path: Path) -> None:
    made = gold()
    made["statements"][0]["spans"][0]["start"] += 1
    with pytest.raises(InputError, match=r"statements/st1/spans/0.*does not hold the words.*gold-misplaced"):
        read_gold(folder(tmp_path, made), tmp_path)


def test_a_statement_with_an_unknown_chain_is_named(tmp_path: Path) -> None:
    made = gold()
    made["statements"][0]["chain"] = "c9"
    with pytest.raises(InputError, match=r"statements/st1: chain c9 is not in the annotation.*gold-faulty"):
        read_gold(folder(tmp_path, made), tmp_path)


def test_an_empty_folder_and_a_broken_file_are_named(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="gold-none-here"):
        read_gold(tmp_path, tmp_path)
    (tmp_path / "gold.json").write_text("{", "utf-8")
    with pytest.raises(InputError, match="gold-not-json"):
        read_gold(tmp_path, tmp_path)


def test_corrections_are_applied_to_their_own_text_and_refused_when_stale(tmp_path: Path) -> None:
    made = gold()
    rows = [{"at": "statements/st1", "key": "kind", "was": "report", "now": "meeting", "why": "shown"}]
    mend = tmp_path / "mend.yaml"
    mend.write_text(json.dumps({"sha256": made["document"]["sha256"], "corrections": rows}), "utf-8")
    [one] = read_gold(folder(tmp_path, made), tmp_path, mend).documents
    assert (one.gold["statements"][0]["kind"], one.corrections) == ("meeting", 1)
    rows[0]["was"] = "offer"
    mend.write_text(json.dumps({"sha256": made["document"]["sha256"], "corrections": rows}), "utf-8")
    with pytest.raises(InputError, match="gold-correction-stale"):
        read_gold(tmp_path, tmp_path, mend)
    mend.write_text(json.dumps({"sha256": "0" * 64, "corrections": rows}), "utf-8")
    assert [one.corrections for one in read_gold(tmp_path, tmp_path, mend).documents] == [0]
