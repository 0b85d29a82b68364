"""A document of many commitments: read, linted, labelled; and with one bad record in it."""

import time
from collections.abc import Callable
from typing import TypeVar

import click
import msgspec
from instances import AS_OF, instance

from servanda.adapters.guarantees import open_text
from servanda.commitments import Register, View, lint_register, stand

T = TypeVar("T")
SIZES = (5_000, 50_000)


def document(size: int) -> bytes:
    """A document with an invented register and plan."""
    plan, register = instance(size)
    return msgspec.json.encode(
        {"as_of": AS_OF, "commitments": register.commitments, "events": register.events, "plan": plan}
    )


def timed(question: Callable[[], T]) -> tuple[float, T]:
    """Seconds of one core, the best of three runs, and the answer."""
    best, answer = float("inf"), None
    for _ in range(3):
        began = time.process_time()
        answer = question()
        best = min(best, time.process_time() - began)
    assert answer is not None
    return best, answer


def line(size: int) -> str:
    """One row of the table."""
    raw = document(size)
    seconds, opened = timed(lambda: open_text(raw, "-"))
    bad = raw.replace(b'"quantity":', b'"quantity":-', 1)
    seconds_bad, with_bad = timed(lambda: open_text(bad, "-"))
    assert len(opened.recorded) == size
    assert len(with_bad.recorded) < size
    view = View(as_of=AS_OF)
    linting, _ = timed(lambda: lint_register(again(opened.register), view))
    labelling, _ = timed(lambda: stand(again(opened.register), view))
    megabytes = len(raw) / 1e6
    return f"{size:11,}  {megabytes:5.1f}  {seconds:6.2f}  {seconds_bad:15.2f}  {linting:6.2f}  {labelling:7.2f}"


def again(register: Register) -> Register:
    """The same register without what earlier questions left in it."""
    return Register(register.commitments, register.events, register.members)


if __name__ == "__main__":
    click.echo("commitments     MB  read s  one bad record s  lint s  label s")
    for number in SIZES:
        click.echo(line(number))
