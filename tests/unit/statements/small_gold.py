"""A small annotated text about invented states, and answers that differ from it in known ways."""

import copy
from collections.abc import Callable
from typing import Any

from servanda.statements.gold.compiling import compiled

Item = dict[str, Any]

TEXT = (
    "Рівенія може надіслати спостерігачів, - Вісник\n"
    "Про це повідомляє Вісник. За словами чиновників, Рівенія запропонувала Солані зустріч у Дубраві. "
    "Солана наполягає на виведенні військ, а Рівенія відкинула цю вимогу. "
    "Невідомо, чи погодиться Солана на умови."
)
SOURCE = """
document: {lang: uk, publisher: e_visnyk, published: "2031-05-06", ours: true, split: dev}
entities:
  e_visnyk: {type: MediaOutlet, uk: Вісник, en: Herald}
  e_src: {type: AnonymousSource, uk: чиновники, en: officials}
  e_rivenia: {type: State, uk: Рівенія, en: Rivenia}
  e_solana: {type: State, uk: Солана, en: Solana}
  e_dubrava: {type: Place, uk: Дубрава, en: Dubrava}
mentions:
- {entity: e_rivenia, kind: name, at: "Рівенія"@*}
- {entity: e_solana, kind: name, at: "Солана"@*}
times: []
chains:
  c0: [{source: e_visnyk, basis: publisher}]
  c1: [{source: e_visnyk, basis: publisher}, {source: e_src, basis: explicit, cue: "За словами чиновників"}]
cues:
- {type: attribution, at: "- Вісник"}
- {type: attribution, at: "повідомляє"}
- {type: attribution, at: "За словами"}
- {type: hedge, at: "може"}
issues: {iss_troops: {en: troops, uk: війська}, iss_terms: {en: terms, uk: умови}}
statements:
- {id: st1, kind: report, chain: c0, at: "Рівенія може надіслати спостерігачів", factuality: PS+,
   cues: ["може"], actor: e_rivenia}
- {id: st2, kind: offer, chain: c1, at: "Рівенія запропонувала Солані зустріч у Дубраві", factuality: CT+,
   actor: e_rivenia, counterparty: e_solana, embedded: [{event: meeting, factuality: Uu, at: "зустріч у Дубраві"}]}
- {id: st3, kind: position, chain: c1, at: "Солана наполягає на виведенні військ", factuality: CT+, actor: e_solana,
   stance: demand, issue: iss_troops, embedded: [{event: withdrawal, factuality: Uu, at: "виведенні військ"}]}
- {id: st4, kind: position, chain: c1, at: "Рівенія відкинула цю вимогу", factuality: CT+, actor: e_rivenia,
   stance: reject, issue: iss_troops}
- {id: st5, kind: open_term, chain: c0, at: "Невідомо, чи погодиться Солана на умови", factuality: Uu, slot: consent,
   actor: e_solana}
positions:
- {id: po1, actor: e_solana, issue: iss_troops, stance: demand, statement: st3, cue: "наполягає"}
- {id: po2, actor: e_rivenia, issue: iss_troops, stance: reject, statement: st4, cue: "відкинула"}
incompatibilities: [{id: in1, issue: iss_troops, positions: [po1, po2], type: demand_vs_reject}]
commitments:
- {id: cm1, type: offer, provider: e_rivenia, recipient: e_solana, statement: st2, at: "запропонувала Солані зустріч"}
open_terms: [{id: ot1, object: e_solana, slot: consent, statement: st5, at: "чи погодиться Солана на умови"}]
must_not:
- {en: "Solana agreed", why: "unknown", see: [st5]}
- {en: "The Herald says that Rivenia made an offer", why: "officials say so", see: [st2]}
"""


def gold(**document: str) -> Item:
    """The annotation."""
    made, wrong = compiled(SOURCE, TEXT, name="small.txt")
    assert wrong == []
    made["document"] |= document
    return made


def changed(*changes: Callable[[Item], object]) -> Item:
    """The same annotation as an answer, after some changes."""
    answer = copy.deepcopy(gold())
    for change in changes:
        change(answer)
    return answer


def statement(answer: Item, name: str) -> Item:
    """A statement of an answer."""
    return next(row for row in answer["statements"] if row["id"] == name)
