"""One call of a chat-completions endpoint, bounded in time and size. httpx comes with the extra `model`."""

from importlib import import_module
from typing import Any, Protocol

import msgspec

from servanda.errors import ExternalError, InputError

MOST_ANSWERED = 1_000_000
"""Bytes of one answer; a longer one is refused unread."""


class Speaks(Protocol):
    """Something that answers a request: an endpoint, or its recorded answers."""

    def say(self, request: dict[str, Any]) -> str:
        """The text of the answer.

        Args:
            request: Body of a chat-completions request.

        Raises:
            ExternalError: it does not answer, or not in that form.
        """


class _Message(msgspec.Struct):
    content: str | None = None


class _Choice(msgspec.Struct):
    message: _Message


class _Completion(msgspec.Struct):
    choices: list[_Choice]


class Endpoint:
    """An endpoint at an address."""

    def __init__(self, client: Any, url: str) -> None:  # noqa: ANN401 - httpx is an extra
        self._client = client
        self._url = url

    def say(self, request: dict[str, Any]) -> str:
        """The text of the answer.

        Raises:
            ExternalError: `model-not-answering`, `model-refuses`, `model-answer-too-large`, `model-answer-unreadable`.
        """
        httpx = import_module("httpx")
        try:
            with self._client.stream("POST", self._url, json=request) as answer:
                raw = _body(answer.iter_bytes())
                status = answer.status_code
        except httpx.HTTPError as error:
            says = f"The model does not answer: {type(error).__name__}."
            raise ExternalError("model-not-answering", says, hint="Is it running at SERVANDA_MODEL_URL?") from error
        if status >= 400:  # noqa: PLR2004 - HTTP
            says = f"The model refuses the request with status {status}."
            raise ExternalError("model-refuses", says, hint="Check SERVANDA_MODEL, SERVANDA_MODEL_KEY and the address.")
        return content_of(raw)


def _body(parts: Any) -> bytes:  # noqa: ANN401 - an iterator of httpx
    raw = b""
    for part in parts:
        raw += part
        if len(raw) > MOST_ANSWERED:
            says = f"The model answers with more than {MOST_ANSWERED} bytes."
            raise ExternalError("model-answer-too-large", says, hint="Ask about fewer sentences, or another model.")
    return raw


def content_of(raw: bytes) -> str:
    """The text of a completion.

    Raises:
        ExternalError: `model-answer-unreadable`.
    """
    try:
        found = msgspec.json.decode(raw, type=_Completion)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        says = "The answer of the model is no chat completion."
        raise ExternalError(
            "model-answer-unreadable", says, hint="Use an address ending in /chat/completions."
        ) from error
    content = found.choices[0].message.content if found.choices else None
    if not content:
        raise ExternalError(
            "model-answer-unreadable", "The model answers nothing.", hint="Try again, or another model."
        )
    return content


def open_endpoint(url: str, key: str, seconds: int) -> Endpoint:
    """An endpoint.

    Args:
        url: Address of the chat-completions call.
        key: Bearer key; empty for none.
        seconds: How long one answer may take.

    Raises:
        InputError: `model-not-configured`, `model-extra-missing`.
    """
    if not url.startswith(("http://", "https://")):
        hint = "Set SERVANDA_MODEL_URL, such as http://localhost:11434/v1/chat/completions, and SERVANDA_MODEL."
        raise InputError("model-not-configured", "No language model is configured.", hint=hint)
    try:
        httpx = import_module("httpx")
    except ModuleNotFoundError as error:
        hint = "Install it: pip install 'servanda[model]'"
        raise InputError("model-extra-missing", "Speaking to a model needs the extra `model`.", hint=hint) from error
    headers = {"Authorization": f"Bearer {key}"} if key else {}
    return Endpoint(httpx.Client(headers=headers, timeout=seconds, follow_redirects=False), url)
