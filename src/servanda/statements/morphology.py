"""Forms of Ukrainian verbs told by their endings and prefixes alone: no dictionary, so that any verb is met.

A perfective verb has no present: its present form tells the future. Perfective are, as a rule, verbs with a prefix and
without the suffixes that make them imperfective again (*підтримує* is, *підтримає* will be); the verbs of motion and a
few others keep a prefix and stay imperfective, and are listed (`lexicon/verbs.yaml`).
"""

from functools import lru_cache
from importlib import resources

from servanda.plain import bundled

_PREFIXES = (
    *("за", "на", "по", "при", "ви", "під", "піді", "від", "віді", "роз", "розі", "об", "обі", "про", "пере", "до"),
    *("у", "в", "з", "с", "зі", "ді", "від", "над", "перед", "спо", "недо"),
)
_ENDINGS = (
    *(
        "ить",
        "ять",
        "ать",
        "уть",
        "еть",
        "бере",
        "йме",
        "имо",
        "емо",
        "имуть",
        "иться",
        "яться",
        "аться",
        "уться",
        "еться",
    ),
    *("имуться", "имемо", "имемось", "імо", "амо", "иму", "ажуть", "аже", "ийде", "ійде"),
)
_AGAIN = (
    *("ують", "юють", "ають", "яють", "уються", "юються", "аються", "яються", "іють", "иють", "оють", "ується"),
    *("ається", "юється", "яється", "уємо", "юємо", "аємо", "яємо", "іємо", "кають"),
)
"""Endings of imperfective verbs: the suffix shows before the personal ending."""
_LONG = ("тиму", "тиме", "тимеш", "тимемо", "тимуть", "тимемось", "тиметься", "тимуться")
"""Endings of the long imperfective future: *надаватиме*."""
_SHORTEST = 6


@lru_cache(maxsize=65536)
def is_future(word: str) -> bool:
    """Whether a lower-case word looks like a verb that tells the future: rather too often than too seldom."""
    if word.endswith(_LONG) or word in _verbs()["perfective"]:
        return True
    if len(word) < _SHORTEST or word in _verbs()["no_verbs"] or word.endswith((*_AGAIN, *_verbs()["imperfective"])):
        return False
    return word.endswith(_ENDINGS) and word.startswith(_PREFIXES)


@lru_cache(maxsize=65536)
def is_promise(word: str) -> bool:
    """Whether it is such a verb in the first person plural: *we shall finish*."""
    return word.endswith(("имо", "емо", "амо", "ємо", "тимемо")) and is_future(word)


def is_infinitive(word: str) -> bool:
    """Whether a lower-case word has the ending of an infinitive."""
    return len(word) > _SHORTEST - 2 and word.endswith(("ти", "тися", "тись", "чь", "гти"))


@lru_cache(maxsize=1)
def _verbs() -> dict[str, tuple[str, ...]]:
    file = resources.files("servanda.statements") / "lexicon" / "verbs.yaml"
    return {name: tuple(words) for name, words in bundled(file.read_text("utf-8")).items()}
