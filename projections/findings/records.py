"""Rules about how things were recorded: as found, or long after they were so."""

from typing import Any

from projections.findings.book import Book
from projections.findings.cases import Case, ChangeCase, ContractCase, listed
from projections.findings.sources import OURS
from projections.findings.surroundings import Surroundings
from projections.findings.verdict import CLEAN, Hit, Rule, Verdict

AS_FOUND = {
    "signed": "signed_on",
    "implemented": "implemented_on",
    "body": "meeting_date",
}


def contract_unratified(contract: ContractCase, _: Surroundings) -> Verdict:
    """A55: something of the contract was found to have happened out of order."""
    entries = listed(contract.as_found_entries)
    left = [one for one in entries if one["ratified_by"] is None]
    if not left:
        return CLEAN
    positions = tuple(one["position"] for one in left)
    because: dict[str, Any] = {"entries": [one["fact"] for one in left]}
    return Hit(min(one["on"] for one in left), because, positions)


def change_unratified(change: ChangeCase, _: Surroundings) -> Verdict:
    """A55: the change was found in force, and nobody stands behind it yet."""
    happened = {
        name: getattr(change, day)
        for name, day in AS_FOUND.items()
        if getattr(change, f"{name}_as_found")
    }
    settled = change.status in ("rejected", "withdrawn")
    if not happened or settled:
        return None if settled else CLEAN
    if change.ratified_by is not None:
        return CLEAN
    days = [day for day in happened.values() if day is not None]
    return Hit(min(days, default=None), dict(happened))


def recorded_late(case: Case, around: Surroundings) -> Verdict:
    """A35: something is said to have been so long before it was recorded."""
    entries = around.late.get(case.id, ())
    if not entries:
        return CLEAN
    first = min(entries, key=lambda one: one.recorded_on)
    because = {"entries": [one.position for one in entries]}
    return Hit(first.recorded_on, because, tuple(one.position for one in entries))


BOOK = Book(
    rules=(
        Rule(
            "A35",
            "Something was recorded long after it was so",
            "wrong",
            "design",
            OURS,
            "low",
            "Say in a comment why it became known so late; the auditor sees both days.",
            "comment",
            dict.fromkeys(("contract", "risk", "issue", "change"), recorded_late),
            ("late-knowledge-days",),
        ),
        Rule(
            "A55",
            "Something was found to have happened out of order, and is not ratified",
            "wrong",
            "statute",
            "Procurement Act 2023, section 75: notice comes before a modification",
            "high",
            "Somebody with the authority looks at it and ratifies it, as of that day.",
            "ratify",
            {
                "contract": contract_unratified,
                "change": change_unratified,
            },
        ),
    )
)
