"""Every bundled text judges observations in bulk as it judges each alone."""

import random
from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from scenarios.texts.counting import ROOT
from servanda.adapters import agreements as agreement_files
from servanda.findings import judge
from servanda.findings.bulk import Bench, narrowed
from servanda.incidents.build import incident_of
from servanda.records.agreement import Agreement
from servanda.records.facts import Facts
from servanda.records.finding import Finding
from servanda.records.observation import Calibre, Observation
from servanda.records.place import Disc, Point, Spot
from servanda.records.time import Interval

AS_OF = datetime(2027, 1, 1, tzinfo=UTC)
TEXTS = [
    text
    for folder in sorted(ROOT.glob("agreements/[!_]*"))
    for text in agreement_files.load(folder)
    if any(term.must_not is not None for term in text.terms)
]


def observations(text: Agreement, number: int) -> Iterator[Observation]:
    """Near corners of its places and moments of its clocks, of its acts, kinds and parties."""
    dice = random.Random(7)  # noqa: S311 - the same observations each time
    corners = [point for place in text.places.values() for shape in place.shapes for point in shape]
    moments = [clock.at for clock in text.clocks.values() if clock.at] or [datetime(2020, 1, 1, tzinfo=UTC)]
    kinds = sorted({kind for thing in text.things.values() for kind in thing.is_}) or ["gun"]
    acts = [term.must_not.do for term in text.terms if term.must_not is not None]
    for name in range(number):
        corner = dice.choice(corners or [Point(lat_e7=0, lon_e7=0)])
        lat, lon = (side + dice.randint(-300_000, 300_000) for side in (corner.lat_e7, corner.lon_e7))
        at, error = Point(lat_e7=lat, lon_e7=lon), dice.choice([30, 200, 1_000, 5_000])
        when = dice.choice(moments) + timedelta(days=dice.randint(-3, 400))
        calibre = dice.choice([None, 82, 100, 152])
        yield Observation(
            id=f"o{name:03d}",
            observer=dice.choice(["post", *text.parties]),
            method=dice.choice(["own_senses", "camera", "uav", "acoustic", "party_complaint"]),
            verb=dice.choice(["saw", "recorded", "was_told"]),
            origin="post",
            act=dice.choice(acts),
            where=dice.choice([Spot(at=at, sigma_m=error), Disc(at=at, radius_m=error)]),
            when=Interval(start=when, end=when),
            things=dice.choice([[], [dice.choice(kinds)]]),
            calibre=None if calibre is None else Calibre(low_mm=calibre, high_mm=calibre),
            by=dice.choice([[], [dice.choice(list(text.parties))]]),
            recorded_at=when,
        )


@pytest.mark.parametrize("text", TEXTS, ids=[f"{text.id}@{text.version}" for text in TEXTS])
def test_a_text_judges_in_bulk_as_it_judges_alone(text: Agreement) -> None:
    seen = list(observations(text, 5))
    parties = sorted(name for name, party in text.parties.items() if party.role == "party")
    bench, found = Bench(text, Facts(), as_of=AS_OF), defaultdict(list)
    for batch in narrowed(seen).to_batches(max_chunksize=7):
        for row in bench.judge(batch).to_pylist():
            chances = sorted((each["on"], each["chance"]) for each in row["measured"] if each["chance"] is not None)
            said = [row[key] for key in ("term", "verdict", "attribution", "by", "hinges", "exemption", "sector")]
            found[batch.column("id")[row["row"]].as_py()].append([*said, chances])
    for one in seen:
        alone = incident_of([one], [], parties=parties, places=text.places)
        judged = judge(text, Facts(observations=[one], incidents=[alone]), as_of=AS_OF, window=None)
        assert found[one.id] == [told(each) for each in judged if each.subject.kind == "incident"]


def told(finding: Finding) -> list[object]:
    hinges = {f"{each.cause}:{'*' if each.on == finding.subject.id else each.on}" for each in finding.hinges}
    measured = [each for each in (*finding.hinges, *finding.attribution_hinges) if each.cause == "measurement"]
    outcome = finding.outcome
    return [
        finding.term,
        outcome.verdict,
        outcome.attribution,
        "+".join(outcome.by),
        "|".join(sorted(hinges)),
        finding.exemption,
        finding.subject.sector,
        sorted((each.on, each.chance) for each in measured if each.chance is not None),
    ]
