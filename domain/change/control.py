"""What is known of a change beside its course: ground, notices, and what shows it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Final, NamedTuple, get_args
from uuid import UUID

from domain.event import Recorded
from domain.facts import change as course
from domain.facts import change_control as facts

ARTEFACTS: Final[tuple[str, ...]] = get_args(facts.Artefact)
# By each of these it is settled that the change is to be, or that it is.
SETTLING: Final = (
    course.ChangeApproved,
    course.ChangeBodyDecided,
    course.ChangeSigned,
    course.ChangeImplemented,
)


class Shown(NamedTuple):
    """What somebody showed of an artefact, and who that was."""

    fact: facts.ChangeReflected
    people: frozenset[UUID]


@dataclass(frozen=True, slots=True)
class Control:
    """The ground, the notices, and by what it shows that the four artefacts follow.

    `agreed_at` is the first position at which it was settled that the change is to
    be: what shows that an artefact follows it comes later.
    """

    agreed_at: int | None = None
    ground: facts.ChangeGroundClassified | None = None
    notices: tuple[facts.ChangeNoticePublished, ...] = ()
    shown: Mapping[str, tuple[Shown, ...]] = field(default_factory=dict)
    confirmed: Mapping[str, facts.ChangeNotApplicableConfirmed] = field(
        default_factory=dict
    )

    def after(self, recorded: Recorded[Any]) -> "Control":
        """The same after one more fact."""
        match recorded.fact:
            case facts.ChangeGroundClassified() as ground:
                return replace(self, ground=ground)
            case facts.ChangeNoticePublished() as notice:
                return replace(self, notices=(*self.notices, notice))
            case facts.ChangeReflected() as fact:
                one = Shown(fact, recorded.envelope.people)
                told = (*self.shown.get(fact.artefact, ()), one)
                return replace(self, shown={**self.shown, fact.artefact: told})
            case facts.ChangeNotApplicableConfirmed() as fact:
                confirmed = {**self.confirmed, fact.artefact: fact}
                return replace(self, confirmed=confirmed)
            case fact if self.agreed_at is None and _settles(fact):
                return replace(self, agreed_at=recorded.position)
            case _:
                return self

    def stands_still_on(self, day: date) -> bool:
        """Whether a notice says that nothing is to be signed yet on a day."""
        return any(
            notice.standstill_until is not None
            and notice.published_on <= day <= notice.standstill_until
            for notice in self.notices
        )

    def proposed(self, artefact: str) -> Shown | None:
        """Who last said that an artefact is not touched, if somebody did."""
        said = [s for s in self.shown.get(artefact, ()) if s.fact.no_effect is not None]
        return said[-1] if said else None

    def lacking(self, artefact: str, risks: frozenset[UUID]) -> str | None:
        """What is wanting until an artefact follows the change, None if nothing is.

        `risks` are those that the change touches: each has an event of its own.
        """
        shown = [one.fact for one in self.shown.get(artefact, ())]
        if artefact in self.confirmed or any(f.counts_alone for f in shown):
            return None
        found = [fact for fact in shown if fact.no_effect is None]
        seen = {fact.risk_id for fact in found}
        if artefact == "risk_register" and (left := sorted(map(str, risks - seen))):
            return f"an event that cites the change on {', '.join(left)}"
        if found:
            return None
        if shown:
            return "a second person to confirm that it is not touched"
        return "anything that shows it"


def _settles(fact: Any) -> bool:
    if isinstance(fact, course.ChangeBodyDecided):
        return fact.body_outcome == "approved"
    return isinstance(fact, SETTLING)
