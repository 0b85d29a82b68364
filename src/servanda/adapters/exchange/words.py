"""Words of the notation for conditions, in both languages; all are understood, whatever the language of the sheet.

The first form of each language is the one that is written.
"""

from types import MappingProxyType

Phrase = tuple[str, ...]

WORDS: MappingProxyType[str, MappingProxyType[str, tuple[Phrase, ...]]] = MappingProxyType(
    {
        name: MappingProxyType({"en": en, "uk": uk})
        for name, en, uk in (
            ("and", (("and",),), (("і",), ("й",), ("та",))),
            ("or", (("or",),), (("або",), ("чи",))),
            ("all", (("all",),), (("усе",), ("все",))),
            ("any", (("any",),), (("хоч", "одне"),)),
            ("at_least", (("at", "least"),), (("щонайменше",), ("принаймні",))),
            ("of", (("of",),), (("з",), ("із",))),
            ("promised", (("promised",),), (("обіцяно",),)),
            ("done", (("done",),), (("виконано",),)),
            ("rung", (("rung",),), (("ступінь",),)),
            ("sum", (("sum",),), (("сума",),)),
            ("in", (("in",),), (("у",), ("в",))),
            ("during", (("during",),), (("протягом",),)),
            ("not_before", (("not", "before"),), (("не", "раніше"),)),
            ("not_after", (("not", "after"),), (("не", "пізніше"),)),
            ("unless", (("unless",),), (("якщо", "не"), ("крім",))),
            ("always", (("always",),), (("завжди",),)),
            ("never", (("never",),), (("ніколи",),)),
        )
    }
)
"""What a word means → its phrases by language."""

PHRASES: tuple[tuple[Phrase, str], ...] = tuple(
    sorted(
        ((phrase, name) for name, spoken in WORDS.items() for phrases in spoken.values() for phrase in phrases),
        key=lambda one: -len(one[0]),
    )
)
"""Every phrase with its meaning, longest first."""

RESERVED = frozenset(phrase[0] for phrase, _ in PHRASES)
"""Words that begin a phrase: a name that is one of them stands in quotation marks."""


def written(name: str, lang: str) -> str:
    """A word of the notation as it is written in one language."""
    return " ".join(WORDS[name][lang][0])
