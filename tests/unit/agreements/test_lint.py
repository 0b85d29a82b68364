"""One damaged instrument for each kind of lint: what, where, how to mend."""

import copy
from pathlib import Path
from typing import Any

import msgspec
import pytest

from servanda import plain
from servanda.adapters.agreements import load, load_sources
from servanda.agreements import lint
from servanda.logic import WEEK
from servanda.records.agreement import Agreement

ROOT = Path(__file__).resolve().parents[3]
TEMPLATE = ROOT / "agreements" / "_template"
GOOD = msgspec.to_builtins(load(TEMPLATE)[0])
GONE = object()

NAMED = {"notified": {"to": "MISSION", "at_least": "PT48H"}}
DUTY = {"do": "report", "done_by": "pulled-back"}
FORBID = {"id": "more", "cite": "c", "says": {"en": "x", "uk": "x"}, "when": NAMED, "permits": False}
ROW = {"binds": "A", "thing": "guns", "nearer_than": "5 km", "to": "zone", "cite": "c"}
STEP = {"id": "far", "who": ["A"], "do": {"en": "x", "uk": "x"}, "if_silent": "undefined"}
SAYS = {"en": "x", "uk": "x"}
LINE = {
    "places.line": {"name": SAYS, "is": "line", "shapes": [[{"lat_e7": 0, "lon_e7": 0}, {"lat_e7": 1, "lon_e7": 1}]]}
}
CAP = {"terms.0.must_not": GONE, "terms.0.unless": [], "terms.0.at_most": {"do": "station", "thing": "guns", "max": 5}}
TABLE = {**CAP, "terms.0.at_most": {"do": "station"}, "terms.0.where": GONE}
COUNT = {"binds": "A", "thing": "guns", "in": "zone", "max": 5}

TROOPS = {"of": "troops", "at_least": 9000}
COUNTED = {"terms": ["no-fire"], "count": 3}
GUARDED = "procedures.0.steps.1.only_if"
GUARD = "procedures[0].steps[1].only_if.findings"
Changes = dict[str, Any]
"""Path with dots and numbers → the new value, or GONE."""

