"""The clocks of issues, documents, accounts and keys, and of the council as a whole."""

from typing import Any

from domain.issue_status import OVER
from domain.law.publications import CODE_DAYS, next_publications
from projections.clocks.kinds import KINDS
from projections.clocks.looking import Look, gaps_of, read
from projections.clocks.tally import Subject, Tally
from projections.policies import read_thresholds

ISSUES = (
    "contract_id",
    "owner",
    "handling",
    "status",
    "due",
    "plan_deadline",
    "dispute_raised_on",
)
DOCUMENTS = ("contract_id", "owner", "handling", "review_on", "destroy_on")


def set_issue_clocks(look: Look, tally: Tally) -> None:
    """Sets the clocks of issues that are not over.

    Of a dispute no day is recorded by which it moves on: it is counted.
    """
    for thing, cell, *cells in look.rows("issue", ISSUES, sorted(OVER)):
        contract, owner, handling, status, due, deadline, disputed = cells
        restricted = handling == "restricted"
        subject = Subject("issue", thing, contract, owner, restricted)
        gaps = gaps_of(cell)
        tally.told(subject, "issue_due", due, gaps.get("due"))
        if status == "improvement_plan":
            gap = gaps.get("plan_deadline")
            tally.told(subject, "improvement_plan", deadline, gap)
        if disputed is not None:
            tally.unknown(subject, "dispute")


def set_document_clocks(look: Look, tally: Tally) -> None:
    """Sets the clocks of documents that there still are."""
    for thing, cell, *cells in look.rows("document", DOCUMENTS, ("disposed",)):
        contract, owner, handling, review, destroy = cells
        restricted = handling == "restricted"
        subject = Subject("document", thing, contract, owner, restricted)
        gaps = gaps_of(cell)
        tally.told(subject, "document_review", review, gaps.get("review_on"))
        tally.told(subject, "document_destruction", destroy, gaps.get("destroy_on"))


def set_account_clocks(look: Look, tally: Tally) -> None:
    """Sets the clocks of what lets people in, as long as it does."""
    if look.contracts:
        return
    names = ("grants", "delegations")
    for thing, _, *lists in look.rows("account", names, ("closed",)):
        subject = Subject("account", thing, None, thing)
        for kind, cell in zip(("grant_end", "delegation_end"), lists, strict=True):
            _ends(tally, subject, kind, read(cell) or ())
    names = ("account_id", "expires_on")
    for thing, _, account, day in look.rows("key", names, ("revoked",)):
        if day is not None and day >= tally.today:
            tally.due(Subject("key", thing, None, account), "key_end", day)


def set_release_clocks(look: Look, tally: Tally) -> None:
    """Sets the clocks of requests for information that wait for their answer."""
    if look.contracts:
        return
    names = ("requested_by", "due_on")
    for thing, _, asked_by, due in look.rows("release", names, ("made", "closed")):
        if due is not None:
            tally.due(Subject("release", thing, None, asked_by), "release_answer", due)


def set_council_clocks(look: Look, tally: Tally) -> None:
    """Sets the clocks of what the council publishes next; they are nobody's own.

    Of what it has published before no event tells, so only the next ones are named.
    """
    if not look.is_whole:
        return
    subject = Subject("register", str(look.view.log.log_id), None, None)
    days = int(read_thresholds(look.view)[CODE_DAYS])
    for ended, due in next_publications(look.view.pin.effective_on, days):
        asks = KINDS[due.rule.name]
        detail = f"period to {ended}"
        tally.due(subject, asks.name, due.on.isoformat(), ended.isoformat(), detail)


def _ends(tally: Tally, subject: Subject, kind: str, parts: Any) -> None:
    """What ends after today; what is over already is no clock any more."""
    for part in parts:
        day = part["valid_until"]
        if day is not None and day >= tally.today:
            detail = part.get("role", "").replace("_", " ")
            tally.due(subject, kind, day, str(part["id"]), detail)
