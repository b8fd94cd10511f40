"""What is checked of an organisation's values, whichever verb brings them."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final, NamedTuple
from uuid import UUID

from domain.described import Correction
from domain.errors import RuleBroken
from domain.event import Recorded
from domain.facts.organisation_accounts import AccountsFields
from domain.occasion import Occasion
from domain.timeline import Timeline
from domain.values import Money

ACCOUNTS: Final = frozenset({"accounts_to", *AccountsFields.model_fields})
SUMS: Final = ("turnover", "cash")
# Below 250 staff and the turnover or balance of the definition: domain.facts has four.
SIZES: Final = {"micro": True, "small": True, "medium": True, "large": False}


def refuse_two_sizes(held: Mapping[str, Any], said: Mapping[str, Any]) -> None:
    """Refuses to say that a large organisation is an SME, or a small one none.

    A size that is said now speaks for itself; one that stands is not contradicted in
    silence.
    """
    sme, size = said.get("sme"), said.get("size", held.get("size"))
    if not isinstance(sme, bool) or not isinstance(size, str):
        return
    if SIZES[size] != sme:
        kind = "an SME" if SIZES[size] else "no SME"
        detail = (
            f"its size is {size}, and {size} is {kind}. Leave sme out: the size tells"
            " it; or say the size that is right"
        )
        raise RuleBroken(detail, rule="two-sizes", pointer="/sme")


def refuse_own_parent(organisation: UUID, said: Mapping[str, object]) -> None:
    """Refuses that an organisation owns itself."""
    if said.get("parent_id") == organisation:
        detail = "an organisation is not its own parent; name the one that owns it"
        raise RuleBroken(detail, rule="own-parent", pointer="/parent_id")


def refuse_strange_accounts(
    said: Mapping[str, object], today: date, *, individual: bool
) -> None:
    """Refuses sums that no accounts show, a period that lasts, and a person's own."""
    if not ACCOUNTS & said.keys():
        return
    if individual:
        detail = (
            "this is a natural person, who files no accounts: what a person earns and"
            " has is not kept here. Leave it out"
        )
        raise RuleBroken(detail, rule="accounts-of-a-person")
    for name in SUMS:
        if isinstance(money := said.get(name), Money):
            _refuse_strange_sum(name, money)
    end = said.get("accounts_to")
    if isinstance(end, date) and end > today:
        detail = (
            f"accounts_to {end} is in the future, and accounts are of a period that is"
            f" over. Use {today} or earlier"
        )
        raise RuleBroken(detail, rule="not-yet", pointer="/accounts_to")


def _refuse_strange_sum(name: str, money: Money) -> None:
    if money.amount < 0:
        instead = {
            "turnover": "give what was sold, 0.00 if nothing was",
            "cash": "an overdraft is owed, and cash is then 0.00",
        }
        detail = f"{name} of {money.amount} is less than nothing: {instead[name]}"
        raise RuleBroken(detail, rule="accounts-below-nothing", pointer=f"/{name}")
    if name == "turnover" and money.vat_basis == "gross":
        detail = (
            "turnover is net of VAT (Companies Act 2006, s.474). Give it without, and"
            ' say vat_basis "net"'
        )
        raise RuleBroken(detail, rule="turnover-net", pointer="/turnover/vat_basis")


def refuse_wrong_accounts(
    timeline: Timeline, command: Correction, occasion: Occasion, *, alone: bool
) -> None:
    """Refuses to put accounts right that nobody recorded, or by what none show."""
    said = command.said()
    refuse_strange_accounts(said, occasion.today, individual=alone)
    if not (named := sorted(ACCOUNTS & said.keys())):
        return
    if command.supersedes is None:
        is_there = timeline.value("accounts_to", occasion.day) is not None
    else:
        wrong = timeline.asserted_at(command.supersedes)
        # That there is no such entry at all is told elsewhere.
        is_there = wrong is None or bool(ACCOUNTS & wrong.values.keys())
    if not is_there:
        detail = (
            f"no accounts are on record there for {occasion.day} that could be wrong."
            " Record them with record-accounts; supersedes names the entry that was"
            " wrong"
        )
        raise RuleBroken(detail, rule="no-accounts", pointer=f"/{named[0]}")


class Look(NamedTuple):
    """What somebody found on the debarment list of an organisation, and when."""

    result: str
    on: date


def latest(known: Look | None, recorded: Recorded[Any]) -> Look:
    """The look of the latest day, whenever it was recorded."""
    new = Look(recorded.fact.debarment, recorded.envelope.effective_on)
    return new if known is None or known.on <= new.on else known
