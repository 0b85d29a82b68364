"""Templates and style sheets of the reports; every value put into a template is escaped."""

import base64
import hashlib
from functools import lru_cache
from importlib import resources

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup


@lru_cache(maxsize=1)
def environment() -> Environment:
    """The templates."""
    return Environment(
        loader=PackageLoader("servanda.reports"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def style(*sheets: str) -> Markup:
    """Style sheets, one after another."""
    folder = resources.files("servanda.reports") / "styles"
    text = "".join((folder / f"{sheet}.css").read_text("utf-8") for sheet in sheets)
    return Markup(text)  # noqa: S704 - our own style sheet, never a value of a case


def hash_of(css: str) -> str:
    """What a page's policy names its own style sheet by, so that no other can be put in."""
    return base64.b64encode(hashlib.sha256(css.encode()).digest()).decode()
