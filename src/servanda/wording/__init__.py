"""One set of facts, several languages: sentences with placeholders → the same sentence in each language.

>>> say("example.heard", n=2)["uk"]
'чули 2 вибухи'
"""

from servanda.wording.say import languages, say, word

__all__ = ["languages", "say", "word"]
