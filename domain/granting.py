"""What is granted to an account, and which grants make no sense."""

from datetime import date
from typing import Final, Literal

from pydantic import Field

from domain.errors import RuleBroken
from domain.facts import account as facts
from domain.occasion import Command
from domain.operations import PROVIDERS
from domain.values import Day, Money

APPROVING: Final = frozenset({"commissioner", "approver"})


class GrantAccount(Command):
    """Lets the account act in a role and a scope, from a day until before a day."""

    role: facts.Role
    scope: Literal["all"] | facts.Scope
    limit: Money | None = None
    valid_from: Day | None = Field(default=None, alias="from")
    valid_until: Day | None = Field(default=None, alias="until")


def refuse_grant(command: GrantAccount, today: date) -> None:
    """Refuses a grant for no day or nothing, and a limit on who approves nothing."""
    _refuse_empty_days(command, today)
    _refuse_wrong_scope(command)
    _refuse_idle_limit(command)


def _refuse_empty_days(command: GrantAccount, today: date) -> None:
    """Refuses a grant that would hold on no day from today on."""
    until = command.valid_until
    first = max(command.valid_from or today, today)
    if until is not None and until <= first:
        detail = (
            f"a grant until {until} would hold on no day: it ends before that day"
            f" begins. Give a day after {first}, or leave until out"
        )
        raise RuleBroken(detail, rule="grant-days", pointer="/until")


def _refuse_wrong_scope(command: GrantAccount) -> None:
    """Refuses a scope that holds nothing, or a provider's that holds everybody's."""
    if command.scope == "all" and command.role in PROVIDERS:
        detail = (
            f"a {command.role.replace('_', ' ')} sees its own places only;"
            ' name its organisation: {"organisations": ["<id>"]}'
        )
        raise RuleBroken(detail, rule="grant-scope", pointer="/scope")
    if command.scope != "all" and command.role == "break_glass":
        detail = 'an emergency account is for the register as a whole: say "all"'
        raise RuleBroken(detail, rule="grant-scope", pointer="/scope")
    # A manager's portfolio needs no list: it is where the account is the manager.
    if command.scope == facts.Scope() and command.role != "contract_manager":
        detail = (
            f'as {command.role} the scope is "all", or names at least one of contracts,'
            " departments, wards, organisations or services"
        )
        raise RuleBroken(detail, rule="grant-scope", pointer="/scope")


def _refuse_idle_limit(command: GrantAccount) -> None:
    """Refuses a limit on who approves nothing, and one below nothing."""
    if command.limit is None:
        return
    if command.role not in APPROVING:
        detail = (
            f"as {command.role} nothing is approved, so a limit says nothing;"
            " leave it out, or grant commissioner or approver"
        )
        raise RuleBroken(detail, rule="grant-limit", pointer="/limit")
    if command.limit.amount < 0:
        detail = (
            f"a limit of {command.limit.amount} is below nothing; give 0.00 or more"
        )
        raise RuleBroken(detail, rule="grant-limit", pointer="/limit")
