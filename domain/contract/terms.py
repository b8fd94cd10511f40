"""How the terms of a contract move by its own clauses, without a change request."""

from dataclasses import replace
from datetime import date
from typing import Any

from domain.contract.contract import Contract
from domain.contract.life_commands import ApplyIndexation, ExerciseExtension
from domain.dating import months_after, refuse_not_yet
from domain.errors import RuleBroken
from domain.event import Fact
from domain.facts import contract_life as facts
from domain.facts.contract_fields import Extension, Indexation
from domain.law.terms import last_day_of_notice
from domain.occasion import Dated, Occasion
from domain.values import Money


def apply_indexation(
    contract: Contract, command: ApplyIndexation, occasion: Occasion
) -> list[Fact]:
    """DECIDE. The price moves under a recorded clause, within its cap.

    Without a clause, and beyond the cap, it moves by a change request.
    """
    contract.refuse_gone()
    told: dict[str, Any] = {"annual_value": command.annual_value}
    if not contract.news(told, occasion):
        return []
    clause = contract.held("indexation")
    if clause is None:
        detail = (
            "no clause is recorded under which the price would move: establish"
            " indexation if the contract has one, or raise a change"
        )
        raise RuleBroken(detail, rule="indexation-clause", pointer="/annual_value")
    before = contract.on("annual_value", occasion.day)
    _refuse_above_cap(clause, before, command.annual_value)
    contract.timeline.refuse_override(told, occasion)
    return [facts.ContractIndexed(figure=command.figure, reason=command.reason, **told)]


def exercise_extension(
    contract: Contract, command: ExerciseExtension, occasion: Occasion
) -> list[Dated]:
    """DECIDE. INV-C3: an option that is recorded and not taken up extends it.

    Without one it takes a change request. That it was late is RECORD: a provider may
    agree to it, and a finding says so.
    """
    contract.refuse_gone()
    day = command.exercised_on or command.effective_on or occasion.today
    refuse_not_yet("exercised_on", day, command, occasion)
    option = _option(contract, command.months)
    end = contract.held("end")
    if end is None:
        detail = (
            "nobody has said when the contract ends, so there is nothing to extend"
            " from: establish its end first"
        )
        raise RuleBroken(detail, rule="INV-C3", pointer="/months")
    new_end = months_after(end, option.months)
    holds = max(day, contract.opened_on)
    contract.timeline.refuse_override({"end"}, replace(occasion, day=holds))
    fact = facts.ContractExtensionExercised(
        exercised_on=day,
        months=option.months,
        end=new_end,
        as_found=day > last_day_to_exercise(option, end),
        reason=command.reason,
    )
    return [Dated(fact, holds)]


def last_day_to_exercise(option: Extension, end: date) -> date:
    """The last day on which an option can be taken up in time."""
    return last_day_of_notice(end, option.notice_months or 0)


def options_left(contract: Contract) -> list[Extension]:
    """The options that are recorded and were not taken up since, in order."""
    entry = contract.timeline.behind(("extension_options",), date.max)
    if entry is None:
        return []
    options: tuple[Extension, ...] = contract.held("extension_options") or ()
    left = list(options)
    for months in contract.standing.taken_since(entry.position):
        taken = next((one for one in left if one.months == months), None)
        if taken is not None:
            left.remove(taken)
    return left


def _option(contract: Contract, months: int | None) -> Extension:
    left = options_left(contract)
    for option in left:
        if months in (None, option.months):
            return option
    named = ", ".join(f"{one.months} months" for one in left) or "none"
    asked = "" if months is None else f" by {months} months"
    detail = (
        f"no option to extend the contract{asked} is left (there is: {named}). Record"
        " the option if the contract has it, or raise a change"
    )
    raise RuleBroken(detail, rule="INV-C3", pointer="/months")


def _refuse_above_cap(clause: Indexation, before: object, after: Money) -> None:
    """What is not known cannot be compared, and stands against nothing."""
    if not isinstance(before, Money) or before.amount <= 0:
        return
    if (before.currency, before.vat_basis) != (after.currency, after.vat_basis):
        detail = (
            f"the price is in {before.currency}, VAT {before.vat_basis}: indexation"
            " does not change that. Give the new price in the same terms"
        )
        raise RuleBroken(detail, rule="indexation-clause", pointer="/annual_value")
    rise = after.amount / before.amount - 1
    if clause.cap is not None and rise > clause.cap:
        detail = (
            f"from {before.amount:,} to {after.amount:,} is a rise of {rise:.2%}, and"
            f" the clause caps it at {clause.cap:.2%}. More takes a change request"
        )
        raise RuleBroken(detail, rule="indexation-cap", pointer="/annual_value")
