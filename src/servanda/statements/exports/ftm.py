"""FollowTheMoney entities (schemata of version 4), one JSON line each.

Parties, outlets and persons that a list names become entities; unnamed sources never do. A source becomes an `Article`,
a meeting that is told as certain or probable an `Event`, every other statement a `Note` about its parties. A chain and
a certainty have no property of their own there: they stand in `notes`, which say that it is a claim.
"""

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

from servanda.records.source import Source
from servanda.records.statement import Statement
from servanda.statements.derived.basis import denied, feeds
from servanda.statements.exports.known import Exported, chain_words
from servanda.statements.gist import name_of
from servanda.statements.lexicon import registry

_SCHEMATA = {"person": "Person", "outlet": "Organization", "agency": "Organization", "bloc": "Organization"}
_BODY = "PublicBody"
_LANGUAGES = {"uk": "ukr", "en": "eng", "ru": "rus", "fr": "fra", "de": "deu", "pl": "pol", "vi": "vie"}
"""BCP 47 → ISO 639-3, as FollowTheMoney writes languages."""
_DATE = 10
_PLAIN_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
"""A year, month or day; FollowTheMoney knows no other dates of EDTF."""


def entities(known: Exported) -> str:
    """Entities of the accepted statements: parties and outlets, sources, then the statements."""
    found = [*_named(known), *_articles(known), *(_claim(known, one) for one in known.ordered)]
    return "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in found)


def _entity(schema: str, name: str, properties: dict[str, Iterable[str]]) -> dict[str, Any]:
    values = {key: [value for value in given if value] for key, given in properties.items()}
    return {"id": name, "schema": schema, "properties": {key: given for key, given in values.items() if given}}


def _id(name: str) -> str:
    return f"servanda-{name.replace(':', '-')}"


def _named(known: Exported) -> Iterator[dict[str, Any]]:
    """Entities that the list of names holds: parties, and named links of chains."""
    names = {name for one in known.statements for name in (*one.actors, *one.counterparts)}
    names |= {link.source for one in known.statements for link in one.chain}
    for name in sorted(names):
        listed = registry().get(name)
        if listed is None and name not in _parties(known):
            continue
        said = name_of(name)
        schema = _SCHEMATA.get(listed.kind, _BODY) if listed is not None else _BODY
        yield _entity(schema, _id(name), {"name": [said["en"]], "alias": [said["uk"]]})


def _parties(known: Exported) -> set[str]:
    return {name for one in known.statements for name in (*one.actors, *one.counterparts)}


def _articles(known: Exported) -> Iterator[dict[str, Any]]:
    for name in sorted({one.source for one in known.statements}):
        source = known.by_source.get(name)
        if source is not None:
            yield _article(source)


def _article(source: Source) -> dict[str, Any]:
    web = source.url if source.url.startswith(("https://", "http://")) else ""
    return _entity(
        "Article",
        _id(source.id),
        {
            "title": [source.title],
            "name": [source.title or source.id],
            "publisher": [source.publisher],
            "publishedAt": [source.published[:_DATE]],
            "language": [_LANGUAGES.get(source.lang, "")],
            "sourceUrl": [web],
            "notes": [f"seen: {source.seen}", f"sha256: {source.sha256}" if source.sha256 else ""],
        },
    )


def _claim(known: Exported, one: Statement) -> dict[str, Any]:
    parties = [_id(name) for name in dict.fromkeys((*one.actors, *one.counterparts))]
    told = one.says.get("en") or one.says.get("uk", "")
    shared: dict[str, Iterable[str]] = {
        "name": [told],
        "description": [words for _, words in sorted(one.says.items())],
        "keywords": [f"frame: {one.frame}", f"certainty: {one.certainty}"],
        "notes": [f"A claim, not a fact. Chain: {chain_words(one)}.", _places(one)],
        "proof": [_id(one.source)],
    }
    if one.frame == "meeting" and feeds(one) and not denied(one):
        own = {"involved": parties, "recordId": [one.id], **_when_and_where(known, one)}
        return _entity("Event", _id(one.id), {**shared, **own})
    return _entity("Note", _id(one.id), {**shared, "entity": parties})


def _when_and_where(known: Exported, one: Statement) -> dict[str, Iterable[str]]:
    """Day of a meeting, where it is stated plainly, and its place in the words of the text, where they are ours."""
    if one.meeting is None:
        return {}
    date, place = one.meeting.date, one.meeting.place
    plain = date if _PLAIN_DATE.fullmatch(date) else ""
    return {"date": [plain], "location": [known.words(one, place) if place is not None else ""]}


def _places(one: Statement) -> str:
    spans = ", ".join(f"{span.start}–{span.end} (sha256 {span.sha256})" for span in one.spans)
    return f"Code points of {one.source}: {spans}."
