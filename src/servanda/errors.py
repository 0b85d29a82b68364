"""Errors, grouped by what the caller can do about them.

Undetermined, contradictory, infeasible, unquantified and withheld are values of the domain and are never raised.
HTTP status and exit codes are chosen at the doors (`servanda.cli`, `servanda.web`), not here.
"""


class ServandaError(Exception):
    """Root of all errors raised on purpose.

    Attributes:
        code: Stable identifier, such as `yaml-duplicate-key`; scripts may rely on it.
        says: One sentence that holds the offending value.
        place: Where it stands: `file:line`, a record identifier, a field path. Empty if there is none.
        hint: How to mend it. Empty if nobody can.
    """

    def __init__(self, code: str, says: str, *, place: str = "", hint: str = "") -> None:
        self.code = code
        self.says = says
        self.place = place
        self.hint = hint
        super().__init__(self.__str__())

    def __str__(self) -> str:
        """Say place, sentence and hint on one line."""
        where = f"{self.place}: " if self.place else ""
        mend = f" {self.hint}" if self.hint else ""
        return f"{where}{self.says}{mend} [{self.code}]"


class InputError(ServandaError):
    """The given file, option or record is wrong: mend it and come again."""


class NotFound(ServandaError):
    """Something named does not exist: check the name."""


class AccessDenied(ServandaError):
    """The acting person may not do this: ask someone who may."""


class IntegrityError(ServandaError):
    """What was recorded does not match its proof: stop, and do not trust it."""


class ExternalError(ServandaError):
    """Something outside failed: try again, or repair it."""
