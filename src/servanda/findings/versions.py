"""Whether a version of an instrument was in force: by recorded adoptions, else by the clocks of its own effect.

A version has effect from its adoption until that effect ends or another version takes its place: one that replaces it
by its own words takes it for good, any other of the same instrument for as long as its later adoption has effect
(the later of two texts between the same parties prevails: Vienna Convention on the Law of Treaties, art. 59 and 30).
Two adoptions that begin at one moment, of texts of which neither replaces the other, are a gap of the record.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from servanda.findings.docket import Docket
from servanda.findings.force import struck, truth_at
from servanda.findings.question import Question, every, opposite_of, settled, some
from servanda.logic import Days, Moment, Truth, moment_of, renamed, truth_of, unknown
from servanda.records.agreement import Agreement, Term
from servanda.records.decision import Adoption
from servanda.records.finding import Claim, Hinge
from servanda.records.time import Interval
from servanda.wording import say

FIRST = datetime.min.replace(tzinfo=UTC)
"""Before every moment: an effect without a beginning."""


@dataclass(frozen=True)
class Versions:
    """What is known of the versions of one instrument and of the texts that replace it.

    Attributes:
        docket: The instrument in the version that is asked about, and the facts.
    """

    docket: Docket

    @property
    def name(self) -> str:
        """The version that is asked about."""
        return _name(self.docket.agreement)

    @property
    def texts(self) -> dict[str, Agreement]:
        """Texts at hand by `ID@VERSION`."""
        return {_name(one): one for one in (*self.docket.others, self.docket.agreement)}

    def adoptions(self, instrument: str) -> list[Adoption]:
        """Adoptions of any version of an instrument that were known, in the order of their beginning."""
        known = [
            each
            for each in self.docket.facts.adoptions
            if each.at <= self.docket.as_of and each.agreement.partition("@")[0] == instrument
        ]
        return sorted(known, key=lambda each: (_begin(each), each.at, each.id))

    def replaces(self, later: str, earlier: str) -> bool:
        """Whether a text replaces another by its own words, or by those of a text that it replaces itself."""
        seen, ahead = {later}, [later]
        while ahead:
            named = self._replaced_by(ahead.pop())
            if named & {earlier, earlier.partition("@")[0]}:
                return True
            further = {name for name in self.texts if named & {name, name.partition("@")[0]}} - seen
            seen |= further
            ahead += sorted(further)
        return False

    def _replaced_by(self, name: str) -> set[str]:
        """What a text says that it replaces: `ID@VERSION`, or `ID` for all versions."""
        text = self.texts.get(name)
        return {each.to for each in text.relations if each.kind == "replaces"} if text is not None else set()

    def replacing(self) -> list[str]:
        """Texts that replace this version, adopted or at hand, by name."""
        adopted = {each.agreement for each in self.docket.facts.adoptions}
        return sorted(name for name in {*self.texts, *adopted} - {self.name} if self.replaces(name, self.name))


def in_force(term: Term, when: Interval, docket: Docket, *, version_at: Interval | None = None) -> Question:
    """Whether a term was in force during all of a time: this version of its instrument, and its own window.

    Args:
        term: The term.
        when: The time judged.
        docket: The instrument and the facts.
        version_at: When its version must have been in force, if not during all of that time.

    Raises:
        InputError: what clocks raise.
    """
    asks = say("findings.asks_force", cite=term.cite)
    version = version_in_force(version_at or when, docket)
    parts = [version] if version is not None else []
    if term.during is not None:
        parts.append(struck(term.during.from_, when, docket))
        if term.during.until:
            ended = struck(term.during.until, when, docket)
            parts.append(opposite_of(say("findings.asks_not_ended", clock=term.during.until), ended))
    made = every(asks, parts) if parts else settled(asks, holds=True, claim=Claim(kind="always"))
    return made.citing(term.cite)


def version_in_force(when: Interval, docket: Docket) -> Question | None:
    """Whether this version of the instrument was in force during all of a time; none if nobody ever said.

    Raises:
        InputError: what clocks raise.
    """
    versions = Versions(docket)
    adoptions = versions.adoptions(docket.agreement.id)
    own = [each for each in adoptions if each.agreement == versions.name]
    taken = _replaced(when, versions)
    asks = say("findings.asks_version", version=versions.name)
    if own:
        return some(asks, [_adopted(each, when, versions) for each in own])
    if adoptions:
        return every(asks, [_unknown_adoption(versions), *taken])
    effect = docket.agreement.effect
    if effect is not None:
        ended = [struck(effect.until, when, docket)] if effect.until else []
        over = [opposite_of(say("findings.asks_not_ended", clock=effect.until), each) for each in ended]
        return every(asks, [struck(effect.from_, when, docket), *over, *taken])
    return every(asks, taken) if taken else None


def _adopted(adoption: Adoption, when: Interval, versions: Versions) -> Question:
    """That an adoption had effect, and nothing had taken its place."""
    parts = [_reached(adoption, adoption.effect.start, when, "asks_adopted")]
    if adoption.effect.end is not None:
        ended = _reached(adoption, adoption.effect.end, when, "asks_adoption_ended")
        parts.append(opposite_of(say("findings.asks_adoption_runs", version=adoption.agreement), ended))
    own = versions.docket.agreement.id
    others = [each for each in versions.adoptions(own) if each.agreement != adoption.agreement]
    parts += [
        opposite_of(say("findings.asks_not_displaced", version=other.agreement), taken)
        for other in others
        if (taken := _displaced(adoption, other, when, versions)) is not None
    ]
    parts += _replaced(when, versions, beyond=own)
    return every(say("findings.asks_adoption", adoption=adoption.id), parts)


def _displaced(adoption: Adoption, other: Adoption, when: Interval, versions: Versions) -> Question | None:
    """That another adopted version had taken the place of this one; none if it never can."""
    for_good = versions.replaces(other.agreement, adoption.agreement)
    backward = versions.replaces(adoption.agreement, other.agreement)
    begins, begun = _begin(other), _begin(adoption)
    if begins < begun or (begins == begun and backward and not for_good):
        return None
    begins_then = _reached(other, other.effect.start, when, "asks_adopted")
    asks = say("findings.asks_displaced", version=other.agreement)
    if begins == begun and for_good == backward:
        begins_then = every(asks, [begins_then, _contested(adoption, other)])
    if for_good or other.effect.end is None:
        return every(asks, [begins_then])
    ended = _reached(other, other.effect.end, when, "asks_adoption_ended")
    return every(asks, [begins_then, opposite_of(say("findings.asks_adoption_runs", version=other.agreement), ended)])


def _contested(adoption: Adoption, other: Adoption) -> Question:
    """Two versions take effect at one moment, and neither says that it replaces the other."""
    first, second = sorted((adoption.agreement, other.agreement))
    name = f"version:{first}:{second}"
    says = say("findings.hinge_versions", first=first, second=second)
    hinge = Hinge(cause="missing_evidence", on=adoption.agreement, says=says)
    claim = Claim(kind="version", on=[first, second])
    return Question(say("findings.asks_prevailing"), answer=unknown(name), hinges=((name, hinge),), claim=claim)


def _unknown_adoption(versions: Versions) -> Question:
    name = f"version:{versions.name}"
    says = say("findings.hinge_adoption", version=versions.name)
    hinge = Hinge(cause="missing_evidence", on=versions.name, says=says)
    asks = say("findings.asks_adopted", version=versions.name)
    return Question(
        asks, answer=unknown(name), hinges=((name, hinge),), claim=Claim(kind="version", on=[versions.name])
    )


def _replaced(when: Interval, versions: Versions, *, beyond: str = "") -> list[Question]:
    """That texts which replace this one had not taken effect yet; those of one instrument may be left out."""
    parts: list[Question] = []
    for name in versions.replacing():
        instrument = name.partition("@")[0]
        if instrument == beyond:
            continue
        begun = _begun(name, when, versions)
        if begun is not None:
            parts.append(opposite_of(say("findings.asks_not_displaced", version=name), begun))
    return parts


def _begun(name: str, when: Interval, versions: Versions) -> Question | None:
    """That a text had taken effect; none if nobody says when it does."""
    adoptions = versions.adoptions(name.partition("@")[0])
    if adoptions:
        own = [_reached(each, each.effect.start, when, "asks_adopted") for each in adoptions if each.agreement == name]
        return some(say("findings.asks_displaced", version=name), own) if own else None
    text = versions.texts.get(name)
    if text is None or text.effect is None:
        return None
    clock = struck(text.effect.from_, when, _docket_of(text, versions.docket))
    return _renamed(clock, name)


def _renamed(clock: Question, version: str) -> Question:
    """Keeps the moments of another text's clocks apart from those of this one under the same names."""
    names = {name: f"{name}@{version}" for name, _ in clock.hinges if not name.startswith("open:")}
    hinges = tuple((names.get(name, name), hinge) for name, hinge in clock.hinges)
    claim = Claim(kind="version", on=[version])
    return replace(clock, answer=renamed(clock.answer, names), hinges=hinges, claim=claim)


