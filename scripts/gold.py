"""Compile readable annotations: `NAME.yaml` with quotes beside `NAME.txt` → `NAME.gold.json` with offsets.

Usage: python scripts/gold.py FILE.yaml [...] [--out FOLDER] [--texts FOLDER] [--check]

A text that is not ours (`document: {from: SET, id: …, ours: false}`) is looked up in FOLDER/SET/statements.jsonl; its
annotation then holds hashes instead of words, and its YAML, which quotes it, stays outside the repository: write the
JSON elsewhere with --out. --check compiles and writes nothing. Ends with 1 if an annotation has a fault.
"""

import argparse
import json
import sys
from pathlib import Path
from typing import Any

import yaml

from servanda.errors import InputError
from servanda.statements.gold.checking import astride, faults, leaking, misplaced
from servanda.statements.gold.compiling import compiled, without_words
from servanda.statements.gold.quotes import counted

TEXTS = Path("../shared/data")


def text_of(file: Path, document: dict[str, Any], texts: Path) -> str:
    """The text an annotation is about: beside it, or in a set of others' texts."""
    if "from" not in document:
        return file.with_suffix(".txt").read_bytes().decode()
    rows = (texts / str(document["from"]) / "statements.jsonl").read_text("utf-8").splitlines()
    wanted = (str(document["id"]), document.get("lang"))
    found = [row for row in map(json.loads, rows) if (row["youtube_id"], row["lang"]) == wanted]
    if len(found) != 1:
        raise SystemExit(f"{file}: {len(found)} texts of {document['from']} have the id and language {wanted}.")
    return str(found[0]["text"])


def build(file: Path, texts: Path) -> tuple[dict[str, Any], list[str], list[str]]:
    """The annotation of a file, its faults, and what is worth a second look."""
    source = file.read_text("utf-8")
    try:
        document = (yaml.safe_load(counted(source)) or {}).get("document") or {}
    except yaml.YAMLError as error:
        return {}, [str(error)], []
    text = text_of(file, document, texts)
    theirs = "from" in document
    gold, wrong = compiled(source, text, name=str(document["id"]) if theirs else f"{file.stem}.txt")
    wrong += [*faults(gold), *misplaced(gold, text)]
    if not theirs:
        return gold, wrong, list(astride(gold))
    bare = without_words(gold)
    return bare, [*wrong, *leaking(bare, text)], list(astride(gold))


def main() -> int:
    """Compile each file and say what is wrong."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("files", nargs="+", type=Path)
    asked.add_argument("--out", type=Path, help="folder for the JSON; otherwise beside the YAML")
    asked.add_argument("--texts", type=Path, default=TEXTS, help="folder of others' texts")
    asked.add_argument("--check", action="store_true", help="write nothing")
    options = asked.parse_args()
    bad = 0
    for file in options.files:
        try:
            gold, wrong, odd = build(file, options.texts)
        except (InputError, OSError) as error:
            gold, wrong, odd = {}, [str(error)], []
        bad += bool(wrong)
        sys.stdout.writelines(f"{file}: {line}\n" for line in wrong)
        sys.stdout.writelines(f"{file}: note: {line}\n" for line in odd)
        if wrong or options.check:
            continue
        target = (options.out or file.parent) / f"{file.stem}.gold.json"
        target.write_text(json.dumps(gold, ensure_ascii=False, indent=1) + "\n", "utf-8")
        print(f"{target}: {len(gold['statements'])} statements, {len(gold['cues'])} cues")
    return 1 if bad else 0


if __name__ == "__main__":
    raise SystemExit(main())
