"""Forty kinds of bad data: each has its message, and the rest is still computed."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from click.testing import CliRunner

from adversarial.commitments.register import (
    KNOWN,
    Damage,
    Document,
    add,
    condition,
    deep,
    first,
    further,
    need,
    promise,
    sound,
    status,
    step,
    whole,
)
from servanda.cli.commitments import group as commitments
from servanda.cli.coverage import group as coverage
from servanda.errors import InputError

Rejected = tuple[Damage, str, str, str]
"""What is done to the document; code, place and a part of the message that it gets."""

REJECTED: dict[str, Rejected] = {
    "negative quantity": (first(quantity=-5), "record-out-of-range", "commitments[0]", "-5"),
    "fraction": (first(quantity=1.5), "record-fraction", "commitments[0]", "1.5"),
    "number in words": (first(quantity="three"), "record-not-an-amount", "commitments[0]", "three"),
    "quantity beyond range": (
        first(quantity=10**20),
        "quantity-out-of-range",
        "commitments[0]",
        "100000000000000000000",
    ),
    "readiness beyond range": (first(readiness_h=10**9), "readiness-out-of-range", "commitments[0]", "1000000000"),
    "condition on an unknown commitment": (condition({"promised": "EX-22"}), "guard-unknown-reference", "[0]", "EX-22"),
    "condition on an unknown event": (condition({"event": "vota"}), "guard-unknown-reference", "[0]", "vote"),
    "window reversed": (
        first(window={"start": "2031-05-01T00:00:00Z", "end": "2031-04-01T00:00:00Z"}),
        "record-interval-reversed",
        "commitments[0]",
        "before it begins",
    ),
    "circular membership": (
        whole(blocs={"EX-UNION": ["EX-LEAGUE"], "EX-LEAGUE": ["EX-UNION"]}),
        "bloc-circular",
        "blocs",
        "EX-LEAGUE",
    ),
    "bloc that is its own member": (whole(blocs={"EX-UNION": ["EX-UNION"]}), "bloc-own-member", "blocs", "EX-UNION"),
    "bloc without a list": (whole(blocs={"EX-UNION": "EX-GORSE"}), "record-wrong-type", "blocs.EX-UNION", "EX-GORSE"),
    "k negative": (condition({"at_least": {"k": -1, "of": [{"event": "vote"}]}}), "guard-k-negative", "[0]", "-1"),
    "sum negative": (condition({"sum": {"function": "watch", "amount": -1}}), "guard-sum-negative", "[0]", "-1"),
    "guard with nothing": (condition({}), "guard-not-one-thing", "[0]", "nothing"),
    "guard with two things": (
        condition({"event": "vote", "promised": "EX-2"}),
        "guard-not-one-thing",
        "[0]",
        "event and",
    ),
    "part of a guard with nothing": (condition({"all": [{}]}), "guard-not-one-thing", "[0]", "nothing"),
    "guard too deep": (condition(deep(70)), "guard-too-deep", "commitments[0]", "levels"),
    "unknown rung": (
        condition({"rung": {"commitment": "EX-2", "rung": "sworn"}}),
        "guard-unknown-rung",
        "[0]",
        "sworn",
    ),
    "supersedes itself": (first(supersedes="EX-1"), "supersedes-circle", "commitments[0]", "EX-1"),
    "supersedes something unknown": (first(supersedes="EX-0"), "supersedes-unknown", "commitments[0]", "EX-0"),
    "circle of supersedes": (
        add(promise("EX-X", "EX-CEDAR", supersedes="EX-Y"), promise("EX-Y", "EX-CEDAR", supersedes="EX-X")),
        "supersedes-circle",
        "commitments[10]",
        "EX-Y",
    ),
    "duplicate id": (add(promise("EX-3", "EX-ELM", quantity=99)), "duplicate-id", "commitments[2]", "EX-3"),
    "same id in other case": (add(promise("ex-3", "EX-ELM")), "names-alike", "commitments[10]", "EX-3"),
    "id with an invisible character": (first(id="EX-1\u200b"), "name-invisible", "commitments[0]", "\\u200b"),
    "id with a space at its end": (first(id="EX-1 "), "name-invisible", "commitments[0]", "EX-1 "),
    "empty id": (first(id=""), "field-empty", "commitments[0]", "id"),
    "empty provider": (first(provider=""), "field-empty", "commitments[0]", "provider"),
    "status without support": (status(step(support=[])), "record-out-of-range", "commitments[0]", "support"),
    "no status": (status(), "commitment-undated", "commitments[0]", "EX-1"),
    "promise without source": (first(support=[]), "record-out-of-range", "commitments[0]", "support"),
    "status value on the wrong axis": (status(step("ready")), "status-wrong-axis", "commitments[0]", "ready"),
    "status value that is none": (status(step("sworn")), "record-not-a-choice", "commitments[0]", "sworn"),
    "step known before it occurred": (status(step(occurred_on="2031-02-09")), "status-before-act", "[0]", "2031-02-09"),
    "naive datetime": (status(step(known_on="2031-02-01T12:00:00")), "record-instant-without-zone", "[0]", "zone"),
    "year beyond the calendar": (status(step(known_on="9031-02-01T12:00:00Z")), "time-out-of-range", "[0]", "9031"),
    "date not EDTF": (status(step(occurred_on="1.2.2031")), "date-not-edtf", "commitments[0]", "1.2.2031"),
    "date that does not exist": (status(step(occurred_on="2031-02-30")), "date-not-edtf", "[0]", "2031-02-30"),
    "scope naming a foreign sector": (
        status(step(), step("withdrawn", "stance", scope={"sectors": ["C"]})),
        "scope-foreign",
        "commitments[0]",
        "'C'",
    ),
    "unknown field": (first(quantty=3), "record-unknown-field", "commitments[0]", "Did you mean 'quantity'"),
    "missing field": (
        lambda document: document["commitments"][0].pop("function"),
        "record-missing-field",
        "[0]",
        "function",
    ),
    "item that is no object": (lambda document: document["commitments"].append(7), "record-wrong-type", "[10]", "7"),
    "requirement twice": (
        lambda document: document["plan"]["requirements"].append(
            {**document["plan"]["requirements"][0], "quantity": 2}
        ),
        "plan-cell-twice",
        "plan.requirements[3]",
        "watch",
    ),
    "requirement with a negative number": (need(quantity=-1), "record-out-of-range", "plan.requirements[0]", "-1"),
    "requirement in a sector that the plan lacks": (
        lambda document: document["plan"].update(sectors={"B": {}}),
        "plan-reference-unknown",
        "plan.requirements[0]",
        "'A'",
    ),
    "lift limit for an unknown provider": (
        lambda document: document["plan"]["lift"][0].update(provider="EX-CEDER"),
        "lift-unknown",
        "plan.lift[0]",
        "EX-CEDAR",
    ),
    "lift limit for an unknown phase": (
        lambda document: document["plan"]["lift"][0].update(phase="frist"),
        "lift-unknown",
        "plan.lift[0]",
        "Did you mean 'first'",
    ),
    "lift limit for an unknown function": (
        lambda document: document["plan"]["lift"][0].update(function="wotch"),
        "lift-unknown",
        "plan.lift[0]",
        "Did you mean 'watch'",
    ),
    "event named as an act": (
        lambda document: document["events"].append({"id": "done:EX-1"}),
        "event-reserved-name",
        "events[2]",
        "done:",
    ),
    "commitment named as a provider": (add(promise("EX-ELM", "EX-IVY")), "id-is-provider", "[10]", "EX-ELM"),
    "version that replaces a promise of another": (
        add(promise("EX-X", "EX-CEDAR", supersedes="EX-3")),
        "supersedes-other-provider",
        "[10]",
        "EX-ELM",
    ),
    "further pledge named as a provider": (further(id="EX-CEDAR"), "id-is-provider", "plan.further[0]", "EX-CEDAR"),
    "lift limit below nothing": (
        lambda document: document["plan"]["lift"][0].update(amount=-1),
        "record-out-of-range",
        "plan.lift[0]",
        "-1",
    ),
    "further pledge naming a further pledge": (
        further(condition={"promised": "EX-MORE"}),
        "further-reference",
        "plan.further[0]",
        "EX-MORE",
    ),
    "further pledge without sector": (further(sectors=[]), "record-out-of-range", "plan.further[0]", "sectors"),
    "further pledge of nothing": (further(quantity=0), "record-out-of-range", "plan.further[0]", "0"),
    "event assumed that nobody recorded": (
        whole(view={"assume": {"vota": "true"}}),
        "assume-unknown",
        "view",
        "vota",
    ),
    "without naming nobody": (whole(view={"without": ["EX-NOBODY"]}), "without-unknown", "view", "EX-NOBODY"),
    "event without a value": (
        lambda document: document["events"][0].update(states=[{"value": "maybe", "known_on": KNOWN}]),
        "record-not-a-choice",
        "events[0]",
        "maybe",
    ),
}

SAID: dict[str, tuple[Damage, str, str, str]] = {
    "unit mismatch with the plan": (first(unit="brigades"), "unit-not-of-plan", "EX-1", "brigades"),
    "zero": (first(quantity=0), "quantity-zero", "EX-1", "0"),
    "two currencies of the same pledge": (
        add(promise("EX-1-EUR", "EX-CEDAR", unit="EUR", quantity=100), promise("EX-1-USD", "EX-CEDAR", unit="USD")),
        "two-units",
        "EX-1-EUR",
        "EX-1-USD",
    ),
    "at least k of fewer than k parts": (
        condition({"at_least": {"k": 3, "of": [{"event": "vote"}]}}),
        "guard-never",
        "EX-1",
        "3 of 1",
    ),
    "any of nothing": (condition({"any": []}), "guard-never", "EX-1", "1 of 0"),
    "at least none": (condition({"at_least": {"k": 0, "of": [{"event": "vote"}]}}), "guard-always", "EX-1", "none"),
    "status out of order": (
        status(step(known_on="2031-02-09T12:00:00Z"), step("statement")),
        "status-out-of-order",
        "EX-1",
        "order",
    ),
    "future status": (status(step(known_on="2031-04-01T12:00:00Z")), "status-later", "EX-1", "2031-04-01"),
    "sector unknown to the plan": (first(sectors=["A", "Z"]), "sector-not-of-plan", "EX-1", "Z"),
    "phase unknown to the plan": (first(phases=["frist"]), "phase-not-of-plan", "EX-1", "first"),
    "function unknown to the plan": (first(function="wotch"), "function-not-of-plan", "EX-1", "watch"),
    "caveat that names no sector": (first(caveats=["not at night"]), "caveat-no-sector", "EX-1", "not at night"),
    "caveats that exclude every sector": (first(caveats=["A", "B"]), "excluded-everywhere", "EX-1", "A and B"),
    "provider is the beneficiary": (first(beneficiary="EX-CEDAR"), "own-beneficiary", "EX-1", "to itself"),
    "requirement without number but with unit": (
        need(quantity="unquantified"),
        "unit-without-number",
        "watch/A/first",
        "posts",
    ),
    "plan without requirements": (
        lambda document: document["plan"].update(requirements=[]),
        "plan-empty",
        "plan",
        "plan",
    ),
}

REFUSED: dict[str, tuple[Damage, str, str]] = {
    "event assumed with a wrong value": (whole(view={"assume": {"vote": "maybe"}}), "record-not-a-choice", "maybe"),
    "floor that is no rung": (whole(view={"floor": "sworn"}), "record-not-a-choice", "sworn"),
    "reading that nobody holds": (whole(view={"reading": "mine"}), "reading-unknown", "mine"),
    "other format": (whole(format="servanda-guarantees/9"), "record-not-a-choice", "servanda-guarantees/9"),
    "unknown field of the document": (whole(commitment=[]), "record-unknown-field", "commitments"),
    "commitments that are no list": (whole(commitments={}), "record-wrong-type", "commitments"),
    "moment without zone": (whole(as_of="2031-03-01T00:00:00"), "record-instant-without-zone", "2031"),
}

UNREADABLE: dict[str, tuple[Callable[[bytes], bytes], str, str]] = {
    "truncated": (lambda text: text[:-40], "json-syntax", "ends"),
    "two documents": (lambda text: text + text, "json-syntax", "one document"),
    "nothing": (lambda _text: b"", "yaml-empty", "no data"),
    "huge nesting": (lambda _text: b'{"commitments": ' + b"[" * 100_000, "json-too-deep", "nested"),
    "not a number": (lambda text: text.replace(b'"quantity": 3', b'"quantity": NaN', 1), "json-syntax", "NaN"),
    "byte order mark": (lambda text: b"\xef\xbb\xbf" + text, "json-encoding", "ef bb bf"),
    "UTF-16": (lambda text: text.decode().encode("utf-16"), "json-encoding", "ff fe"),
    "not UTF-8": (lambda text: text.replace(b"EX-CEDAR", b"EX-\xff", 1), "json-encoding", "ff"),
    "half of a pair": (lambda text: text.replace(b"EX-CEDAR", b"EX-\\ud83d", 1), "json-character", "ud83d"),
    "control character": (lambda text: text.replace(b"EX-CEDAR", b"EX-\\u0007", 1), "json-character", "u0007"),
    "turned direction of writing": (
        lambda text: text.replace(b"EX-CEDAR", "EX-\u202e".encode(), 1),
        "json-character",
        "U+202E",
    ),
    "key of the document twice": (
        lambda text: text.replace(b'{"format"', b'{"events": [], "format"', 1),
        "json-duplicate-key",
        "events",
    ),
}


def _ask(text: bytes, *words: str, group: Any = commitments) -> Document:
    result = CliRunner().invoke(group, [words[0], "-", *words[1:], "--json"], input=text, catch_exceptions=False)
    answer: Document = json.loads(result.stdout)
    return answer


def _text(document: Document) -> bytes:
    return json.dumps(document).encode()


def _damaged(damage: Damage) -> bytes:
    document = sound()
    damage(document)
    return _text(document)


def test_the_undamaged_document_is_taken_whole() -> None:
    answer = _ask(_text(sound()), "stand")
    assert answer["rejections"] == []
    labels = {one["commitment"]: one["label"] for one in answer["commitments"]}
    assert labels["EX-1"] == labels["EX-2"] == "credible"
    assert (labels["EX-3"], labels["EX-ROUND"], labels["EX-4"]) == ("open", "handshake", "void")


def test_at_least_forty_kinds_are_held() -> None:
    assert len({*REJECTED, *SAID, *REFUSED, *UNREADABLE}) >= 40


@pytest.mark.parametrize("kind", REJECTED)
def test_a_bad_record_is_named_with_its_place_and_the_rest_is_computed(kind: str) -> None:
    damage, code, place, part = REJECTED[kind]
    text = _damaged(damage)
    found = [one for one in _ask(text, "stand")["rejections"] if one["code"] == code and place in one["place"]]
    assert found
    assert part in found[0]["says"] + found[0]["hint"]
    assert found[0]["hint"]
    assert found[0]["says"].endswith(".")
    cells = _ask(text, "show", group=coverage)["cells"]
    assert cells or kind == "requirement in a sector that the plan lacks"


@pytest.mark.parametrize("kind", SAID)
def test_what_counts_for_less_than_it_seems_is_said(kind: str) -> None:
    damage, code, place, part = SAID[kind]
    answer = _ask(_damaged(damage), "lint")
    assert answer["rejections"] == []
    found = [one for one in answer["lints"] if (one["code"], one["place"]) == (code, place)]
    assert found
    assert part in found[0]["says"]["en"] + found[0]["hint"]["en"]
    assert found[0]["hint"]["uk"]


@pytest.mark.parametrize("kind", [*REFUSED, *UNREADABLE])
def test_what_is_wrong_with_the_whole_is_refused_with_a_hint(kind: str) -> None:
    if kind in REFUSED:
        damage, code, part = REFUSED[kind]
        text = _damaged(damage)
    else:
        change, code, part = UNREADABLE[kind]
        text = change(_text(sound()))
    with pytest.raises(InputError) as caught:
        _ask(text, "stand")
    assert caught.value.code == code
    assert part in str(caught.value)
    assert caught.value.hint