def _docket_of(text: Agreement, docket: Docket) -> Docket:
    """The same facts under another text, as far as its clocks go."""
    calendar = replace(docket.calendar, clocks=text.clocks, open=text.open, days=Days.of(text), spells={})
    return replace(docket, agreement=text, calendar=calendar)


def _reached(adoption: Adoption, moment: datetime | None, when: Interval, asks: str) -> Question:
    """Whether a moment of an adoption had come before all of a time."""
    said = say(f"findings.{asks}", version=adoption.agreement)
    claim = Claim(kind="version", on=[adoption.agreement])
    truth = Truth.TRUE if moment is None else truth_at(Moment(moment, moment), when)
    if moment is None or truth is not Truth.UNKNOWN:
        return settled(said, holds=truth is Truth.TRUE, rests_on=[adoption.id], claim=claim)
    name = f"time:{moment.isoformat()}"
    says = say("findings.hinge_version_time", version=adoption.agreement)
    hinge = Hinge(cause="measurement", on=adoption.agreement, says=says)
    return Question(said, answer=unknown(name), rests_on=(adoption.id,), hinges=((name, hinge),), claim=claim)


def boundaries(docket: Docket) -> list[datetime]:
    """Every known moment at which it may change which version is in force, sorted."""
    versions = Versions(docket)
    instruments = {docket.agreement.id, *(name.partition("@")[0] for name in versions.replacing())}
    effects = [each.effect for name in sorted(instruments) for each in versions.adoptions(name)]
    sides = {side for effect in effects for side in (effect.start, effect.end)}
    for name in (versions.name, *versions.replacing()):
        if name in versions.texts:
            sides |= set(_struck_at(versions.texts[name], docket))
    return sorted(side for side in sides if side is not None)


