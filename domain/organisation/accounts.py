"""What is decided of the filed accounts of an organisation."""

from datetime import date
from typing import Any

from domain.dating import refuse_not_yet
from domain.errors import RuleBroken
from domain.facts.organisation_accounts import OrganisationAccountsRecorded
from domain.occasion import Dated, Occasion
from domain.organisation.checks import SUMS, refuse_strange_accounts
from domain.organisation.commands import RecordAccounts
from domain.organisation.organisation import Organisation
from domain.timeline import Timeline
from domain.values import Unknown, known

NOT_ASKED = Unknown(unknown="not_asked")


def record_accounts(
    organisation: Organisation, command: RecordAccounts, occasion: Occasion
) -> list[Dated]:
    """RECORD. Filed accounts, which hold from the end of their period until later ones.

    Of one period the last word counts: accounts may be filed again, amended.
    """
    organisation.refuse_gone()
    day = command.period_end
    refuse_not_yet("period_end", day, command, occasion)
    said: dict[str, Any] = {
        "accounts_to": day,
        "accounts_months": command.months,
        # What earlier accounts said does not stand in for what these leave out.
        "turnover": command.turnover or NOT_ASKED,
        "cash": command.cash or NOT_ASKED,
        "accounts_source": command.source or NOT_ASKED,
    }
    _refuse_nothing(said)
    alone = organisation.individual
    refuse_strange_accounts(said, occasion.today, individual=alone)
    until = _next(organisation.timeline, day)
    if not organisation.timeline.news(said, day, until):
        return []
    fact = OrganisationAccountsRecorded(reason=command.reason, **said)
    return [Dated(fact, day, until)]


def _refuse_nothing(said: dict[str, Any]) -> None:
    if all(known(said[name]) is None for name in SUMS):
        detail = (
            "say the turnover or the cash that the accounts show; where they show"
            " neither, there is nothing to record"
        )
        raise RuleBroken(detail, rule="accounts-empty", pointer="/turnover")


def _next(timeline: Timeline, day: date) -> date | None:
    """From when later accounts hold, None where these are the last."""
    ends = (
        one.start
        for one in timeline.assertions
        if "accounts_to" in one.values and one.start > day
    )
    return min(ends, default=None)
