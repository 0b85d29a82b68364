"""What the pages say is true."""

import doctest
import importlib
import pkgutil
import re
from pathlib import Path

import msgspec
import pytest
from click.testing import CliRunner

import servanda
from servanda.cli.main import COMMANDS, root
from servanda.settings import Settings

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
MODULES = sorted(
    module.name
    for module in pkgutil.walk_packages(servanda.__path__, "servanda.")
    if not module.name.endswith("__main__")
)


@pytest.mark.parametrize("name", MODULES)
def test_examples_in_docstrings_run(name: str) -> None:
    result = doctest.testmod(importlib.import_module(name), optionflags=doctest.ELLIPSIS)
    assert result.failed == 0


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", page.read_text("utf-8")):
        if not target.startswith(("http", "mailto")):
            assert (page.parent / target).exists(), f"{page.name} → {target}"


@pytest.mark.parametrize("name", list(COMMANDS))
def test_every_command_has_help_and_a_place_in_the_reference(name: str) -> None:
    result = CliRunner().invoke(root, [name, "--help"])
    assert result.exit_code == 0, result.output
    assert f"servanda {name}" in (ROOT / "docs" / "reference" / "cli.md").read_text("utf-8")


def test_every_setting_is_on_its_page() -> None:
    page = (ROOT / "docs" / "reference" / "settings.md").read_text("utf-8")
    for setting in msgspec.structs.fields(Settings):
        assert f"`SERVANDA_{setting.name.upper()}`" in page


def test_no_page_names_a_path_of_some_machine() -> None:
    for page in PAGES:
        assert not re.search(r"(?<![\w.])/(home|root|work|Users)/", page.read_text("utf-8")), page
