"""Answers for the desk only: who could bring a promise down, or how far. They go into no folder of pages."""

from pathlib import Path

import click

from servanda.adapters.pages import LIST
from servanda.cli.answer import encoded
from servanda.errors import AccessDenied, ExternalError
from servanda.wording import say

OUT = click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="File instead of stdout.")


def refuse_export(file: Path | None) -> None:
    """Refuse to write an answer for the desk where pages for others are.

    Raises:
        AccessDenied: `desk-only`.
    """
    if file is None:
        return
    for folder in file.resolve().parents:
        if (folder / LIST).is_file() or (folder / "case.yaml").is_file():
            says = f"'{file}' lies in '{folder}', a folder that is handed on."
            hint = "This answer is for the desk only: write it outside of cases and of folders of reports."
            raise AccessDenied("desk-only", says, place=str(file), hint=hint)


def say_desk_only(lang: str) -> None:
    """Say to people that an answer is for the desk."""
    click.echo(say("doors.desk-only")[lang], err=True)


def to_file(file: Path, answer: object) -> None:
    """Write an answer as one JSON object.

    Raises:
        ExternalError: `out-not-writable`.
    """
    try:
        file.write_bytes(encoded(answer) + b"\n")
    except OSError as error:
        says = f"'{file}' cannot be written: {error.strerror}."
        raise ExternalError("out-not-writable", says, place=str(file), hint="Give a file you may write to.") from error
