"""The chain card of one claim: how many speak, through which channels, what nobody saw, what a headline adds."""

from servanda.errors import NotFound
from servanda.records.record import Wording
from servanda.reports.annex import certainty_of
from servanda.reports.citations import Line
from servanda.reports.page import Part
from servanda.reports.said.against import with_chains
from servanda.reports.said.told import Told, capitals
from servanda.statements import link_name, name_of
from servanda.statements.derived import ClaimCard, claim_card
from servanda.wording import say


def card_of(told: Told, name: str) -> tuple[Part, ...]:
    """The card of one accepted statement.

    Raises:
        NotFound: `statement-not-accepted` if no accepted statement is called so.
    """
    one = told.known.get(name)
    if one is None:
        says = f"No accepted statement of this case is called '{name}'."
        raise NotFound("statement-not-accepted", says, hint="List them: servanda statements export CASE --to csv.")
    card = claim_card(one, told.dossier.statements, told.dossier.sources, told.dossier.texts)
    same = tuple(card.same)
    lines = [
        Line(say("said.card-says", claim=told.claim(name)), (name,)),
        Line(say("said.card-chain", chain=told.chain(name)), (name,)),
        Line(say("said.card-sure", sure=certainty_of(one)), (name,)),
        Line(_voices(card), same),
        Line(_unseen(told, card), same),
        *([Line(say("said.card-paraphrased"), tuple(card.paraphrased))] if card.paraphrased else []),
        Line(say("said.headline-only-card" if card.headline == "only" else f"said.headline-{card.headline}"), (name,)),
    ]
    beside = [
        Line(
            say(f"said.relation-{each.kind}", later=told.claim(each.later), earlier=told.claim(each.earlier)),
            (each.later, each.earlier),
        )
        for each in card.relations
    ]
    beside += with_chains(told, card.opposed)
    parts = (Part(anchor="card", title=say("said.part-card"), lines=tuple(lines)),)
    about = Part(anchor="about", title=say("said.part-about"), lines=tuple(beside))
    return capitals((*parts, about) if beside else parts)


def _voices(card: ClaimCard) -> Wording:
    return say(
        "said.card-voices",
        speakers=len(card.voices.speakers),
        channels=len(card.voices.channels),
        least=card.independent,
        unnamed=card.unnamed,
    )


def _unseen(told: Told, card: ClaimCard) -> Wording:
    if not card.unseen:
        return say("said.card-seen")
    links = {link.source: link for name in card.same for link in told.known[name].chain}
    return say(
        "said.card-unseen",
        who=[link_name(links[source]) if source in links else name_of(source) for source in card.unseen],
    )
