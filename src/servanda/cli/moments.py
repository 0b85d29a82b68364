"""Parameters that people write on the command line: moments with a zone, sizes of a ledger."""

from datetime import UTC, datetime

import click

from servanda.plain import YEARS


def moment_of(text: str) -> datetime:
    """A moment with its zone.

    Raises:
        click.BadParameter: it is no instant, or names no zone.
    """
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        says = f"'{text}' is not an instant; write it like 2026-01-07T12:00:00Z."
        raise click.BadParameter(says) from error
    if moment.tzinfo is None:
        says = f"'{text}' names no time zone; add Z for UTC or an offset such as +02:00."
        raise click.BadParameter(says)
    if moment.year not in YEARS:
        says = f"The year of '{text}' is {moment.year}; write one from {YEARS.start} to {YEARS.stop - 1}."
        raise click.BadParameter(says)
    return moment


def size_or_moment(text: str) -> int | datetime:
    """A size of a ledger if it is a whole number, else a moment.

    Raises:
        click.BadParameter: it is neither.
    """
    return int(text) if text.isdecimal() else moment_of(text)


def this_moment() -> datetime:
    """Now, to the millisecond that a ledger holds."""
    now = datetime.now(UTC)
    return now.replace(microsecond=now.microsecond // 1_000 * 1_000)