def _struck_at(text: Agreement, docket: Docket) -> Iterator[datetime | None]:
    """Bounds of the clocks of a text's own effect."""
    own = docket if text is docket.agreement else _docket_of(text, docket)
    clocks = [text.effect.from_, text.effect.until] if text.effect is not None else []
    for clock in clocks:
        for moment in moment_of(clock, own.calendar) if clock else ():
            yield from (moment.earliest, moment.latest)


def clipped_to_version(window: Interval, docket: Docket) -> Interval:
    """The part of a window in which this version was in force; the window if that is not one stretch for certain."""
    start, end = window.start, window.end
    if start is None or end is None:
        return window
    edges = [start, *(edge for edge in boundaries(docket) if start < edge < end), end]
    asked = [version_in_force(Interval(start=edge, end=edge), docket) for edge in edges[:-1]]
    truths = [Truth.TRUE if each is None else truth_of(each.expression()) for each in asked]
    inside = [number for number, truth in enumerate(truths) if truth is Truth.TRUE]
    stretch = bool(inside) and len(inside) == inside[-1] - inside[0] + 1
    if Truth.UNKNOWN in truths or not stretch:
        return window
    return Interval(start=edges[inside[0]], end=edges[inside[-1] + 1])


def _begin(adoption: Adoption) -> tuple[bool, datetime]:
    """Sorts effects by their beginning; one without comes first."""
    start = adoption.effect.start
    return (start is not None, start or FIRST)


def _name(agreement: Agreement) -> str:
    return f"{agreement.id}@{agreement.version}"
