"""What the example notebooks show is what they give today."""

import importlib.util
import json
from pathlib import Path
from types import ModuleType

import pytest

NOTEBOOKS = sorted(Path("docs/notebooks").glob("*.ipynb"))


def runner() -> ModuleType:
    spec = importlib.util.spec_from_file_location("notebook", Path("scripts/notebook.py"))
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("file", NOTEBOOKS, ids=lambda file: file.name)
def test_a_notebook_gives_what_is_stored_in_it(file: Path) -> None:
    stored = file.read_text("utf-8")
    notebook = runner()
    assert notebook.text_of(notebook.run(json.loads(stored), file.name)) == stored
