"""Every error that the source raises by name has its line in the reference."""

import ast
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
RAISED = re.compile(r'(InputError|NotFound|AccessDenied|IntegrityError|ExternalError)\(\s*"([a-z0-9-]+)"')


def refused(path: Path) -> list[str]:
    """Codes of `….refuse(rows, code, …)`, by which a reader of tables refuses many rows at once."""
    calls = [node for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Call)]
    named = [call for call in calls if isinstance(call.func, ast.Attribute) and call.func.attr == "refuse"]
    codes = [call.args[1] for call in named if len(call.args) > 1]
    return [code.value for code in codes if isinstance(code, ast.Constant) and isinstance(code.value, str)]


def test_every_error_code_of_the_source_has_a_line_under_its_family() -> None:
    page = (ROOT / "docs" / "reference" / "errors.md").read_text("utf-8")
    lines = {
        (family, code)
        for family, text in re.findall(r"^## (\w+)\n(.*?)(?=^## |\Z)", page, re.DOTALL | re.MULTILINE)
        for code in re.findall(r"^\| `([a-z0-9-]+)` \| \S", text, re.MULTILINE)
    }
    raised = {pair for path in (ROOT / "src").rglob("*.py") for pair in RAISED.findall(path.read_text("utf-8"))}
    raised |= {("InputError", code) for path in (ROOT / "src").rglob("*.py") for code in refused(path)}
    assert raised
    assert sorted(raised - lines) == []
