"""Damage anywhere: nothing but our own errors, and nothing that was not secured becomes so."""

import json
from random import Random
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from adversarial.commitments.register import Document, sound
from servanda.adapters.guarantees import Opened, open_text
from servanda.commitments import View, stand
from servanda.coverage import assess
from servanda.errors import InputError

STRENGTH = {"void": 0, "open": 1, "handshake": 2, "credible": 3}
ODD: list[Any] = [
    None,
    True,
    0,
    -1,
    10**25,
    1.5,
    "",
    " ",
    "EX-1",
    "zzz",
    "2031-02-01",
    [],
    [[]],
    {},
    {"event": "vote"},
    [7],
]
MANY = settings(max_examples=250, deadline=None)


def _held(error: InputError) -> None:
    """Every error has a code, a sentence and a hint."""
    assert error.code
    assert error.says
    assert error.hint


def _view(opened: Opened) -> View:
    assert opened.as_of is not None
    return View(as_of=opened.as_of)


def _labels(opened: Opened) -> dict[str, int]:
    return {name: STRENGTH[label] for name, label in stand(opened.register, _view(opened)).items()}


def _secured(opened: Opened) -> int:
    assert opened.plan is not None
    cells = assess(opened.plan, opened.register, _view(opened)).cells
    return sum(cell.secured for cell in cells if isinstance(cell.secured, int))


WHOLE = open_text(json.dumps(sound()).encode(), "-")
LABELS, SECURED = _labels(WHOLE), _secured(WHOLE)


def _places(data: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    inner = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    return [place for key, part in inner for place in [(*path, key), *_places(part, (*path, key))]]


def _mutated(document: Document, path: tuple[Any, ...], value: Any, *, how: str) -> Document:
    holder: Any = document
    for step in path[:-1]:
        holder = holder[step]
    if how == "remove":
        del holder[path[-1]]
    elif how == "rename" and isinstance(holder, dict):
        holder[f"{path[-1]}x"] = holder.pop(path[-1])
    else:
        holder[path[-1]] = value
    return document


@given(st.data())
@MANY
def test_any_one_damage_is_an_error_of_ours_or_a_rejection_that_secures_nothing_more(data: st.DataObject) -> None:
    document = sound()
    path = data.draw(st.sampled_from(_places(document)))
    how = data.draw(st.sampled_from(["remove", "rename", "change"]))
    value = data.draw(st.sampled_from(ODD))
    raw = json.dumps(_mutated(document, path, value, how=how)).encode()
    try:
        opened = open_text(raw, "-")
    except InputError as error:
        _held(error)
        return
    if opened.as_of is None:
        return
    labels = _labels(opened)
    of_commitments = [one for one in opened.rejections if one.kind == "commitment"]
    whole_record = len(path) == 2  # it says nothing then, as if nobody had recorded it
    if of_commitments and path[0] == "commitments" and not whole_record:
        stronger = {name for name, label in labels.items() if label == 3 and LABELS.get(name, 3) < 3}
        assert stronger == set(), (path, how, value)
        if opened.plan is not None:
            assert _secured(opened) <= SECURED


@given(st.integers(0, 2**32), st.integers(1, 6))
@MANY
def test_many_damages_at_once_raise_nothing_but_our_errors(seed: int, times: int) -> None:
    random = Random(seed)  # noqa: S311 - damage needs no secrecy
    document = sound()
    for _ in range(times):
        places = _places(document)
        how = random.choice(["remove", "rename", "change", "change"])
        _mutated(document, random.choice(places), random.choice(ODD), how=how)
    try:
        opened = open_text(json.dumps(document).encode(), "-")
        if opened.as_of is not None:
            stand(opened.register, _view(opened))
            if opened.plan is not None:
                assess(opened.plan, opened.register, _view(opened))
    except InputError as error:
        _held(error)


@given(st.binary(max_size=40), st.integers(0, 4000))
@MANY
def test_bytes_in_the_middle_raise_nothing_but_our_errors(more: bytes, at: int) -> None:
    text = json.dumps(sound()).encode()
    try:
        open_text(text[:at] + more + text[at + len(more) // 2 :], "-")
    except InputError as error:
        _held(error)


@given(st.sampled_from(range(len(sound()["commitments"]))))
@MANY
def test_a_rejected_record_is_never_credible_and_nothing_that_names_it_is(number: int) -> None:
    document = sound()
    name = document["commitments"][number]["id"]
    document["commitments"][number]["quantity"] = -1
    opened = open_text(json.dumps(document).encode(), "-")
    labels = _labels(opened)
    assert name not in labels
    for one in document["commitments"]:
        if name in json.dumps(one.get("condition", {})) or name == one.get("supersedes"):
            assert labels.get(one["id"], 0) < 3 or one["id"] == "EX-4-NEW"
