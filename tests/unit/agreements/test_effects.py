"""When versions have effect: what a drafter gets wrong about it, each with what to mend."""

from collections.abc import Sequence
from typing import Any

import msgspec

from servanda.adapters.agreements import load
from servanda.agreements import lint
from servanda.records.agreement import Agreement
from unit.agreements.test_lint import TEMPLATE

TEXT = load(TEMPLATE)[0]
JANUARY, MARCH, MAY = "2031-01-01T00:00:00Z", "2031-03-01T00:00:00Z", "2031-05-01T00:00:00Z"


def version(name: str, effect: tuple[str, ...], *replaces: str) -> Agreement:
    """The template as a version that has effect between stated moments and replaces others."""
    data: dict[str, Any] = msgspec.to_builtins(TEXT)
    clocks = {f"effect-{number}": {"at": moment} for number, moment in enumerate(effect)}
    data |= {"version": name, "relations": [{"kind": "replaces", "to": to} for to in replaces]}
    data["clocks"] = {**data["clocks"], **clocks}
    if effect:
        data["effect"] = {"from": "effect-0", **({"until": "effect-1"} if len(effect) > 1 else {})}
    return msgspec.convert(data, Agreement)


def codes(texts: Sequence[Agreement]) -> list[str]:
    return [hit.code for hit in lint(texts)]


def test_a_version_that_ends_when_the_next_begins_is_clean() -> None:
    assert codes([version("2031-01-01", (JANUARY, MARCH)), version("2031-03-01", (MARCH,))]) == []


def test_two_versions_in_effect_at_once_are_an_error() -> None:
    texts = [version("2031-01-01", (JANUARY, MAY)), version("2031-03-01", (MARCH,))]
    [hit] = lint(texts)
    assert (hit.code, hit.severity, hit.agreement) == ("effects-overlap", "error", "template@2031-03-01")
    assert "2031-01-01" in hit.says["en"]


def test_unless_the_later_one_says_that_it_replaces_the_earlier() -> None:
    texts = [version("2031-01-01", (JANUARY,)), version("2031-03-01", (MARCH,), "template@2031-01-01")]
    assert codes(texts) == []


def test_an_effect_that_ends_before_it_begins_is_an_error() -> None:
    assert codes([version("2031-03-01", (MARCH, JANUARY))]) == ["effect-reversed"]
    assert codes([version("2031-03-01", (MARCH, MARCH))]) == ["effect-reversed"]


def test_a_replacement_without_a_moment_is_a_doubt() -> None:
    texts = [version("2031-01-01", (JANUARY,)), version("2031-03-01", (), "template@2031-01-01")]
    assert [(hit.code, hit.severity) for hit in lint(texts)] == [("replaces-without-effect", "warning")]


def test_clocks_that_go_round_are_named_once_and_stop_nothing() -> None:
    text = version("2031-01-01", (JANUARY,))
    round_ = {"effect-0": msgspec.convert({"after": "effect-0"}, type(text.clocks["effect-0"]))}
    assert "clock-circle" in codes([msgspec.structs.replace(text, clocks={**text.clocks, **round_})])
