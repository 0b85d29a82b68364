"""What must stand over an answer before anybody reads it: EXERCISE, HYPOTHETICAL, and what is assumed."""

from collections.abc import Sequence
from dataclasses import dataclass

import click

from servanda.cli.asking import Asked
from servanda.cli.naming import Called
from servanda.commitments import STATED
from servanda.records.record import Wording
from servanda.wording import languages, say


@dataclass(frozen=True)
class Stamps:
    """What an answer must say of itself."""

    exercise: bool = False
    """Parties and promises are invented."""
    assumed: Wording | None = None
    """What is assumed that nobody recorded, in words; none if nothing is."""
    seen: Sequence[Wording] = ()
    """From where else it is seen: reading, floor."""

    def above(self, lang: str) -> list[str]:
        """Lines that stand above a table."""
        marks = [say("doors.exercise")[lang]] if self.exercise else []
        if self.assumed is not None:
            marks.append(f"{say('doors.hypothetical')[lang]} – {self.assumed[lang]}")
        return [*marks, *(one[lang] for one in self.seen)]

    def tell(self, sentence: Wording, lang: str) -> None:
        """Say a sentence to people, with its marks."""
        marks = [say("doors.exercise")[lang]] if self.exercise else []
        marks += [say("doors.hypothetical")[lang]] if self.assumed is not None else []
        click.echo(" · ".join([*marks, sentence[lang]]), err=True)

    def tell_view(self, lang: str) -> None:
        """Say to people from where an answer is seen, if not from the face of the record."""
        for sentence in [*([self.assumed] if self.assumed is not None else []), *self.seen]:
            self.tell(sentence, lang)


def stamps_of(found: Asked, gone: Sequence[str] = ()) -> Stamps:
    """The marks of an answer.

    Args:
        found: What was asked, and from where it is seen.
        gone: Whom the question itself assumes gone.
    """
    view, files = found.view, found.files
    parts = [_without(found, sorted({*view.withdrawn, *gone}))] if view.withdrawn or gone else []
    parts += [_assumed(found, event, value) for event, value in sorted(view.assume.items())]
    seen = [say("drawings.reading", reading=_reading(found))] if view.reading != STATED else []
    if view.floor != "signalled":
        seen.append(say("drawings.floor", rung=say(f"drawings.rung-{view.floor}")))
    together = {lang: "; ".join(part[lang] for part in parts) for lang in languages()}
    return Stamps(files.exercise, together if parts else None, seen)


def tell(found: Asked, sentence: Wording) -> None:
    """Say a sentence to people, with the marks of the answer to which it belongs."""
    stamps_of(found).tell(sentence, found.lang)


def _without(found: Asked, names: Sequence[str]) -> Wording:
    called = Called(found.place)
    known = found.files.register.by_id
    said = [dict.fromkeys(languages(), name) if name in known else called.party(name) for name in names]
    return say("drawings.without", names={lang: ", ".join(one[lang] for one in said) for lang in languages()})


def _assumed(found: Asked, event: str, value: str) -> Wording:
    known = found.files.register.event_by_id.get(event)
    says = {lang: (known.says.get(lang) if known is not None else "") or event for lang in languages()}
    return say("drawings.assumed", event=says, value=say(f"drawings.value-{value}"))


def _reading(found: Asked) -> Wording:
    """A reading in the words of the promises that have it."""
    readings = (one for promise in found.files.register.commitments for one in promise.readings)
    says = next((one.says for one in readings if one.id == found.view.reading), {})
    return {lang: says.get(lang) or found.view.reading for lang in languages()}
