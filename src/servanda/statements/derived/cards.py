"""The chain card of one claim: what a reader must know before relying on it."""

from collections.abc import Sequence
from typing import Literal, TypeAlias

import msgspec

from servanda.records.source import Source
from servanda.records.statement import Statement
from servanda.statements.certainty import strength
from servanda.statements.chains import publisher_id
from servanda.statements.derived.basis import dates_of
from servanda.statements.derived.matter import Texts, same_matter
from servanda.statements.derived.opposed import Opposed, opposed
from servanda.statements.derived.relations import Relation, relations
from servanda.statements.voices import Voices, channels, independent

Headline: TypeAlias = Literal["only", "firmer", "same", "silent"]
"""Whether the headline says more: the claim stands there alone; more firmly; as firmly; or not at all."""


class ClaimCard(msgspec.Struct, frozen=True, kw_only=True):
    """Who vouches for one claim, through what, and what of it nobody here has seen."""

    statement: str
    """The claim."""
    same: list[str]
    """Accepted statements that say the same, itself among them, by name."""
    voices: Voices
    """Speakers and channels of all of them."""
    independent: int
    """Channels at the very least: unnamed groups of one agency in several documents count once."""
    unnamed: int
    """How many of the speakers are unnamed."""
    unseen: list[str]
    """Links beyond the publisher whose own words were not seen, from the publisher inwards."""
    paraphrased: list[str]
    """Sources of which only a paraphrase or a quotation was at hand."""
    headline: Headline
    """Whether the headline says more than the body."""
    relations: list[Relation]
    """Relations of the claim to other accepted statements."""
    opposed: list[Opposed]
    """What stands against it."""


def claim_card(one: Statement, accepted: Sequence[Statement], sources: Sequence[Source], texts: Texts) -> ClaimCard:
    """The card of one accepted statement.

    Args:
        one: The claim.
        accepted: All accepted statements.
        sources: The sources of the case.
        texts: Source → text, for those at hand.
    """
    same = [other for other in accepted if other.id == one.id or _beside(one, other, texts)]
    voices = channels(same)
    cited = {other.source for other in same}
    found = relations(accepted, dates_of(sources), texts)
    return ClaimCard(
        statement=one.id,
        same=sorted(other.id for other in same),
        voices=voices,
        independent=independent(same),
        unnamed=sum(1 for name in voices.speakers if "anon:" in name or name.endswith("UNKNOWN")),
        unseen=_unseen(same, sources),
        paraphrased=sorted(source.id for source in sources if source.id in cited and source.seen != "original"),
        headline=_headline(one, accepted, texts),
        relations=[each for each in found if one.id in {each.later, each.earlier}],
        opposed=[each for each in opposed(accepted, texts) if one.id in {each.left, each.right}],
    )


def _beside(one: Statement, other: Statement, texts: Texts) -> bool:
    """Whether another statement makes the claim too; assessments of one matter in one text speak with one voice."""
    assessed = one.frame == other.frame == "assessment" and (one.source, one.issue) == (other.source, other.issue)
    return assessed or same_matter(one, other, texts)


def _unseen(same: Sequence[Statement], sources: Sequence[Source]) -> list[str]:
    """Links whose own publication is not among the sources: we have them from whoever stands before them."""
    seen = {publisher_id(source.publisher) for source in sources if source.seen == "original" and source.sha256}
    links = (_group(link.source) for one in same for link in one.chain[1:])
    return [name for name in dict.fromkeys(links) if name not in seen]


def _group(source: str) -> str:
    """The unnamed group that a member of it speaks from; any other source itself."""
    return source.split(".", maxsplit=1)[0] if source.startswith("anon:") else source


def _headline(one: Statement, accepted: Sequence[Statement], texts: Texts) -> Headline:
    if one.headline_only:
        return "only"
    above = [
        other
        for other in accepted
        if other.section == "headline"
        and other.source == one.source
        and other.id != one.id
        and same_matter(one, other, texts)
    ]
    if not above:
        return "same" if one.section == "headline" else "silent"
    return "firmer" if any(_weakest(other) > _weakest(one) for other in above) else "same"


def _weakest(one: Statement) -> int:
    return min([strength(one.certainty), *(strength(event.certainty) for event in one.embedded)])
