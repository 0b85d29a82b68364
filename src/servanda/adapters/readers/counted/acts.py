"""What the kinds of a mission's facts are in the words of the agreements: a table, and what it leaves open."""

from dataclasses import dataclass
from typing import Literal

from servanda.errors import InputError
from servanda.records.observation import Method, Verb


@dataclass(frozen=True)
class Seen:
    """A kind of fact as an act, with the kinds of things it may have been; none if the summary does not say."""

    act: str
    things: tuple[str, ...] = ()


@dataclass(frozen=True)
class Counted:
    """A kind of fact that is a number for a period."""

    measure: str
    act: str
    kind: Literal["period", "restated"]


COUNTED = {
    "ceasefire_violation": Counted("ceasefire_violation", "fire", "period"),
    "ceasefire_violation_previous_period": Counted("ceasefire_violation", "fire", "restated"),
}
SEEN = {
    # Whether they were armed the summary does not say; what it calls people may be either.
    "people_in_disengagement_area": Seen("be_present", ("armed-person", "person")),
    "trench_extension": Seen("fortify", ("trench",)),
    "trench_new_or_extended": Seen("fortify", ("trench",)),
    # That they break the withdrawal lines is the mission's judgement, not ours; which weapons, only its annex says.
    "weapons_in_violation_of_withdrawal_lines": Seen("station"),
    # A restriction may be a denial, a delay or a condition: the summary does not say which, so it is not a denial.
    "movement_restricted": Seen("restrict_access"),
    "injured_by_object": Seen("injure"),
    "fire_at_monitors": Seen("fire"),
    # Facts that reduce the watch.
    "uav_control_lost": Seen("lose_watch", ("uav",)),
    "watch_lost": Seen("lose_watch"),
}


def how_seen(by_what: str, place: str) -> tuple[Method, Verb]:
    """By what a fact was perceived, and with which verb.

    The mission without a means is its own senses: what else it used, the summary does not say. What it followed up on
    reports, it was told by people or papers, and did not perceive.

    Raises:
        InputError: `means-unknown`.
    """
    if by_what.lower().endswith("uav"):
        return "uav", "recorded"
    means: dict[str, tuple[Method, Verb]] = {
        "mission": ("own_senses", "saw"),
        "camera": ("camera", "recorded"),
        "followed up on reports": ("document", "was_told"),
    }
    if by_what not in means:
        hint = f"Known: {', '.join(sorted(means))}, and any name that ends in UAV."
        raise InputError("means-unknown", f"'{by_what}' is no means of observation.", place=place, hint=hint)
    return means[by_what]


def kind_unknown(kind: str, place: str) -> InputError:
    """The error of a row of a kind that is not in the table."""
    hint = f"Known: {', '.join(sorted([*COUNTED, *SEEN]))}."
    return InputError("kind-unknown", f"'{kind}' is no kind of fact.", place=place, hint=hint)
