"""Rules about how things were recorded: as found, or long after they were so."""

from typing import Any

from projections.findings.book import Beside, Book
from projections.findings.cases import Case, ChangeCase, ContractCase, listed
from projections.findings.curing import CURED, NOUNS, cured, moved_things
from projections.findings.sources import OURS
from projections.findings.surroundings import Surroundings, after
from projections.findings.verdict import CLEAN, Hit, Rule, Severity, Verdict

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
    """A35: something is said to have been so long before it was recorded.

    So it is where it was recorded after an alert that it ends, and is said to have been
    so before that began.
    """
    entries = around.late.get(case.id, ())
    ended = around.beside(CURED).get(case.id, ())
    if not (entries or ended):
        return CLEAN
    since = [one.recorded_on for one in entries] + [after(one.due) for one in ended]
    because: dict[str, Any] = {"entries": [one.position for one in entries]}
    if ended:
        because["cured"] = [one._asdict() for one in ended]
    positions = sorted({one.position for one in (*entries, *ended)})
    severity: Severity | None = "medium" if ended else None
    return Hit(min(since), because, tuple(positions), severity=severity)


BOOK = Book(
    rules=(
        Rule(
            "A35",
            "Something was recorded long after it was so, or after the alert it ends",
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
    ),
    besides={CURED: Beside(cured, NOUNS, moved_things)},
)
