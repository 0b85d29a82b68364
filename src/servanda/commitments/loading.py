"""A register as one JSON document → the register, at the speed of the decoder."""

import msgspec

from servanda.commitments.bulk import without_cycles
from servanda.commitments.register import Register
from servanda.errors import InputError
from servanda.records.commitment import Commitment, Event
from servanda.records.record import Record


class RegisterDocument(Record, frozen=True, kw_only=True):
    """What one JSON document says about promises."""

    commitments: list[Commitment]
    """Promises, offers and refusals."""
    events: list[Event] = []
    """What conditions wait for."""
    blocs: dict[str, list[str]] = {}
    """Bloc → members."""


def register_of_json(text: bytes) -> Register:
    """The register in a JSON document `{"commitments": […], "events": […], "blocs": {…}}`, all of it or nothing.

    Raises:
        InputError: `register-not-read` with the place of the first thing that is wrong; `register-twice`.
    """
    with without_cycles():
        try:
            found = msgspec.json.decode(text, type=RegisterDocument)
        except msgspec.DecodeError as error:
            says = f"The document is no register: {error}."
            raise InputError("register-not-read", says, hint="See the reference page of a commitment.") from error
        blocs = {name: tuple(sorted(members)) for name, members in found.blocs.items()}
        return Register(tuple(found.commitments), tuple(found.events), blocs)
