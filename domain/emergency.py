"""Break glass: an account that lies ready, and is opened for some hours with a reason.

Sealed it may do nothing but be opened. Open, it reads everything, restricted records
included, and administers; it approves nothing, and takes no other role.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Annotated, Any, Final

from pydantic import Field

from domain.errors import RuleBroken
from domain.event import Recorded
from domain.facts import account as facts
from domain.occasion import Command, Occasion
from domain.operations import EMERGENCY
from domain.rights import Grant
from domain.values import Words

BREAK_GLASS: Final = "break_glass"
MOST_HOURS: Final = 24


class BreakGlass(Command):
    """Opens the emergency account from now on, for some hours."""

    reason: Words = Field()
    hours: Annotated[int, Field(ge=1, le=MOST_HOURS)] = 4


class SealAccount(Command):
    """Ends the opening; said by somebody else, it also was looked at."""

    reason: Words = Field()


@dataclass(frozen=True, slots=True)
class Emergency:
    """The last time that the account was opened; its id is a position."""

    id: int
    until: datetime
    looked_at: bool = False

    def grant(self, now: datetime) -> tuple[Grant, ...]:
        """What it may do at a moment: nothing once it is over."""
        return (Grant(self.id, EMERGENCY),) if now < self.until else ()

    def sealed(self, at: datetime, *, by_another: bool) -> "Emergency":
        """The same, over by then."""
        looked_at = self.looked_at or by_another
        return replace(self, until=min(self.until, at), looked_at=looked_at)


def after(last: Emergency | None, recorded: Recorded[Any]) -> Emergency | None:
    """The last opening after a fact of the account."""
    match recorded.fact:
        case facts.AccountEmergencyOpened(until=until):
            return Emergency(recorded.position, until)
        case facts.AccountEmergencySealed() if last is not None:
            at, by = recorded.envelope.recorded_at, recorded.envelope.by
            return last.sealed(at, by_another=by != recorded.stream)
        case _:
            return last


def break_glass(
    command: BreakGlass, occasion: Occasion
) -> facts.AccountEmergencyOpened:
    """What opening comes to: it ends by itself."""
    until = occasion.now + timedelta(hours=command.hours)
    return facts.AccountEmergencyOpened(until=until, reason=command.reason)


def seal(
    last: Emergency | None, command: SealAccount, occasion: Occasion, *, own: bool
) -> list[facts.AccountEmergencySealed]:
    """What sealing comes to; an account that was never opened has nothing to seal."""
    if last is None:
        detail = (
            "this account was never opened in an emergency, so there is nothing to seal"
        )
        raise RuleBroken(detail, rule="emergency-account")
    done = last.looked_at or own
    if done and last.until <= occasion.now:
        return []
    return [facts.AccountEmergencySealed(reason=command.reason)]


def refuse_other_hats(role: str, held: frozenset[str]) -> None:
    """Refuses an emergency account another role, and another account this one."""
    if held and BREAK_GLASS in held | {role} and held != {role}:
        detail = (
            "an emergency account has no other role: whoever opens it could otherwise"
            " do more than read and administer. Open an account of its own for it"
        )
        raise RuleBroken(detail, rule="emergency-account", pointer="/role")
