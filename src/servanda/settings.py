"""Settings: one table of name, default and meaning, read once at the door and handed in."""

from collections.abc import Mapping

import msgspec


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """What a user may set. Flags win over the environment (`SERVANDA_NAME`), the environment over the default."""

    out: str = "out"
    """Folder for what `run` writes; one folder a case below it."""
    lang: str = "en"
    """Language of what people read in the terminal: en, uk."""
    model_url: str = ""
    """Address of a language model's chat-completions call; empty: none is ever asked."""
    model: str = ""
    """Name of the model at that address."""
    model_key: str = ""
    """Key for that address, if it wants one."""


def read_settings(environment: Mapping[str, str]) -> Settings:
    """Settings from environment variables; unknown `SERVANDA_…` names are left to the tests and scripts that own them.

    >>> read_settings({"SERVANDA_LANG": "uk"}).lang
    'uk'
    """
    names = {field.name for field in msgspec.structs.fields(Settings)}
    given = {
        name: environment[f"SERVANDA_{name.upper()}"] for name in names if f"SERVANDA_{name.upper()}" in environment
    }
    return Settings(**given)
