"""What parties, events and readings are called in a case folder, for answers that people read."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path

from servanda import statements
from servanda.adapters import agreements
from servanda.adapters.cases import read_manifest
from servanda.errors import InputError, NotFound
from servanda.records.record import Wording
from servanda.wording import languages


class Called:
    """Names of parties: of the instruments and the manifest of a case, else as everybody calls them."""

    def __init__(self, place: str) -> None:
        self._place = place

    def party(self, name: str) -> Wording:
        """A party, guarantor or body; its identifier where nobody has named it."""
        known = _of_case(self._place).get(name) or statements.name_of(name)
        return {lang: known.get(lang) or known.get("en") or name for lang in languages()}

    def parties(self, names: Sequence[str]) -> list[Wording]:
        """Several of them."""
        return [self.party(name) for name in names]


@lru_cache(maxsize=1)
def _of_case(place: str) -> Mapping[str, Wording]:
    """Names that a case folder gives; none where it is no case, or cannot be read: names are no reason to fail."""
    folder = Path(place)
    if place == "-" or not (folder / "case.yaml").is_file():
        return {}
    try:
        case = read_manifest(folder)
        read = [one for path in case.agreements for one in agreements.load(folder / path)]
    except (InputError, NotFound):
        return {}
    found = dict(case.names)
    for one in sorted(read, key=lambda one: (one.id, one.version), reverse=True):
        found.update({name: party.name for name, party in one.parties.items()})
    return found
