"""Everything that is generated from one definition: schemas, reference pages, settings, command help.

`--check` writes nothing and fails if a committed file differs.
"""

import importlib
import json
import pkgutil
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import msgspec
from answers import answers_page
from error_codes import errors_page

import servanda.records
from servanda import schemas
from servanda.cli.main import COMMANDS, root
from servanda.records.record import Record
from servanda.schemas.columns import arrow_schema
from servanda.settings import Settings

REFERENCE = Path("docs/reference")


def records() -> list[type[Record]]:
    """Every record, in the order of files and of their definition."""
    found: dict[str, type[Record]] = {}
    for module in pkgutil.iter_modules(servanda.records.__path__):
        loaded = importlib.import_module(f"servanda.records.{module.name}")
        for name, kind in vars(loaded).items():
            is_record = isinstance(kind, type) and issubclass(kind, Record) and kind is not Record
            if is_record and kind.__module__ == loaded.__name__:
                found[name] = kind
    return list(found.values())


def pages() -> Iterator[tuple[Path, str]]:
    """Path and content of each generated file."""
    kinds = records()
    rows = [f"| [{kind.__name__}](records/{kind.__name__.lower()}.md) | {first_line(kind)} |" for kind in kinds]
    head = "# Records\n\nGenerated from `src/servanda/records/`; rewrite with `make docs`.\n\n"
    head += "| record | what it is |\n|---|---|\n"
    yield REFERENCE / "records.md", head + "\n".join(rows) + "\n"
    for kind in kinds:
        yield REFERENCE / "records" / f"{kind.__name__.lower()}.md", schemas.reference_page(kind)
        schema = json.dumps(schemas.json_schema(kind), indent=1, ensure_ascii=False, sort_keys=True)
        yield REFERENCE / "schemas" / f"{kind.__name__.lower()}.json", schema + "\n"
    _, components = msgspec.json.schema_components(kinds, ref_template="#/components/schemas/{name}")
    openapi = {"openapi": "3.1.0", "components": {"schemas": components}}
    yield (
        REFERENCE / "openapi-components.json",
        json.dumps(openapi, indent=1, ensure_ascii=False, sort_keys=True) + "\n",
    )
    yield REFERENCE / "columns.md", columns(kinds)
    yield REFERENCE / "settings.md", settings()
    yield REFERENCE / "cli.md", commands()
    yield REFERENCE / "errors.md", errors_page()
    yield REFERENCE / "answers.md", answers_page()


def columns(kinds: list[type[Record]]) -> str:
    """The Arrow schema of every record."""
    blocks = ["# Columns\n\nThe Arrow schema of each record; generated, rewrite with `make docs`.\n"]
    for kind in kinds:
        listed = "\n".join(f"{field.name}: {field.type}" for field in arrow_schema(kind))
        blocks.append(f"## {kind.__name__}\n\n```\n{listed}\n```\n")
    return "\n".join(blocks)


def settings() -> str:
    """The table of settings."""
    lines = ["# Settings", "", "Flags win over the environment, the environment over the default.", ""]
    lines += ["| variable | default | meaning |", "|---|---|---|"]
    for name, _kind, reason, _required, default in schemas.fields(Settings):
        lines.append(f"| `SERVANDA_{name.upper()}` | `{default}` | {reason} |")
    return "\n".join(lines) + "\n"


def commands() -> str:
    """The help of every command, as it prints itself."""
    blocks = ["# Commands\n\nEach block is what `--help` prints; generated, rewrite with `make docs`.\n"]
    context = click.Context(root, info_name="servanda")
    for name in COMMANDS:
        command = root.get_command(context, name)
        if command is not None:
            blocks += help_of(command, click.Context(command, info_name=name, parent=context))
    return "\n".join(blocks)


def help_of(command: click.Command, context: click.Context) -> list[str]:
    """The help of a command and of those below it."""
    context.max_content_width = 100
    context.terminal_width = 100
    blocks = [f"## {context.command_path}\n\n```\n{command.get_help(context)}\n```\n"]
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            inner = command.get_command(context, name)
            if inner is not None:
                blocks += help_of(inner, click.Context(inner, info_name=name, parent=context))
    return blocks


def first_line(kind: type[Record]) -> str:
    """The first sentence of a record's docstring."""
    return (kind.__doc__ or "").strip().split("\n")[0]


def stale(expected: dict[Path, str]) -> list[str]:
    """Files that differ from what would be generated, or that nothing generates any more."""
    wrong = [str(path) for path, text in expected.items() if not path.is_file() or path.read_text("utf-8") != text]
    extra = [str(path) for path in REFERENCE.rglob("*") if path.is_file() and path not in expected]
    return wrong + extra


if __name__ == "__main__":
    wanted = dict(pages())
    if "--check" in sys.argv:
        differing = stale(wanted)
        print("\n".join(f"{path} is not what make docs writes" for path in differing) or "generated files: all current")
        sys.exit(1 if differing else 0)
    for old in [path for path in REFERENCE.rglob("*") if path.is_file() and path not in wanted]:
        old.unlink()
    for path, text in wanted.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    print(f"wrote {len(wanted)} files below {REFERENCE}")
