"""The chain in a dozen lines: computed, stamped, narrow."""

from dataclasses import replace
from typing import Any

import msgspec
import pytest

from servanda.coverage import Closure
from servanda.records.statement import Statement
from servanda.reports import Beside, Verified, summary
from servanda.reports.voices import weak_voices

WIDTH = 100
QUOTED = (80, 90)


def _closure(k: int, *, proven: bool = True) -> Closure:
    said = ("EX-ASK-1",) * (k + 1)
    return Closure(
        k=k,
        chosen=said,
        cost=7 + k,
        bound=7,
        proven=proven,
        impossible=(),
        unquantified=(),
        rows=(),
        open=(),
        unusable={},
    )


def test_what_would_close_the_gap_is_counted_and_what_is_not_proven_is_not_claimed(exercise: Any) -> None:
    closures = {exercise.case.id: [_closure(0), _closure(1), _closure(2, proven=False)]}
    text = " ".join(" ".join(summary([exercise], Beside(closures=closures))).split())
    assert "1 pledge more, at a cost of 7" in text
    assert "2 pledges more, at a cost of 8, if it must hold whoever" in text
    assert "not settled if up to 2 leave: at least 7, at most 9" in text


@pytest.mark.parametrize("lang", ["en", "uk"])
def test_no_line_is_wider_than_a_terminal(paris: Any, exercise: Any, lang: Any) -> None:
    rehearsal = msgspec.structs.replace(exercise.responses[0], hypothetical=True)
    beside = Beside(
        rehearsals=[rehearsal],
        closures={exercise.case.id: [_closure(k) for k in (0, 1)]},
        verified=Verified(ok=2, of=2, refused_at="entry 17"),
        written=["brief.uk.html", "map.html"] * 6,
    )
    lines = summary([paris, exercise], beside, lang=lang)
    assert max(map(len, lines)) <= WIDTH


def test_the_lines_say_what_the_dossiers_hold(paris: Any, exercise: Any) -> None:
    text = " ".join(" ".join(summary([paris, exercise])).split())
    for said in (
        "READ 1 dispatch 5 statements: as certain – 2, as possible – 1, as not known – 2; 1 hardened",
        "“positive” 3 speakers, 1 channel, original not seen",
        "FRA ⇄ USA ⇄ GBR a circle: if one leaves, all fall",
        "7 observations = 5 + 2",
        "breached 2 · undetermined 2 · kept 2 ·",
        "breached for any agreed distance above 700 m",
        "undetermined: no watch on record 02:00–09:30",
        "DUE EXERCISE: step 2, coalition: by 16 March 2031, 14:20 (UTC); 1 commitment called on; 1",
    ):
        assert said in text


def test_figures_follow_the_dossier(exercise: Any) -> None:
    fewer = replace(exercise, findings=exercise.findings[:1], rejections=[])
    text = " ".join(" ".join(summary([fewer])).split())
    assert "breached 1 · undetermined 0 · kept 0 ·" in text
    assert "5 observations = 5 + 0" in text


def test_every_first_line_of_an_exercise_says_so_and_every_line_of_a_rehearsal_does(exercise: Any, paris: Any) -> None:
    rehearsal = msgspec.structs.replace(exercise.responses[0], hypothetical=True)
    heads = [line for line in summary([exercise]) if not line.startswith(" ")]
    assert heads
    assert all("EXERCISE" in line for line in heads)
    rows = [line for line in summary([paris], Beside(rehearsals=[rehearsal])) if "warn" in line or "coalition" in line]
    assert rows
    assert all("HYPOTHETICAL" in line for line in rows)


def test_assessments_are_counted_by_channel_and_named_by_the_words_they_quote(paris: Any, dossiers: Any) -> None:
    official = {"source": "anon:1", "basis": "explicit", "label": "unnamed EUROPE officials"}
    group = [
        dossiers.made(
            Statement,
            id=f"st-q{number}",
            source="text:dispatch",
            frame="assessment",
            says=dossiers.named("It went well", "Усе добре"),
            chain=[{"source": "agency", "basis": "publisher"}, {**official, "source": f"anon:1.{number}"}],
            spans=[dossiers.span(58, 91)],
            quoted=[dossiers.span(*QUOTED)] if number == 2 else [],
            certainty="CT+",
            issue="guarantees",
        )
        for number in (1, 2, 3)
    ]
    [weak] = [one for one in weak_voices(replace(paris, statements=group, channels=[])) if one.quoted]
    assert (weak.about, weak.speakers, weak.channels, weak.original_seen) == ("positive", 3, 1, False)
    assert weak_voices(replace(paris, statements=group, channels=[], texts={})) == []
