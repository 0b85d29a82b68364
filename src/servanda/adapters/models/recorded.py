"""Answers of a model kept by the hash of what was asked: the same question gives the same answer, and no network."""

import hashlib
from pathlib import Path
from typing import Any

import msgspec

from servanda import plain
from servanda.adapters.models.endpoint import Speaks
from servanda.errors import ExternalError


def question_hash(request: dict[str, Any]) -> str:
    """SHA-256 of a request, whatever the order of its fields."""
    return hashlib.sha256(msgspec.json.encode(request, order="deterministic")).hexdigest()


class Recorded:
    """The answers of a file: JSON lines {"asked": hash, "answer": text}."""

    def __init__(self, file: Path) -> None:
        """Read the answers.

        Raises:
            InputError: the file is not readable.
        """
        lines = plain.decode_lines(file.read_bytes(), file.name, Kept) if file.is_file() else []
        self._answers = {one.asked: one.answer for one in lines}

    def say(self, request: dict[str, Any]) -> str:
        """The recorded answer.

        Raises:
            ExternalError: `model-answer-not-recorded`.
        """
        asked = question_hash(request)
        if asked not in self._answers:
            says = f"No recorded answer to the question {asked[:12]}…: the text, the model or the prompt has changed."
            raise ExternalError("model-answer-not-recorded", says, hint="Record it again with --record.")
        return self._answers[asked]


class Kept(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One recorded answer."""

    asked: str
    """Hash of the request."""
    answer: str
    """Text of the answer."""


class _Recording:
    def __init__(self, endpoint: Speaks, file: Path) -> None:
        self._endpoint = endpoint
        self._file = file

    def say(self, request: dict[str, Any]) -> str:
        answer = self._endpoint.say(request)
        with self._file.open("ab") as kept:
            kept.write(msgspec.json.encode(Kept(asked=question_hash(request), answer=answer)) + b"\n")
        return answer


def recording(endpoint: Speaks, file: Path) -> Speaks:
    """An endpoint whose answers are appended to a file."""
    return _Recording(endpoint, file)
