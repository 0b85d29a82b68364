"""Sources: where words and figures come from."""

from typing import Literal

from servanda.records.record import Record, Sha256, Wording
from servanda.records.time import Instant


class Source(Record, frozen=True, kw_only=True):
    """A document, feed or page. Its text may be ours to ship, or known only by its hash."""

    id: str
    """Short stable name used wherever something rests on this source."""
    kind: Literal["dispatch", "communique", "article", "letter", "page", "register", "feed", "text"]
    """What it is; a dispatch is news agency writing, a page is a web address with facts paraphrased by us."""
    publisher: str
    """Who published it, as it names itself."""
    lang: str
    """BCP 47 tag of its language."""
    title: str = ""
    """Title of a text that is ours; empty for texts of others."""
    published: str = ""
    """EDTF date or instant of publication, as precise as it is known; relative dates hang on it."""
    url: str = ""
    """Address where a reader may look it up."""
    licence: str = ""
    """What may be done with it: `ours` if we wrote it, `facts-only` if only facts were taken."""
    file: str = ""
    """File with the text, relative to the case; empty where the text is not shipped."""
    sha256: Sha256 | None = None
    """Hash of the original bytes; none if the original was never seen."""
    text_sha256: Sha256 | None = None
    """Hash of the text that spans are places in, in UTF-8, where it was taken out of a page, a PDF or a letter; none
    where the original bytes are the text."""
    received_at: Instant | None = None
    """When we got it."""
    seen: Literal["original", "quoted", "paraphrased"] = "original"
    """Whether we saw the original, only quotations of it, or only a paraphrase."""
    note: Wording = {}
    """What a reader must know before relying on it."""
