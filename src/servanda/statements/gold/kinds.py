"""Kinds of statements of annotations beside the frames of the record, and the frame each is scored as."""

from importlib import resources
from types import MappingProxyType
from typing import Any

import msgspec
import yaml

from servanda.records.statement import Frame


def _read() -> dict[str, Frame]:
    loaded: Any = yaml.safe_load(resources.files("servanda.statements.gold").joinpath("kinds.yaml").read_text("utf-8"))
    return msgspec.convert(loaded, type=dict[str, Frame])


KINDS = MappingProxyType(_read())
"""Kind of an annotation → frame."""


def frame_of(kind: str) -> str:
    """The frame a kind is scored as: itself if it is one.

    >>> frame_of("status_assessment"), frame_of("pledge")
    ('assessment', 'pledge')
    """
    return KINDS.get(kind, kind)
