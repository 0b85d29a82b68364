"""W3C Web Annotations (Recommendation of 23 February 2017), one JSON line each.

Every stretch has a position selector; a quote selector stands beside it only where the text is ours. Offsets count code
points, as the model of the recommendation asks for.
"""

import json
from typing import Any

from servanda.records.statement import Span, Statement
from servanda.statements.exports.known import Exported, chain_words, uri_of

_CONTEXT = "http://www.w3.org/ns/anno.jsonld"
_BESIDE = 32
"""Characters of prefix and suffix."""


def annotations(known: Exported) -> str:
    """Accepted statements as annotations of their sources, in the order of the texts."""
    return "".join(json.dumps(_annotation(known, one), ensure_ascii=False) + "\n" for one in known.ordered)


def _annotation(known: Exported, one: Statement) -> dict[str, Any]:
    said = [
        {"type": "TextualBody", "purpose": "describing", "format": "text/plain", "language": lang, "value": words}
        for lang, words in sorted(one.says.items())
    ]
    tags = [f"frame:{one.frame}", f"certainty:{one.certainty}", f"chain:{chain_words(one)}"]
    tags += [f"sha256:{span.start}-{span.end}:{span.sha256}" for span in one.spans]
    return {
        "@context": _CONTEXT,
        "id": uri_of("statement", one.id),
        "type": "Annotation",
        "motivation": ["describing", "tagging"],
        "body": [*said, *({"type": "TextualBody", "purpose": "tagging", "value": tag} for tag in tags)],
        "target": [_target(known, one, span) for span in one.spans],
    }


def _target(known: Exported, one: Statement, span: Span) -> dict[str, Any]:
    source = known.by_source.get(one.source)
    url = source.url if source is not None else ""
    selectors: list[dict[str, Any]] = [{"type": "TextPositionSelector", "start": span.start, "end": span.end}]
    if text := known.text(one):
        selectors.append(
            {
                "type": "TextQuoteSelector",
                "exact": text[span.start : span.end],
                "prefix": text[max(0, span.start - _BESIDE) : span.start],
                "suffix": text[span.end : span.end + _BESIDE],
            }
        )
    seen_there = source is not None and source.seen == "original" and url.startswith(("https://", "http://"))
    return {"source": url if seen_there else uri_of("source", one.source), "selector": selectors}
