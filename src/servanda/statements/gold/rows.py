"""Rows that follow from statements: meetings, positions, commitments, conditions, signals, open terms, assessments."""

from collections.abc import Mapping, Sequence
from typing import Any

from servanda.records.statement import Span, Statement
from servanda.statements.voices import conflicts

Item = dict[str, Any]
Names = Mapping[str, str]
_STANCES = {"plans": "plans_to_demand"}
_COMMITS = {"offer": "offer", "pledge": "pledge", "ask": "ask"}
_STATUS = {"offer": "offered", "pledge": "pledged", "ask": "mentioned", "plan": "mentioned"}


def rows_of(text: str, statements: Sequence[Statement], names: Names) -> dict[str, list[Item]]:
    """All rows of a reading.

    Args:
        text: The text.
        statements: What was read from it.
        names: Identifier of a statement → its name in the annotation.
    """
    rows = _Rows(text, names)
    positions = rows.positions(statements)
    return {
        "meetings": rows.meetings(statements),
        "positions": positions,
        "incompatibilities": rows.conflicts(statements, positions),
        "commitments": rows.commitments(statements),
        "conditions": rows.conditions(statements),
        "awaited_signals": rows.signals(statements),
        "open_terms": rows.open_terms(statements),
        "assessments": rows.assessments(statements),
    }


class _Rows:
    def __init__(self, text: str, names: Names) -> None:
        self.text = text
        self.names = names

    def spans(self, places: Sequence[Span]) -> list[Item]:
        return [
            {"start": place.start, "end": place.end, "text": self.text[place.start : place.end]} for place in places
        ]

    def meetings(self, statements: Sequence[Statement]) -> list[Item]:
        met = [(one, one.meeting) for one in statements if one.meeting is not None]
        return [
            {
                "id": f"mt{number}",
                "label_en": one.says.get("en", ""),
                "date": meeting.date or None,
                "place": None,
                "place_spans": self.spans([meeting.place]) if meeting.place else [],
                "status": meeting.status,
                "participants": [{"entity": name} for name in (*one.actors, *one.counterparts)]
                if not meeting.words
                else [],
                "statements": [self.names[one.id]],
                "trigger_spans": self.spans([meeting.words] if meeting.words else one.spans),
            }
            for number, (one, meeting) in enumerate(met, 1)
        ]

    def positions(self, statements: Sequence[Statement]) -> list[Item]:
        """A row for each actor of a statement that takes a stance."""
        found = [
            (one, stance, actor) for one in statements if (stance := _stance(one)) for actor in (one.actors or [""])
        ]
        return [
            {
                "id": f"po{number}",
                "actor": actor or None,
                "issue": one.issue,
                "stance": stance,
                "content_en": one.says.get("en", ""),
                "statement": self.names[one.id],
                "spans": self.spans(one.spans),
            }
            for number, (one, stance, actor) in enumerate(found, 1)
        ]

    def conflicts(self, statements: Sequence[Statement], positions: Sequence[Item]) -> list[Item]:
        issue = {one.id: one.issue for one in statements}
        rows = []
        for number, pair in enumerate(conflicts(statements), 1):
            told = {self.names[one] for one in pair}
            sides = [row["id"] for row in positions if row["statement"] in told]
            rows.append({"id": f"in{number}", "issue": issue[pair[0]], "positions": sides, "type": "demand_vs_reject"})
        return rows

    def commitments(self, statements: Sequence[Statement]) -> list[Item]:
        found = [(one, kind) for one in statements if (kind := _commits(one))]
        return [
            {
                "id": f"cm{number}",
                "type": kind,
                "provider": one.actors[0] if one.actors else None,
                "by": list(one.actors),
                "recipient": one.counterparts[0] if one.counterparts else None,
                "what_en": one.says.get("en", ""),
                "status": _STATUS[kind],
                "statement": self.names[one.id],
                "spans": self.spans(one.spans),
            }
            for number, (one, kind) in enumerate(found, 1)
        ]

    def conditions(self, statements: Sequence[Statement]) -> list[Item]:
        """Each stretch once, however many statements it governs."""
        found: dict[tuple[int, int], Item] = {}
        for one in statements:
            for number, place in enumerate(one.conditions):
                row = {"id": f"co{len(found) + 1}", "span": self.spans([place])[0], "statement": self.names[one.id]}
                if number < len(one.relations):
                    row["relation"] = one.relations[number]
                found.setdefault((place.start, place.end), row)
        return list(found.values())

    def signals(self, statements: Sequence[Statement]) -> list[Item]:
        return [
            {
                "id": f"sg{number}",
                "by": list(one.actors),
                "from": list(one.counterparts),
                "about_en": one.says.get("en", ""),
                "status": "awaited",
                "statement": self.names[one.id],
                "spans": self.spans(one.spans),
                "headline_only": one.headline_only,
            }
            for number, one in enumerate([one for one in statements if one.frame == "awaited_signal"], 1)
        ]

    def open_terms(self, statements: Sequence[Statement]) -> list[Item]:
        found = [one for one in statements if one.frame in {"open_term", "open_issue"}]
        return [
            {
                "id": f"ot{number}",
                "object": one.issue or None,
                "slot": one.slot or ("resolution" if one.frame == "open_issue" else ""),
                "statement": self.names[one.id],
                "spans": self.spans(one.spans),
            }
            for number, one in enumerate(found, 1)
        ]

    def assessments(self, statements: Sequence[Statement]) -> list[Item]:
        return [
            {
                "id": f"as{number}",
                "target": one.issue or None,
                "value_en": one.says.get("en", ""),
                "quoted": bool(one.quoted),
                "assessor": one.chain[-1].source,
                "statement": self.names[one.id],
                "spans": self.spans(one.spans),
            }
            for number, one in enumerate([one for one in statements if one.frame == "assessment"], 1)
        ]


def _stance(one: Statement) -> str:
    if one.frame == "refusal":
        return "reject"
    if one.frame == "open_term" and one.slot == "consent":
        return "unknown"
    if one.frame in {"position", "intention"}:
        return _STANCES.get(one.stance, one.stance)
    return ""


def _commits(one: Statement) -> str:
    if one.frame == "intention" and one.stance == "plans":
        return "plan"
    return _COMMITS.get(one.frame, "")
