"""What all records share: frozen, typed, strict about unknown fields, without floats.

A record is written once, here; its JSON Schema, its Arrow schema and its reference page are generated from it
(`scripts/generate.py`). A string below a field is that field's reason and becomes its description everywhere.
"""

from typing import Annotated, Literal, TypeAlias

import msgspec

Wording: TypeAlias = dict[str, str]
"""One sentence in several languages: BCP 47 tag to text. No language is built in."""

Unquantified: TypeAlias = Literal["unquantified"]
"""An amount that nobody has stated. It is a value: it never covers a number and never equals zero."""

Amount: TypeAlias = Annotated[int, msgspec.Meta(ge=0)] | Unquantified
"""A stated whole amount, or the fact that none was stated."""

Ppm: TypeAlias = Annotated[int, msgspec.Meta(ge=0, le=1_000_000)]
"""A share or probability in parts per million: whole numbers keep results equal on every machine."""

Sha256: TypeAlias = Annotated[str, msgspec.Meta(pattern="^[0-9a-f]{64}$")]
"""SHA-256 as 64 lower-case hexadecimal digits."""


class Record(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """Ancestor of every record: immutable, keyword-only, refusing fields it does not know."""
