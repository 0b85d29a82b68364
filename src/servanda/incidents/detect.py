"""Observations → incidents: one physical event is one incident before anything is counted."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from servanda.errors import InputError
from servanda.geo import moments_of, with_bands
from servanda.incidents.alone import incidents_of
from servanda.incidents.build import incident_id, incident_of
from servanda.incidents.constraints import Constraints, constraints_of, unknown_names
from servanda.incidents.features import Features, current, features_of
from servanda.incidents.link import Key, average_link
from servanda.incidents.pairs import FLOOR, scored_pairs
from servanda.incidents.reasons import decided_join, join_of
from servanda.records.agreement import Place
from servanda.records.decision import Decision
from servanda.records.incident import Incident, Join
from servanda.records.observation import Observation
from servanda.records.rejection import Rejection, rejected
from servanda.schemas.rows import Rows, rows_of, table_of

UNRELATED_PER_KM2_DAY = 0.02
"""Background density of unrelated incidents of one act: a busy sector of some hundred square kilometres."""
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Detected:
    """Incidents, and what could not be joined, with reasons."""

    incidents: Rows[Incident]
    rejections: Sequence[Rejection]


def detect(
    observations: Sequence[Observation],
    *,
    parties: Sequence[str],
    decisions: Sequence[Decision],
    places: Mapping[str, Place],
) -> list[Incident]:
    """Join observations that speak of one event; `detect_with_rejections` also says what could not be joined.

    Args:
        observations: What was perceived or alleged, in any order; nil and corrected ones make no incident.
        parties: Parties of the case: all of them may have done what nobody could attribute.
        decisions: What people decided; `split` and `merge` are hard constraints.
        places: Places of the agreement, for regions that only name one.

    Returns:
        Incidents, sorted by begin and identifier; every current observation is in exactly one, unless it is rejected.
    """
    return list(detect_with_rejections(observations, parties=parties, decisions=decisions, places=places).incidents)


def detect_with_rejections(
    observations: Sequence[Observation],
    *,
    parties: Sequence[str],
    decisions: Sequence[Decision],
    places: Mapping[str, Place],
) -> Detected:
    """As `detect`; what cannot be joined comes back with its reason.

    Rejected are observations in places that do not exist or have no shape (they make no incident), and decisions about
    observations or incidents that do not exist.
    """
    places = with_bands(places, {})
    placed, misplaced = _placed(current(rows_of(observations, Observation)), places)
    features = features_of(placed, places)
    scores = pair_scores(features)
    names = placed.column("id").to_pylist() if decisions else []
    members = {name: [name] for name in names}
    members = {**members, **_named_incidents(features, scores, decisions, members)}
    groups, held = _grouped(features, scores, constraints_of(decisions, members))
    joined = [
        incident_of(
            [features.record(row) for row in rows],
            _reasons(features, rows, scores, held),
            parties=parties,
            places=places,
        )
        for rows in groups
    ]
    alone = np.ones(len(placed), dtype=bool)
    alone[[row for rows in groups for row in rows]] = False
    single = incidents_of(placed.where(pa.array(alone)), parties=parties, places=places)
    incidents = _ordered([table_of(joined, Incident), single])
    return Detected(incidents=incidents, rejections=[*misplaced, *_idle(decisions, members)])


def _ordered(tables: Sequence[pa.Table]) -> Rows[Incident]:
    """Incidents by begin and name; one without a begin stands at the start of 1970."""
    whole = pa.concat_tables(tables)
    begin = pc.fill_null(pc.struct_field(whole.column("when"), "start"), _EPOCH)
    keys = pa.table({"begin": begin, "id": whole.column("id")})
    return Rows(whole.take(pc.sort_indices(keys, [("begin", "ascending"), ("id", "ascending")])), Incident)


def _placed(observations: Rows[Observation], places: Mapping[str, Place]) -> tuple[Rows[Observation], list[Rejection]]:
    """Observations whose region can be drawn, and rejections of those that name no known place."""
    kind = pc.struct_field(observations.column("where"), "kind")
    doubtful = np.flatnonzero(~np.isin(np.asarray(kind.to_numpy()), ("spot", "disc", "sector")))
    stays = np.ones(len(observations), dtype=bool)
    misplaced: list[Rejection] = []
    for row in doubtful.tolist():
        observation = observations[row]
        try:
            moments_of(observation.where, places)
        except InputError as error:
            named = InputError(error.code, error.says, place=observation.id, hint=error.hint)
            misplaced.append(rejected(named, kind="observation"))
            stays[row] = False
    return observations.where(pa.array(stays)) if misplaced else observations, misplaced


def pair_scores(features: Features, unrelated_per_km2_day: float = UNRELATED_PER_KM2_DAY) -> dict[Key, int]:
    """Score of every pair of rows that are near enough to be scored, in thousandths of a natural logarithm."""
    pairs = scored_pairs(features, unrelated_per_km2_day)
    keys = zip(pairs.left.tolist(), pairs.right.tolist(), strict=True)
    return dict(zip(keys, pairs.score.tolist(), strict=True))


def _grouped(features: Features, scores: Mapping[Key, int], held: Constraints) -> tuple[list[list[int]], Constraints]:
    """Groups of rows that are compared or that people spoke of; every other row stands alone."""
    names = features.observations.column("id")
    spoken = {*held.groups, *(name for pair in held.apart for name in pair)}
    row = {name: int(pc.index(names, name).as_py()) for name in sorted(spoken)}
    rows = sorted({*row.values(), *(one for pair in scores for one in pair)})
    at = {one: number for number, one in enumerate(rows)}
    start: dict[str, list[int]] = {}
    for name, root in sorted(held.groups.items()):
        start.setdefault(root, []).append(at[row[name]])
    apart = [(at[row[left]], at[row[right]]) for left, right in sorted(held.apart)]
    compared = {(at[left], at[right]): score for (left, right), score in scores.items()}
    groups = average_link(len(rows), compared, start=list(start.values()), apart=apart)
    return [[rows[number] for number in group] for group in groups], held


def _named_incidents(
    features: Features, scores: Mapping[Key, int], decisions: Sequence[Decision], members: Mapping[str, list[str]]
) -> dict[str, list[str]]:
    """Incidents that decisions may name: those without any decision, then those after each one."""
    if not any(decision.about.startswith("incident:") or decision.others for decision in decisions):
        return {}
    named: dict[str, list[str]] = {}
    ordered = sorted(decisions, key=lambda one: (one.at, one.id))
    joining = [one for one in ordered if one.does in ("split", "merge")]
    for number in range(len(joining) + 1):
        groups, _ = _grouped(features, scores, constraints_of(joining[:number], {**members, **named}))
        for rows in groups:
            names = [features.record(row).id for row in rows]
            named.setdefault(incident_id(names), names)
    return named


def _reasons(features: Features, rows: Sequence[int], scores: Mapping[Key, int], held: Constraints) -> list[Join]:
    """A tree of the strongest reasons that hold the group together: one fewer than its members."""
    links = [
        (scores.get((left, right), FLOOR), left, right) for at, left in enumerate(rows) for right in rows[at + 1 :]
    ]
    names = {row: features.record(row).id for row in rows}
    decided = {(left, right) for _, left, right in links if (names[left], names[right]) in held.together}
    links.sort(key=lambda link: ((link[1], link[2]) not in decided, -link[0], link[1], link[2]))
    root = {row: row for row in rows}
    joins: list[Join] = []
    for score, left, right in links:
        if root[left] == root[right]:
            continue
        old, new = root[right], root[left]
        root = {row: new if top == old else top for row, top in root.items()}
        decision = held.together.get((names[left], names[right]))
        joins.append(
            decided_join(names[left], names[right], decision) if decision else join_of(features, left, right, score)
        )
    return joins


def _idle(decisions: Sequence[Decision], members: Mapping[str, Sequence[str]]) -> list[Rejection]:
    found: list[Rejection] = []
    for decision in sorted(decisions, key=lambda one: one.id):
        for name in unknown_names(decision, members):
            says = f"The decision '{decision.id}' names '{name}', which is neither an incident nor an observation."
            hint = "Name observations: their names stay, those of incidents change with their members."
            error = InputError("decision-about-nothing", says, place=decision.id, hint=hint)
            found.append(rejected(error, kind="decision"))
    return found