KINDS: list[tuple[str, str, Changes]] = [
    ("unknown-party", "terms[0].binds[0]", {"terms.0.binds.0": "C"}),
    ("unknown-party", "terms[0].unless[0].when.notified.to", {"terms.0.unless.0.when.notified.to": "C"}),
    ("unknown-party", "procedures[0].steps[1].who[0]", {"procedures.0.steps.1.who.0": "C"}),
    ("unknown-party", "procedures[0].verifier", {"procedures.0.verifier": "C"}),
    ("unknown-party", "open.around.readings.short.held_by[0]", {"open.around.readings.short.held_by": ["C"]}),
    ("unknown-party", "relations[0].to", {"relations": [{"kind": "needs_consent_of", "to": "C"}]}),
    ("unknown-place", "terms[0].where.in", {"terms.0.where.in": "zoen"}),
    ("unknown-place", "terms[1].where.to", {"terms.1.where.to": "towns"}),
    ("number-not-in-text", "terms[1].where.nearer_than", {"terms.1.where.nearer_than": "7 km"}),
    (
        "number-not-in-text",
        "terms[0].unless[0].when.notified.at_least",
        {"terms.0.unless.0.when.notified.at_least": "PT84H"},
    ),
    ("number-not-in-text", "procedures[0].steps[1].when.within", {"procedures.0.steps.1.when.within": "P3D"}),
    ("holiday-no-date", "holidays[0]", {"holidays": ["2026-02-30"]}),
    ("no-working-days", "rest_days", {"rest_days": list(WEEK)}),
    ("working-days-without-rest", "clocks.pulled-back.counted_in", {"clocks.pulled-back.counted_in": "working_days"}),
    (
        "working-days-uncounted",
        "clocks.pulled-back.counted_in",
        {"clocks.pulled-back.counted_in": "working_days", "rest_days": ["sunday"], "day_count": "unstated"},
    ),
    (
        "working-days-in-hours",
        "procedures[0].steps[0].when.within",
        {"procedures.0.steps.0.when.counted_in": "working_days", "rest_days": ["sunday"]},
    ),
    ("rest-day-rule-idle", "on_rest_day", {"on_rest_day": "moves_on"}),
    ("rest-days-idle", "rest_days", {"rest_days": ["saturday", "sunday"]}),
    ("crosses-no-line", "terms[0].where.crosses", {"terms.0.where": {"crosses": "zone"}}),
    ("unknown-clock", "terms[0].during.from", {"terms.0.during.from": "strat"}),
    ("unknown-clock", "clocks.pulled-back.after", {"clocks.pulled-back.after": "strat"}),
    ("unknown-clock", "procedures[0].steps[0].when.counted_from", {"procedures.0.steps.0.when.counted_from": "breach"}),
    ("unknown-thing", "terms[1].must_not.thing", {"terms.1.must_not.thing": "tanks"}),
    ("unknown-open", "terms[1].where.nearer_than.open", {"terms.1.where.nearer_than.open": "arround"}),
    ("unknown-open", "terms[0].hinges_on[0]", {"terms.0.hinges_on": ["line"]}),
    ("unknown-proof", "terms[0].proof", {"terms.0.proof": "court"}),
    ("unknown-procedure", "terms[0].on_breach[0]", {"terms.0.on_breach": ["war"]}),
    ("unknown-procedure", "terms[2].must.if_late", {"terms.2.must": {"do": "x", "done_by": "start", "if_late": "war"}}),
    ("unknown-term", "procedures[0].trigger.terms[0]", {"procedures.0.trigger.terms": ["no-fyre"]}),
    ("unknown-term", "procedures[0].trigger.terms[0]", {"procedures.0.trigger.terms": ["other:no-fire"]}),
    ("unknown-step", "procedures[0].steps[0].next", {"procedures.0.steps.0.next": "meat"}),
    (
        "unknown-step",
        "procedures[0].steps[1].when.counted_from",
        {"procedures.0.steps.1.when.counted_from": "ask.done"},
    ),
    ("unknown-method", "proof.standard.confirmed_by[0]", {"proof.standard.confirmed_by.0": "rumour"}),
    ("unknown-source", "terms[0].support[0]", {"terms.0.support": ["page:nowhere"]}),
    ("unknown-instrument", "relations[0].to", {"relations": [{"kind": "guarantees", "to": "peace"}]}),
    ("relation-to-itself", "relations[0].to", {"relations": [{"kind": "guarantees", "to": "template"}]}),
    ("unused-clock", "clocks.idle", {"clocks.idle": {"event": "x"}}),
    ("unused-thing", "things.tanks", {"things.tanks": {"is": ["tank"]}}),
    ("unused-open", "open.idle", {"open.idle": {"question": SAYS}}),
    ("unused-proof", "proof.court", {"proof.court": {"confirmed_by": ["uav"], "kept_needs_watch": 1}}),
    ("unused-place", "places.line", {"places.line": {"name": SAYS, "is": "line", "open": "around"}}),
    ("duplicate-id", "terms[1].id", {"terms.1.id": "no-fire"}),
    ("duplicate-id", "procedures[0].steps[1].id", {"procedures.0.steps.1.id": "ask"}),
    ("name-form", "terms[0].id", {"terms.0.id": "no fire!"}),
    ("name-form", "clocks.a b", {"clocks.a b": {"event": "x"}}),
    ("term-kind", "terms[0]", {"terms.0.states": "both"}),
    ("term-kind", "terms[0]", {"terms.0.must_not": GONE}),
    ("condition-atoms", "terms[0].unless[0].when", {"terms.0.unless.0.when": {}}),
    ("condition-atoms", "terms[0].unless[0].when", {"terms.0.unless.0.when.operated_by": "A"}),
    ("condition-empty", "terms[0].unless[0].when", {"terms.0.unless.0.when": {"all": []}}),
    ("where-kind", "terms[0].where", {"terms.0.where.outside": "zone"}),
    ("where-kind", "terms[0].where", {"terms.0.where": {}}),
    ("where-distance", "terms[1].where", {"terms.1.where.to": GONE}),
    ("clock-kind", "clocks.start", {"clocks.start": {}}),
    ("clock-kind", "clocks.start", {"clocks.start.event": "x"}),
    ("clock-plus", "clocks.start", {"clocks.start.plus": "P1D"}),
    ("clock-circle", "clocks.start", {"clocks.start": {"after": "pulled-back", "plus": "P1D"}}),
    ("timing-kind", "procedures[0].steps[0].when", {"procedures.0.steps.0.when.open": "around"}),
    ("timing-kind", "procedures[0].steps[0].when", {"procedures.0.steps.0.when": {}}),
    ("timing-anchor", "procedures[0].steps[0].when", {"procedures.0.steps.0.when": {"within": "P1D"}}),
    ("timing-empty", "procedures[0].steps[0].when", {"procedures.0.steps.0.when": {"counted_from": "trigger"}}),
    (
        "during-reversed",
        "terms[0].during",
        {"clocks.end": {"at": "2031-02-01T00:00:00Z"}, "terms.0.during.until": "end"},
    ),
    ("binds-nobody", "terms[0]", {"terms.0.binds": []}),
    ("bound-without-consent", "terms[0].binds[0]", {"parties.A.consents": "no"}),
    ("monitor-bound", "terms[0].binds[2]", {"terms.0.binds": ["A", "B", "MISSION"]}),
    ("bloc-and-member", "terms[0].binds", {"parties.A.members": ["B"]}),
    ("judged-without-text", "terms[0]", {"status": "does_not_exist"}),
    ("prohibition-without-during", "terms[0]", {"terms.0.during": GONE}),
    ("proof-missing", "terms[0]", {"terms.0.proof": GONE}),
    ("proof-without-method", "proof.standard.confirmed_by", {"proof.standard.confirmed_by": []}),
    ("proof-by-claim", "proof.standard.confirmed_by[0]", {"proof.standard.confirmed_by": ["party_complaint"]}),
    ("consequence-missing", "terms[0]", {"terms.0.on_breach": GONE}),
    ("consequence-both", "terms[0]", {"terms.0.no_consequence": "article 9"}),
    ("duty-late-branch", "terms[2].must", {"terms.2.must.if_late_none": GONE}),
    (
        "duty-branches-alike",
        "terms[2].must.if_done",
        {"terms.2.must": {**DUTY, "if_late": "answer", "if_done": "answer"}},
    ),
    ("exemption-without-target", "terms[2].unless", {"terms.2.unless": [FORBID]}),
    ("exemptions-disagree", "terms[0].unless[1]", {"terms.0.unless.1": FORBID}),
    ("table-and-distance", "terms[1]", {"terms.1.table": [ROW]}),
    ("row-not-bound", "terms[0].table[0].binds", {"terms.0.table": [{**ROW, "binds": "MISSION"}]}),
    ("row-duplicate", "terms[0].table[1]", {"terms.0.table": [ROW, {**ROW, "nearer_than": "6 km"}]}),
    (
        "row-overlap",
        "terms[0].table[1]",
        {"things.mortars": {"is": ["mortar"]}, "terms.0.table": [ROW, {**ROW, "thing": "mortars"}]},
    ),
    (
        "row-overlap",
        "terms[0].table[1]",
        {
            "things.guns.named": ["Zephyr"],
            "things.rockets": {"is": ["mlrs"], "named": ["Zephyr"]},
            "terms.0.table": [ROW, {**ROW, "thing": "rockets"}],
        },
    ),
    ("cap-without-number", "terms[0].at_most", {**CAP, "terms.0.at_most": {"do": "station"}}),
    ("cap-row-without-number", "terms[0].table[0]", {**TABLE, "terms.0.table": [{**COUNT, "max": None}]}),
    ("cap-row-without-place", "terms[0].table[0]", {**TABLE, "terms.0.table": [{**COUNT, "in": ""}]}),
    ("cap-row-distance", "terms[0].table[0]", {**TABLE, "terms.0.table": [ROW]}),
    ("size-unknown", "terms[0].only_if.size.of", {"terms.0.only_if": {"size": {"of": "ships", "at_least": 3}}}),
    ("threshold-nothing", "terms[0].only_if.size.at_least", {"terms.0.only_if": {"size": {**TROOPS, "at_least": 0}}}),
    (
        "open-kind",
        "terms[0].only_if.size.at_least",
        {"terms.0.only_if": {"size": {**TROOPS, "at_least": {"open": "around"}}}},
    ),
    ("only-if-idle", "terms[2].only_if", {"terms.2.only_if": {"size": TROOPS}}),
    (
        "findings-outside-steps",
        "terms[0].unless[0].when.not.findings",
        {"terms.0.unless.0.when": {"not": {"findings": COUNTED}}},
    ),
    ("in-order-short", "terms[0].unless[0].when.in_order", {"terms.0.unless.0.when": {"in_order": [{"event": "x"}]}}),
    (
        "answers-judged-by-party",
        "terms[0].unless[0].when.answers.judged_by",
        {"terms.0.unless.0.when": {"answers": {"event": "x", "judged_by": "A"}}},
    ),
    (
        "unknown-party",
        "terms[0].unless[0].when.answers.judged_by",
        {"terms.0.unless.0.when": {"answers": {"event": "x", "judged_by": "C"}}},
    ),
    ("unknown-place", "terms[0].unless[0].when.inside", {"terms.0.unless.0.when": {"inside": "zoen"}}),
    (
        "span-nothing",
        "terms[0].unless[0].when.before_it.within",
        {"terms.0.unless.0.when": {"before_it": {"event": "x", "within": "PT0S"}}},
    ),
    (
        "open-kind",
        "terms[0].unless[0].when.notified.at_least",
        {"terms.0.unless.0.when.notified.at_least": {"open": "around"}},
    ),
    ("guard-of-an-act", "procedures[0].steps[1].only_if", {"procedures.0.steps.1.only_if": {"size": TROOPS}}),
    ("unknown-term", f"{GUARD}.terms[0]", {f"{GUARDED}.findings": {**COUNTED, "terms": ["no-fyre"]}}),
    ("counted-without-terms", GUARD, {f"{GUARDED}.findings": {**COUNTED, "terms": []}}),
    ("number-not-in-text", f"{GUARD}.count", {f"{GUARDED}.findings": {**COUNTED, "count": 7}}),
    ("threshold-nothing", f"{GUARD}.count", {f"{GUARDED}.findings": {**COUNTED, "count": 0}}),
    ("open-kind", f"{GUARD}.within", {f"{GUARDED}.findings": {**COUNTED, "within": {"open": "around"}}}),
    ("range-reversed", "things.guns", {"things.guns.range_min_m": 9, "things.guns.range_max_m": 8}),
    ("thing-empty", "things.guns.is", {"things.guns": {"name": SAYS}}),
    ("named-are-idle", "things.guns.named_are", {"things.guns.named_are": ["mlrs"]}),
    ("thing-open-defined", "things.guns", {"things.guns.open": "around"}),
    ("thing-open-no-class", "things.guns.open", {"things.guns": {"open": "around"}}),
    ("row-mixed", "terms[0].table[0]", {**TABLE, "terms.0.table": [{**ROW, "max": 5}]}),
    ("row-cap-idle", "terms[0].table[0]", {"terms.0.table": [COUNT]}),
    ("cap-with-exception", "terms[0].unless", {**CAP, "terms.0.unless": [FORBID]}),
    ("term-kind", "terms[0]", {"terms.0.at_most": {"do": "station", "max": 5}}),
    ("cap-unwatchable", "terms[0].where", {**CAP, "terms.0.where": {"outside": "zone"}}),
    ("cap-everywhere", "terms[0]", {**CAP, "terms.0.where": GONE}),
    ("cap-negative", "terms[0].table[0].max", {**TABLE, "terms.0.table": [{**COUNT, "max": -1}]}),
    ("cap-open-kind", "terms[0].table[0].max", {**TABLE, "terms.0.table": [{**COUNT, "max": {"open": "around"}}]}),
    ("prohibition-without-during", "terms[0]", {**CAP, "terms.0.during": GONE}),
    ("proof-missing", "terms[0]", {**CAP, "terms.0.proof": GONE}),
    ("consequence-missing", "terms[0]", {**CAP, "terms.0.on_breach": GONE}),
    (
        "cap-bands-overlap",
        "terms[0].table[1]",
        {
            **TABLE,
            **LINE,
            "places.near": {"name": SAYS, "is": "band", "band": {"within": "zone", "from": "line", "up_to": "10 km"}},
            "places.far": {
                "name": SAYS,
                "is": "band",
                "band": {"within": "zone", "from": "line", "beyond": "9 km", "up_to": "20 km"},
            },
            "terms.0.table": [{**COUNT, "in": "near"}, {**COUNT, "in": "far"}],
        },
    ),
    ("band-half", "places.zone", {"places.zone.is": "band"}),
    (
        "band-half",
        "places.zone",
        {**LINE, "places.zone.band": {"within": "zone", "from": "line", "up_to": "1 km"}},
    ),
    (
        "band-drawn",
        "places.zone",
        {**LINE, "places.zone.band": {"within": "zone", "from": "line", "up_to": "1 km"}},
    ),
    (
        "band-reversed",
        "places.near.band",
        {
            **LINE,
            "places.near": {
                "name": SAYS,
                "is": "band",
                "band": {"within": "zone", "from": "line", "beyond": "10 km", "up_to": "10 km"},
            },
        },
    ),
    (
        "band-from-no-line",
        "places.near.band.from",
        {"places.near": {"name": SAYS, "is": "band", "band": {"within": "zone", "from": "zone", "up_to": "1 km"}}},
    ),
    (
        "band-within-no-zone",
        "places.near.band.within",
        {
            **LINE,
            "places.near": {"name": SAYS, "is": "band", "band": {"within": "line", "from": "line", "up_to": "1 km"}},
        },
    ),
    (
        "band-circle",
        "places.near.band.within",
        {
            **LINE,
            "places.near": {"name": SAYS, "is": "band", "band": {"within": "near", "from": "line", "up_to": "1 km"}},
        },
    ),
    (
        "unknown-place",
        "places.near.band.from",
        {"places.near": {"name": SAYS, "is": "band", "band": {"within": "zone", "from": "lien", "up_to": "1 km"}}},
    ),
    ("thing-empty", "things.guns.is", {"things.guns.is": []}),
    ("calibre-reversed", "things.guns", {"things.guns.calibre_max_mm": 50}),
    ("place-without-shape", "places.zone", {"places.zone.shapes": GONE, "places.zone.geometry": GONE}),
    ("place-without-shape", "places.zone", {"places.zone.shapes": GONE, "places.zone.is": "undefined"}),
    ("place-undefined-drawn", "places.zone.is", {"places.zone.is": "undefined"}),
    ("place-error-negative", "places.zone.error_m", {"places.zone.error_m": -1}),
    ("settled-unknown", "open.around.settled", {"open.around.settled": "medium"}),
    (
        "duration-in-months",
        "open.around.readings.short.value",
        {"open.around.kind": "duration", "open.around.readings.short.value": "P3M"},
    ),
    ("reading-wrong-kind", "open.around.readings.short.value", {"open.around.readings.short.value": 500}),
    ("reading-wrong-kind", "open.around.readings.short.value", {"open.around.readings.short.value": "PT5H"}),
    ("reading-wrong-kind", "open.around.readings.short.value", {"open.around.kind": "instant"}),
    ("reading-wrong-kind", "open.around.readings.short.value", {"open.around.kind": "timing"}),
    (
        "reading-without-holder",
        "open.around.readings.short",
        {"open.around.readings.short.held_by": [], "open.around.readings.short.support": []},
    ),
    ("trigger-without-terms", "procedures[0].trigger", {"procedures.0.trigger.terms": []}),
    ("trigger-without-steps", "procedures[0]", {"procedures.0.steps": []}),
    ("trigger-count", "procedures[0].trigger.count", {"procedures.0.trigger.count": 0}),
    ("procedure-without-verifier", "procedures[0]", {"procedures.0.verifier": GONE}),
    ("step-unreachable", "procedures[0].steps[2]", {"procedures.0.steps.2": STEP}),
    ("step-circle", "procedures[0].steps[1].next", {"procedures.0.steps.1.next": "ask"}),
    ("step-waits-for-later", "procedures[0].steps[0].when", {"procedures.0.steps.0.when.counted_from": "meet.ended"}),
    ("step-waits-for-later", "procedures[0].steps[0].when", {"procedures.0.steps.0.when.counted_from": "ask.ended"}),
    ("step-without-actor", "procedures[0].steps[0]", {"procedures.0.steps.0.who": []}),
    ("step-without-clock", "procedures[0].steps[0]", {"procedures.0.steps.0.when": GONE}),
    ("step-without-default", "procedures[0].steps[0]", {"procedures.0.steps.0.if_silent": "undefined"}),
    (
        "dead-letter",
        "procedures[0].steps[0]",
        {"procedures.0.steps.0.if_silent": "undefined", "procedures.0.steps.0.when": GONE},
    ),
    (
        "dead-letter",
        "procedures[0].steps[0]",
        {
            "procedures.0.steps.0.if_silent": "undefined",
            "procedures.0.steps.0.when": {"open": "when"},
            "open.when": {"question": SAYS, "kind": "timing"},
        },
    ),
    (
        "step-without-default",
        "procedures[0].steps[0]",
        {
            "procedures.0.steps.0.if_silent": "undefined",
            "procedures.0.steps.0.when": {"open": "when"},
            "open.when": {
                "question": SAYS,
                "kind": "timing",
                "readings": {"soon": {"says": SAYS, "value": {"counted_from": "trigger", "within": "PT1H"}}},
            },
        },
    ),
    (
        "duty-dead-letter",
        "terms[2].must",
        {
            "terms.2.must": {"do": "report", "done_by": "some-day", "if_late_none": "article 3 names none"},
            "clocks.some-day": {"open": "when"},
            "open.when": {"question": SAYS, "kind": "instant"},
        },
    ),
    ("silence-without-words", "procedures[0].steps[0]", {"procedures.0.steps.0.if_silent_says": GONE}),
    ("citation-missing", "terms[0].cite", {"terms.0.cite": " "}),
    ("number-without-citation", "terms[0].cite", {"terms.0.cite": "", "terms.0.says.en": "Not nearer than 5 km."}),
    ("number-without-citation", "terms[0].cite", {"terms.0.cite": "", "terms.0.table": [ROW]}),
    (
        "number-without-citation",
        "procedures[0].steps[0].cite",
        {"procedures.0.cite": "", "procedures.0.steps.0.cite": ""},
    ),
    (
        "number-without-source",
        "open.around.readings.short",
        {"open.around.support": [], "open.around.readings.short.support": []},
    ),
    (
        "number-without-source",
        "relations[0].support",
        {"relations": [{"kind": "needs_consent_of", "to": "A", "says": {"en": "2 parliaments", "uk": "2 парламенти"}}]},
    ),
    ("sources-missing", "support", {"support": []}),
    ("language-missing", "terms[0].says", {"terms.0.says": {"en": "No fire."}}),
    ("language-missing", "parties.A.name", {"parties.A.name": {"en": "A", "uk": " "}}),
    ("authentic-not-shown", "authentic[2]", {"authentic": ["en", "uk", "fr"]}),
    (
        "different-force",
        "terms[0].says",
        {"terms.0.says": {"en": "Security assurances.", "uk": "Гарантії безпеки."}},
    ),
    (
        "different-force",
        "terms[0].says",
        {"terms.0.says": {"en": "A guarantee.", "uk": "Запевнення."}},
    ),
    ("signed-without-languages", "authentic", {"status": "signed", "authentic": []}),
]


