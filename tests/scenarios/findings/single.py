"""One term on one incident: the land of the stories, with a term of its own."""

from typing import Any

import msgspec

from scenarios.findings import stories as tell
from servanda.findings import check_finding, explain, judge
from servanda.records.agreement import Agreement
from servanda.records.finding import Finding

changed = msgspec.structs.replace
SHOT = {"do": "fire", "at": [-3, 2], "when": "10:00", "by": ["ASTER"], "seen": ["own_senses patrol who"]}


def text(term: dict[str, Any], **definitions: dict[str, Any]) -> Agreement:
    """The land of the stories under one term; definitions by group: `open`, `things`."""
    land = msgspec.to_builtins(tell.agreement())
    unless = [{"cite": each["id"], "says": tell.both(each["id"]), **each} for each in term.get("unless", [])]
    words = {"id": "only", "cite": "art. 1", "says": tell.both("Only."), "binds": ["ASTER", "BRIAR"], "proof": "one"}
    land["terms"] = [{**words, "must_not": {"do": "fire"}, "during": {"from": "force"}, **term, "unless": unless}]
    for group, defined in definitions.items():
        land[group] = {**land[group], **defined}
    return msgspec.convert(land, Agreement, strict=False)


def number(kind: str, settled: str = "", **readings: Any) -> dict[str, Any]:
    """An open term by its readings."""
    said = {name: {"says": tell.both(name), "value": value} for name, value in readings.items()}
    return {"question": tell.both("How much?"), "kind": kind, "readings": said, "settled": settled}


def found(agreement: Agreement, told: dict[str, Any]) -> Finding | None:
    """The finding on the one incident told; none if the term does not speak of it. Its explanation is checked too."""
    facts = tell.facts({"incident": SHOT, **told})
    judged = [
        each for each in judge(agreement, facts, as_of=tell.AS_OF, window=None) if each.subject.kind == "incident"
    ]
    for finding in judged:
        check_finding(finding, explain(finding, agreement, facts, as_of=tell.AS_OF), agreement, facts, tell.AS_OF)
        assert bool(finding.hinges) is (finding.outcome.verdict == "undetermined")
    return judged[0] if judged else None


def hinges(finding: Finding | None) -> list[str]:
    """`CAUSE:ON` of all that the verdict hangs on."""
    assert finding is not None
    return [f"{hinge.cause}:{hinge.on}" for hinge in finding.hinges]


def verdict(finding: Finding | None) -> str:
    """The verdict; `none` if there is no finding."""
    return finding.outcome.verdict if finding is not None else "none"
