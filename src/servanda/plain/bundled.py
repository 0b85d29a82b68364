"""Data files of the package itself: word lists and sentences, held by tests, read by the fastest parser there is."""

from typing import Any

import yaml

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def bundled(text: str) -> Any:  # noqa: ANN401 - whatever the file of the package holds
    """Plain data of a YAML file that we wrote; what others wrote is read by `load`, which refuses what YAML hides."""
    return yaml.load(text, Loader=_LOADER)  # noqa: S506 - a safe loader