def damaged(changes: Changes) -> Agreement:
    data = copy.deepcopy(GOOD)
    for path, value in changes.items():
        *way, last = path.split(".")
        at: Any = data
        for part in way:
            at = at[int(part)] if isinstance(at, list) else at.setdefault(part, {})
        if isinstance(at, list) and int(last) == len(at):
            at.append(value)
        elif value is GONE:
            at.pop(last, None)
        else:
            at[int(last) if isinstance(at, list) else last] = value
    return msgspec.convert(data, Agreement)


def test_the_template_is_clean() -> None:
    assert lint(load(TEMPLATE), sources=[source.id for source in load_sources(TEMPLATE)]) == []


@pytest.mark.parametrize(("code", "where", "changes"), KINDS, ids=[f"{code} {where}" for code, where, _ in KINDS])
def test_each_damage_is_named_with_place_and_remedy(code: str, where: str, changes: Changes) -> None:
    found = [hit for hit in lint([damaged(changes)], sources=["text:template"]) if hit.code == code]
    assert where in [plain.path_text(tuple(hit.path)) for hit in found]
    hit = next(hit for hit in found if plain.path_text(tuple(hit.path)) == where)
    assert hit.place == f"template@2031-02-20: {where}"
    assert set(hit.says) == set(hit.hint) == {"en", "uk"}
    assert all(len(text) > 10 for text in (*hit.says.values(), *hit.hint.values()))
    assert not any("{" in text for text in (*hit.says.values(), *hit.hint.values()))


