"""Runs the example notebooks and writes what they print into them; `--check` fails if a stored output differs.

No Jupyter is needed: code cells are run in order in one namespace, prints are kept, and a last expression that can draw
itself as SVG is kept as a picture, as a notebook server would.
"""

import ast
import contextlib
import io
import json
import sys
from pathlib import Path
from typing import Any

FOLDER = Path("docs/notebooks")


def run(notebook: dict[str, Any], name: str) -> dict[str, Any]:
    """The notebook with the outputs that its cells give now."""
    space: dict[str, Any] = {"__name__": "notebook"}
    number = 0
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            number += 1
            cell["execution_count"] = number
            cell["outputs"] = outputs("".join(cell["source"]), space, f"{name}[{number}]", number)
    return notebook


def outputs(source: str, space: dict[str, Any], place: str, number: int) -> list[dict[str, Any]]:
    """What one cell prints and draws."""
    tree = ast.parse(source, place)
    last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
    printed = io.StringIO()
    value = None
    with contextlib.redirect_stdout(printed):
        exec(compile(tree, place, "exec"), space)  # noqa: S102 - our own notebook
        if isinstance(last, ast.Expr):
            value = eval(compile(ast.Expression(last.value), place, "eval"), space)  # noqa: S307 - our own notebook
    found: list[dict[str, Any]] = []
    if printed.getvalue():
        found.append({"name": "stdout", "output_type": "stream", "text": printed.getvalue().splitlines(keepends=True)})
    if value is not None:
        data: dict[str, Any] = {"text/plain": repr(value).splitlines(keepends=True)}
        if hasattr(value, "_repr_svg_"):
            data["image/svg+xml"] = value._repr_svg_().splitlines(keepends=True)
        found.append({"data": data, "execution_count": number, "metadata": {}, "output_type": "execute_result"})
    return found


def text_of(notebook: dict[str, Any]) -> str:
    """A notebook as it is stored."""
    return json.dumps(notebook, ensure_ascii=False, indent=1) + "\n"


if __name__ == "__main__":
    stale = []
    for file in sorted(FOLDER.glob("*.ipynb")):
        stored = file.read_text("utf-8")
        now = text_of(run(json.loads(stored), file.name))
        if now != stored:
            stale.append(file)
            if "--check" not in sys.argv:
                file.write_text(now, "utf-8")
    print(f"notebooks that differ{'' if '--check' in sys.argv else ', written anew'}: {len(stale)}")
    sys.exit(1 if stale and "--check" in sys.argv else 0)
