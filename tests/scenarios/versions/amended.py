"""The exercise with an amendment: a second version of its agreement, adopted with effect from 14:00 on the day."""

import json
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parents[3]
CASE = ROOT / "cases" / "exercise-meridian"
FIRST, SECOND = "ex-meridian-agreement@2031-02-20", "ex-meridian-agreement@2031-03-10"
EFFECT = "2031-03-14T14:00:00Z"

Records = Mapping[str, Sequence[Mapping[str, Any]]]
"""File of a case → what stands in it besides."""

ADOPTIONS = [
    {"id": "EX-AD-1", "agreement": FIRST, "effect": {"start": "2031-02-20T00:00:00Z"}, "at": "2031-02-20T12:00:00Z"},
    {"id": "EX-AD-2", "agreement": SECOND, "effect": {"start": EFFECT}, "at": "2031-03-12T12:00:00Z"},
]


def exercise(folder: Path, records: Records | None = None, *, amended: bool = False) -> Path:
    """A copy of the exercise with further records; amended, its agreement comes in a second version too."""
    case = folder / "exercise-meridian"
    shutil.copytree(CASE, case)
    if amended:
        text = case / "agreements" / "ex-meridian-agreement.yaml"
        said = text.read_text("utf-8").replace('version: "2031-02-20"', 'version: "2031-03-10"', 1)
        relation = f'relations: [{{kind: replaces, to: "{FIRST}"}}]\nparties:\n'
        (case / "agreements" / "ex-meridian-agreement-2.yaml").write_text(
            said.replace("parties:\n", relation, 1), "utf-8"
        )
    for name, more in (records or {}).items():
        add(case, name, more)
    return case


def add(case: Path, name: str, more: Sequence[Mapping[str, Any]]) -> None:
    """Further records at the end of a file of a case."""
    file = case / name
    held = yaml.safe_load(file.read_text("utf-8")) if file.exists() else []
    file.write_text(json.dumps([*(held or []), *more], ensure_ascii=False, indent=1, default=str), "utf-8")