def test_there_are_many_kinds() -> None:
    assert len({code for code, _, _ in KINDS}) >= 60


def test_a_text_cannot_replace_a_later_one() -> None:
    early = damaged({"id": "early", "version": "2030-01-01", "relations": [{"kind": "replaces", "to": "template"}]})
    assert [hit.code for hit in lint([early, *load(TEMPLATE)])] == ["replaces-later"]


def test_the_same_version_twice_is_an_error() -> None:
    one = load(TEMPLATE)[0]
    assert [hit.code for hit in lint([one, one])] == ["version-twice"]


def test_a_term_of_another_instrument_can_start_a_procedure() -> None:
    other = damaged({"id": "other", "procedures.0.trigger.terms": ["template:no-fire"]})
    assert lint([other, *load(TEMPLATE)]) == []


def test_a_declared_difference_of_force_is_no_longer_flagged() -> None:
    wording = {"en": "Security assurances.", "uk": "Гарантії безпеки."}
    assert lint([damaged({"terms.0.says": wording, "language_differences": [wording]})]) == []


def test_a_reassurance_force_is_not_an_assurance() -> None:
    wording = {"en": "A guarantee by a reassurance force.", "uk": "Гарантія, яку дають сили запевнення."}
    assert lint([damaged({"terms.0.says": wording})]) == []


