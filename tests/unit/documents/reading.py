"""Reading a document with everything that is promised about it, and what a refusal must say."""

import hashlib
from collections.abc import Callable

import pytest

from servanda.adapters.documents import Document
from servanda.errors import InputError
from servanda.records.source import Source
from servanda.statements import check_statements, hardened, propose
from servanda.statements.dates import times_of
from servanda.statements.sections import sentences_of

UKRAINIAN = "Лідери домовилися про місію\nДві держави погодили місію, заявив речник уряду.\n"


def code_of(read: Callable[[], object]) -> str:
    with pytest.raises(InputError) as caught:
        read()
    assert caught.value.says
    assert caught.value.hint
    return caught.value.code


def proven(found: Document) -> Document:
    """The whole reader over a document: every span exact, nothing firmer than its words."""
    source = Source(id="text:d", kind="text", publisher=found.publisher or "Desk", lang="uk", published=found.published)
    proposals = propose(found.text, source)
    check_statements(found.text, proposals)
    assert hardened(found.text, proposals) == []
    for one in times_of(found.text, sentences_of(found.text), found.published):
        assert hashlib.sha256(found.text[one.span.start : one.span.end].encode()).hexdigest() == one.span.sha256
    return found
