"""Every error that the source raises by name has its line in the reference."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
RAISED = re.compile(r'(InputError|NotFound|AccessDenied|IntegrityError|ExternalError)\(\s*"([a-z0-9-]+)"')


def test_every_error_code_of_the_source_has_a_line_under_its_family() -> None:
    page = (ROOT / "docs" / "reference" / "errors.md").read_text("utf-8")
    lines = {
        (family, code)
        for family, text in re.findall(r"^## (\w+)\n(.*?)(?=^## |\Z)", page, re.DOTALL | re.MULTILINE)
        for code in re.findall(r"^\| `([a-z0-9-]+)` \| \S", text, re.MULTILINE)
    }
    raised = {pair for path in (ROOT / "src").rglob("*.py") for pair in RAISED.findall(path.read_text("utf-8"))}
    assert raised
    assert sorted(raised - lines) == []
