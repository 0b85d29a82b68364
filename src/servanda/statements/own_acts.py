"""Acts that a speaker does by speaking: *we insist*, *our side will stop*: whose they are, and which are promises."""

from functools import lru_cache

from servanda.records.source import Source
from servanda.statements.actors import is_subject, names_of, parties_of
from servanda.statements.certainty import embed
from servanda.statements.chains import Voice
from servanda.statements.clauses import Clause
from servanda.statements.frames import Found
from servanda.statements.lexicon import Hit, lexicon, registry
from servanda.statements.morphology import is_future, is_promise
from servanda.statements.reading import tokens_of

_FIRST = frozenset({"я", "ми", "i", "we"})
_OWN = frozenset({"наш", "наша", "наше", "наші", "його", "її", "їх", "їхні", "our", "my", "мої", "моя"})
_LOOKED_AT = 3
_WILL = frozenset({"will", "shall"})
_BE = frozenset({"буду", "будемо"})


def speaking(voice: Voice, source: Source) -> list[str]:
    """Whom a voice speaks for, else the speaker; an outlet and an unnamed source speak for nobody."""
    if voice.parties:
        return list(voice.parties)
    last = voice.links[-1].source
    if len(voice.links) == 1:
        return list(_publishing(source.publisher))
    known = registry().get(last)
    if last == "UNKNOWN" or "anon:" in last or last.startswith("outlet:") or (known and known.kind == "outlet"):
        return []
    return [known.party or last if known else last]


@lru_cache(maxsize=256)
def _publishing(publisher: str) -> tuple[str, ...]:
    """The party whose person or office publishes: `Office of the President of Ukraine`; none for an outlet."""
    hits = lexicon().find(tokens_of(publisher, 0, len(publisher)))
    found = [registry()[hit.value] for hit in hits.get("entity", [])]
    if any(one.kind == "outlet" for one in found):
        return ()
    return tuple(one.party for one in found if one.party and (one.kind == "person" or hits.get("office")))[:1]


def owners(found: Found, voice: Voice, source: Source) -> list[str]:
    """Whose own act it is: the speaker's where the words say I or we, name nobody, or only `the country`."""
    nobody = not found.actors or (bool(voice.parties) and all(_common(one) for one in found.actors))
    if found.trigger is not None and first_person(found.clause, found.trigger.last):
        return speaking(voice, source)
    return speaking(voice, source) or found.actors if nobody else found.actors


def _common(actor: str) -> bool:
    name = actor.partition(":")[2]
    return bool(name) and " " not in name and name.islower()


def first_person(clause: Clause, last: int) -> bool:
    """Whether the subject before a token is I or we, told by the pronoun or by the verb that ends there."""
    tokens = clause.sentence.tokens
    if any(tokens[at].fold in _FIRST for at in range(clause.first, last)):
        return True
    word = tokens[last - 1].fold
    return word.endswith(("аємо", "яємо", "уємо", "юємо")) or is_promise(word)


def as_promise(text: str, found: Found, voice: Voice, source: Source) -> Found:
    """A plain future of the speaker's own act is a promise or, negated, a refusal: its event is probable."""
    if found.rule not in {"report", "condition"} or (len(voice.links) == 1 and not speaking(voice, source)):
        return found
    at = _will(found.clause, voice)
    if at is None:
        return found
    found.trigger = Hit("pledge", "", at, at + 1)
    found.base = "CT+"
    if found.clause.negated(found.trigger):
        found.rule, found.frame, found.stance = "refusal-own", "refusal", "reject"
        found.events = [embed(text, found.clause, at, "PR-")]
    else:
        found.rule, found.frame = "pledge-own", "pledge"
        found.events = [embed(text, found.clause, at, "PR+")]
    found.actors = owners(found, voice, source)
    return found


def _will(clause: Clause, voice: Voice) -> int | None:
    """The first verb of the future whose subject is the speaker, the speaker's party or what belongs to it."""
    tokens = clause.sentence.tokens
    for at in range(clause.first, clause.last):
        word = tokens[at].fold
        if not tokens[at].is_word or word.startswith(("може", "змож")):
            continue
        if word in _BE or is_promise(word):
            return at
        if (word in _WILL or is_future(word)) and _of_the_speaker(clause, at, voice):
            return at
    return None


def _of_the_speaker(clause: Clause, at: int, voice: Voice) -> bool:
    tokens = clause.sentence.tokens
    before = [token.fold for token in tokens[clause.first : at] if token.is_word]
    if any(word in _FIRST for word in before):
        return True
    if any(word in _OWN for word in before[:_LOOKED_AT]):
        return True
    subjects = parties_of(hit for hit in names_of(clause) if hit.last <= at and is_subject(clause, hit))
    return bool(subjects) and set(subjects) <= set(voice.parties)
