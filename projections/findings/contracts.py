"""Rules about the term of contracts, and what was agreed before they began."""

from datetime import date

from domain.dating import months_after
from projections.findings.book import Book
from projections.findings.cases import (
    AFTER,
    BEFORE,
    ContractCase,
    applies,
    listed,
    was_asked,
)
from projections.findings.plan_reading import EXITS
from projections.findings.sources import KENT, OURS, ROYAL
from projections.findings.surroundings import Surroundings, after
from projections.findings.verdict import CLEAN, Hit, Missing, Rule, Verdict

# Tiers whose end is worked on for so long, by the name of their threshold.
LEAD = {tier: f"lead-months-{tier}" for tier in ("gold", "silver", "bronze")}


def ends_without_plan(contract: ContractCase, around: Surroundings) -> Verdict:
    """A15: the end lies inside notice or lead time, and no exit plan was approved."""
    if not contract.runs or not applies(contract, "end"):
        return None
    if contract.end is None:
        return Missing(("end",))
    if contract.end < around.day:
        return None  # A43 has it
    months, lacking = _months_needed(contract, around)
    begins = months_after(date.fromisoformat(contract.end), -months).isoformat()
    if begins > around.day:
        return Missing(lacking) if lacking else CLEAN
    if contract.id in around.beside(EXITS):
        return CLEAN
    return Hit(begins, {"end": contract.end, "months": months})


def option_lapses(contract: ContractCase, around: Surroundings) -> Verdict:
    """A16: the last day to say that it will be extended is near."""
    left = listed(contract.extension_options)[len(listed(contract.extensions)) :]
    if not contract.runs or not left:
        return None
    option = left[0]
    if contract.end is None or option.get("notice_months") is None:
        notice = () if option.get("notice_months") is not None else ("notice_months",)
        return Missing((*(("end",) if contract.end is None else ()), *notice))
    end = date.fromisoformat(contract.end)
    last = months_after(end, -option["notice_months"]).isoformat()
    if not around.day <= last <= around.ahead("extension-notice-days"):
        return CLEAN
    since = after(last, -around.threshold("extension-notice-days"))
    because = {"end": contract.end, "last_day": last, "months": option["months"]}
    return Hit(since, because)


def past_its_end(contract: ContractCase, around: Surroundings) -> Verdict:
    """A43: its end has gone by, and it is live still, or paid."""
    if contract.status in BEFORE or not applies(contract, "end"):
        return None
    end = contract.ended_on if contract.status in AFTER else contract.end
    if end is None:
        return Missing(("ended_on" if contract.status in AFTER else "end",))
    if end >= around.day:
        return CLEAN
    paid = around.paid_for.get(contract.id, ())
    grace = after(end, around.threshold("final-payment-days"))
    late = [one for one in paid if one.last_on and grace < one.last_on <= around.day]
    if contract.status in AFTER and not late:
        return CLEAN
    last = max((one.last_on for one in late if one.last_on), default=None)
    because = {"end": end, "status": contract.status, "paid_on": last}
    do = None if contract.status not in AFTER else "correct"
    return Hit(after(end), because, tuple(one.position for one in late), do)


def unsigned(contract: ContractCase, around: Surroundings) -> Verdict:
    """A46: it was started, or paid, and nobody has recorded a signature."""
    paid = around.paid_for.get(contract.id, ())
    begun = contract.started_on is not None or contract.runs
    if not (begun or paid) or not applies(contract, "signed_on"):
        return None
    if contract.signed_on is not None:
        return CLEAN
    if contract.opening:
        return Missing(("signed_on",))
    firsts = [contract.started_on or contract.start, *(one.first_on for one in paid)]
    because = {"started_on": contract.started_on, "paid": bool(paid)}
    since = min((day for day in firsts if day), default=None)
    return Hit(since, because, tuple(one.position for one in paid))


def obligation_overdue(contract: ContractCase, around: Surroundings) -> Verdict:
    """A51: something that the council owes under the contract is late."""
    owed = [
        one
        for one in listed(contract.obligations)
        if one["owed_by"] == "council" and one["fulfilled_on"] is None
    ]
    dated = [one for one in owed if isinstance(one["due_on"], str)]
    late = sorted(one["due_on"] for one in dated if one["due_on"] < around.day)
    if late:
        positions = [o["obligation"] for o in dated if o["due_on"] < around.day]
        because = {"due_on": late, "obligations": positions}
        return Hit(after(late[0]), because, tuple(positions))
    if len(dated) < len(owed):
        return Missing(("due_on",))
    return CLEAN if owed else None


def no_issues_contact(contract: ContractCase, _: Surroundings) -> Verdict:
    """A54: who was asked named nobody to whom issues are told on the spot.

    Where nobody was asked yet, that is one line for all such contracts of an owner,
    among what is not known.
    """
    if not contract.runs or not applies(contract, "issues_contact"):
        return None
    if contract.issues_contact is not None:
        return CLEAN
    if not was_asked(contract, "issues_contact"):
        return Missing(("issues_contact",))
    return Hit(contract.started_on or contract.start, {"issues_contact": None})


def _months_needed(
    contract: ContractCase, around: Surroundings
) -> tuple[int, tuple[str, ...]]:
    """How many months the end takes to prepare, and what is not known of that."""
    lacking, months = [], [0]
    if contract.notice_period_months is not None:
        periods = listed(contract.notice_period_months)
        months += [each for each in periods.values() if each is not None]
    elif applies(contract, "notice_period_months"):
        lacking.append("notice_period_months")
    if contract.tier in LEAD:
        months.append(around.threshold(LEAD[contract.tier]))
    elif contract.tier is None and applies(contract, "tier"):
        lacking.append("tier")
    return max(months), tuple(lacking)


BOOK = Book(
    rules=(
        Rule(
            "A15",
            "A contract ends within its notice or lead time, without an exit plan",
            "due",
            "policy",
            f"{KENT}, and {ROYAL}, standard 1.6: an exit is planned in time",
            "high",
            "Decide what comes after it and have an exit plan approved, or extend it.",
            "exercise-extension",
            {"contract": ends_without_plan},
            tuple(LEAD.values()),
        ),
        Rule(
            "A16",
            "An option to extend is about to lapse",
            "due",
            "policy",
            f"{ROYAL}: options are decided on before they lapse",
            "high",
            "Take the option up before the last day, or let it lapse knowingly.",
            "exercise-extension",
            {"contract": option_lapses},
            ("extension-notice-days",),
        ),
        Rule(
            "A43",
            "A contract is past its end, and still live or paid",
            "wrong",
            "design",
            f"{OURS}; spending without a contract breaks standing orders",
            "high",
            "Record that it expired or was extended; else stop paying and let anew.",
            "expire",
            {"contract": past_its_end},
            ("final-payment-days",),
        ),
        Rule(
            "A46",
            "A contract was started or paid, and is not signed",
            "wrong",
            "design",
            OURS,
            "high",
            "Record the signature if there is one; if not, have the contract signed.",
            "sign",
            {"contract": unsigned},
        ),
        Rule(
            "A51",
            "The council owes something under a contract, and is late",
            "due",
            "design",
            OURS,
            "medium",
            "Do it and record when, or agree a later day and set the obligation anew.",
            "set-obligation",
            {"contract": obligation_overdue},
        ),
        Rule(
            "A54",
            "A contract has no contact for issues on the spot",
            "wrong",
            "policy",
            f"{KENT}, table 4, row 6: who hears of issues where the service is",
            "low",
            "Name the post or team that hears of issues.",
            "describe",
            {"contract": no_issues_contact},
        ),
    )
)
