"""What a page shows below `$ servanda …` is what the command prints today; `…` leaves something out."""

import doctest
import re
import shlex
from pathlib import Path

import pytest

from door import servanda

ROOT = Path(__file__).resolve().parents[2]
BLOCK = re.compile(r"^```\w*\n(.*?)^```", re.DOTALL | re.MULTILINE)
ABSENT = {"facts.json", "ledger", "copy", "out/exercise/report.uk.html"}
"""Inputs that a page only supposes, or that the command above it writes; such commands are not run here."""


def shown() -> list[tuple[str, str, tuple[str, ...]]]:
    """Page, command and the whole lines that it shows."""
    found = []
    for page in sorted((ROOT / "docs").glob("*.md")):
        for block in BLOCK.findall(page.read_text("utf-8")):
            for part in re.split(r"^(?=\$ )", block, flags=re.MULTILINE):
                if part.startswith("$ servanda") and "|" not in part.splitlines()[0]:
                    command, *lines = part.splitlines()
                    words = shlex.split(command[2:].split(">")[0])
                    if not ABSENT & {word.rstrip(";") for word in words}:
                        found.append((page.name, command[2:], tuple(line for line in lines if "…" not in line)))
    return found


@pytest.mark.parametrize(("page", "command", "lines"), shown(), ids=lambda one: one if isinstance(one, str) else "")
def test_the_output_on_a_page_is_what_the_command_prints(
    tmp_path: Path, page: str, command: str, lines: tuple[str, ...]
) -> None:
    for name in ("cases", "agreements", "docs"):
        (tmp_path / name).symlink_to(ROOT / name)
    words = shlex.split(command.split(">", maxsplit=1)[0])[1:]
    done = servanda(*words, cwd=tmp_path)
    printed = re.sub(r"\s+", " ", done.stdout + done.stderr)
    missing = [line for line in lines if re.sub(r"\s+", " ", line).strip() not in printed]
    assert missing == [], page


@pytest.mark.parametrize("page", sorted((ROOT / "docs").glob("*.md")), ids=lambda page: page.name)
def test_the_sessions_on_a_page_run(page: Path) -> None:
    parser, runner = doctest.DocTestParser(), doctest.DocTestRunner(optionflags=doctest.ELLIPSIS)
    for block in BLOCK.findall(page.read_text("utf-8")):
        if ">>> " in block:
            runner.run(parser.get_doctest(block, {}, page.name, str(page), 0))
    assert runner.summarize(verbose=False).failed == 0
