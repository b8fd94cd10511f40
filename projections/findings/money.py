"""Rules about what is paid, and to whom."""

from datetime import date

from projections.findings.book import Book
from projections.findings.cases import BEFORE, ContractCase, OrganisationCase
from projections.findings.seat_case import SEATED
from projections.findings.sources import OURS
from projections.findings.surroundings import Paid, Surroundings, after
from projections.findings.verdict import CLEAN, Hit, Missing, Rule, Verdict
from projections.kinds import money

MONTHS = 12


def paid_above_value(contract: ContractCase, around: Surroundings) -> Verdict:
    """A44: more was paid than it was let for, with all changes that stand."""
    paid = around.paid_for.get(contract.id, ())
    if not paid or contract.status in BEFORE:
        return None
    worth = _worth(contract)
    if isinstance(worth, Missing):
        return worth
    pence, currency, vat = worth
    added = around.added.get(contract.id)
    if added and added.unknown:
        return Missing(("value_delta",))
    alike = _alike(paid, currency, vat)
    if isinstance(alike, Missing):
        return alike
    limit = pence + (added.pence if added else 0)
    if alike <= limit:
        return CLEAN
    sums = {"paid": alike, "worth": limit}
    because = {name: money(pence, currency, vat) for name, pence in sums.items()}
    last = max((one.last_on for one in paid if one.last_on), default=None)
    return Hit(last, because, tuple(one.position for one in paid))


def paid_without_contract(
    organisation: OrganisationCase, around: Surroundings
) -> Verdict:
    """A45: it is paid, and no contract of the register names it as a provider."""
    records = organisation.records
    paid = [one for record in records for one in around.paid_to.get(record, ())]
    if not paid or organisation.merged_into is not None:
        return None
    if not around.named.isdisjoint(records):
        return CLEAN
    lines = sum(one.lines for one in paid)
    first = min((one.first_on for one in paid if one.first_on), default=None)
    last = max((one.last_on for one in paid if one.last_on), default=None)
    because = {"lines": lines, "first_paid_on": first, "last_paid_on": last}
    return Hit(first, because, tuple(one.position for one in paid))


def debarment_unchecked(
    organisation: OrganisationCase, around: Surroundings
) -> Verdict:
    """A23: who delivers, as provider or further down, was not checked, or not clear."""
    records = organisation.records
    seated = around.beside(SEATED)
    held = (around.engaged, seated)
    contracts = [one for of in held for record in records for one in of.get(record, ())]
    if not contracts or organisation.merged_into is not None:
        return None
    checked, result = organisation.debarment_checked_on, organisation.debarment
    if checked is None or result is None:
        return Missing(("debarment_checked_on",))
    because = {"debarment": result, "debarment_checked_on": checked}
    owner = next(filter(None, map(around.in_charge.get, records)), None)
    if result != "clear":
        return Hit(checked, because, owner=owner, severity="high")
    if checked >= around.ago("debarment-check-days"):
        return CLEAN
    since = after(checked, around.threshold("debarment-check-days") + 1)
    return Hit(since, because, owner=owner)


def _worth(contract: ContractCase) -> tuple[int, str, str] | Missing:
    """What it was let for: as estimated at the award, or by the year over its term."""
    if contract.estimated_value_at_award_pence is not None:
        return (
            contract.estimated_value_at_award_pence,
            contract.estimated_value_at_award_currency or "",
            contract.estimated_value_at_award_vat or "",
        )
    names = ("annual_value_pence", "start", "end")
    lacking = [name for name in names if getattr(contract, name) is None]
    if lacking or not (contract.start and contract.end):
        shown = (name.removesuffix("_pence") for name in lacking)
        return Missing(("estimated_value_at_award", *shown))
    first, last = date.fromisoformat(contract.start), date.fromisoformat(contract.end)
    months = max((last.year - first.year) * MONTHS + last.month - first.month + 1, 1)
    pence = (contract.annual_value_pence or 0) * months // MONTHS
    return pence, contract.annual_value_currency or "", contract.annual_value_vat or ""


def _alike(paid: tuple[Paid, ...], currency: str, vat: str) -> int | Missing:
    """All that was paid, if it can be held against a sum in a currency with its VAT."""
    if any(one.currency != currency for one in paid):
        return Missing(("currency",))
    bases = {one.vat for one in paid} | {vat}
    if len(bases - {"unknown"}) > 1:
        return Missing(("vat_basis",))
    return sum(one.pence for one in paid)


BOOK = Book(
    rules=(
        Rule(
            "A23",
            "A provider in service has no recent, clear debarment check",
            "due",
            "statute",
            "Procurement Act 2023, sections 57 to 62 and 78; how often is a setting",
            "medium",
            "Look the provider up on the debarment list and record what it says.",
            "check-debarment",
            {"organisation": debarment_unchecked},
            ("debarment-check-days",),
        ),
        Rule(
            "A44",
            "More was paid than the contract is worth",
            "wrong",
            "design",
            OURS,
            "high",
            "Find the change that allows it and record it, or query the payments.",
            "correct",
            {"contract": paid_above_value},
        ),
        Rule(
            "A45",
            "A supplier is paid, and no contract of the register names it",
            "wrong",
            "design",
            f"{OURS}; the Local Government Transparency Code 2015 lists every contract",
            "medium",
            "Enter the contract under which it is paid, or adopt it as it is.",
            "/contracts/adopt",
            {"organisation": paid_without_contract},
        ),
    )
)