def test_sources_are_checked_only_against_a_list() -> None:
    assert lint([damaged({"support": ["page:unheard"]})]) == []


@pytest.mark.parametrize("code", ["unused-clock", "bloc-and-member", "different-force", "dead-letter"])
def test_doubts_are_warnings_and_damage_is_an_error(code: str) -> None:
    changes = next(changes for kind, _, changes in KINDS if kind == code)
    severities = {hit.code: hit.severity for hit in lint([damaged(changes)])}
    assert severities[code] == "warning"
    assert {hit.severity for hit in lint([damaged({"terms.0.proof": "court"})]) if hit.code == "unknown-proof"} == {
        "error"
    }


def test_a_place_that_only_a_reading_names_is_used() -> None:
    drawn = copy.deepcopy(GOOD)
    drawn["places"]["wide"] = {**drawn["places"]["zone"], "name": SAYS}
    drawn["open"]["where"] = {"question": SAYS, "kind": "place", "readings": {"wide": {"says": SAYS, "value": "wide"}}}
    drawn["terms"][0]["hinges_on"] = ["where"]
    codes = [found.code for found in lint([msgspec.convert(drawn, Agreement)]) if found.path[:2] == ["places", "wide"]]
    assert codes == []
    del drawn["open"]["where"]["readings"]
    again = lint([msgspec.convert(drawn, Agreement)])
    assert [found.code for found in again if found.path[:2] == ["places", "wide"]] == ["unused-place"]


def test_classes_told_apart_by_their_range_do_not_overlap() -> None:
    changes: Changes = {
        "things.guns.range_max_m": 20_000,
        "things.far": {"is": ["gun"], "range_min_m": 20_001},
        "terms.0.table": [ROW, {**ROW, "thing": "far"}],
    }
    found = [each.code for each in lint([damaged(changes)])]
    assert "row-overlap" not in found
