"""Whether something was in a place of any kind: a drawn one, or a band measured from a line.

A band is three questions: inside the place it is part of, nearer to its line than its end, not nearer than its
beginning. So an open limit of a band is asked under each of its readings, as any other distance.
"""

from servanda.findings.distance import Bands, Ruler, is_nearer, limits_of
from servanda.findings.docket import Docket
from servanda.findings.ground import is_inside
from servanda.findings.question import Question, every, opposite_of, settled
from servanda.records.agreement import Band
from servanda.records.finding import Claim
from servanda.records.incident import Incident
from servanda.records.open_term import metres
from servanda.records.place import InPlace, Path
from servanda.wording import say


def is_there(place: str, incident: Incident, docket: Docket) -> Question:
    """Whether it was in a place.

    A track is in a band if any part of it is, so it is held against the outline, not against distances.
    """
    band = docket.place(place).band
    if band is None or any(isinstance(region, Path) for region in incident.where):
        return is_inside(place, incident, docket)
    asks = say("findings.asks_inside", place=docket.call(place))
    claim = Claim(kind="inside", on=[place], about=incident.id)
    if any(isinstance(region, InPlace) and region.place == place for region in incident.where):
        return settled(asks, holds=True, rests_on=incident.observations, claim=claim)
    return every(asks, [is_there(band.within, incident, docket), *_between(place, band, incident, docket)])


def _between(place: str, band: Band, incident: Incident, docket: Docket) -> list[Question]:
    limits = [length for limit in (band.beyond, band.up_to) for length in (limits_of(limit, docket) or {}).values()]
    bands = Bands(Ruler(band.from_, incident, docket), limits, about=place)
    nearer = is_nearer(band.up_to, bands, docket)
    if metres(band.beyond) == 0:
        return [nearer]
    beyond = is_nearer(band.beyond, bands, docket)
    return [nearer, opposite_of(say("findings.asks_not_nearer", place=docket.call(band.from_)), beyond)]
