"""The rule that what has happened and what may happen are kept together."""

from collections.abc import Collection, Mapping

from sqlalchemy import func, select, true

from projections.findings.book import Beside, Book
from projections.findings.cases import RESOLVED, IssueCase, RiskCase
from projections.findings.ever import ever_named
from projections.findings.sources import ROYAL
from projections.findings.surroundings import Surroundings
from projections.findings.verdict import CLEAN, Hit, Missing, Rule, Verdict
from projections.moves import Moves
from projections.view import View

# Issues so grave are looked up among the risks.
GRAVE = 2
SCORED = "last_scored"


def happened_without_issue(risk: RiskCase, _: Surroundings) -> Verdict:
    """A32: a risk has happened, and there is no issue that is worked on."""
    if risk.status != "materialised":
        return None
    if risk.issue_id is not None:
        return CLEAN
    return Hit(None, {"issue": None}, do="/issues")


def grave_without_risk(issue: IssueCase, around: Surroundings) -> Verdict:
    """A32: it is grave, came from no known risk, and none was scored since."""
    if issue.status in RESOLVED or issue.contract_id is None:
        return None
    if issue.severity is None:
        return Missing(("severity",))
    if issue.severity > GRAVE:
        return None
    scored = around.beside(SCORED).get(issue.contract_id)
    since = issue.raised_on
    if issue.from_risk is not None or (scored and since and scored >= since):
        return CLEAN
    because = {"severity": issue.severity, "risks_scored_on": scored}
    return Hit(since, because, do="/risks")


def last_scored(view: View, contracts: Collection[str] | None) -> Mapping[str, str]:
    """When a risk of each contract was scored last."""
    rows = view.pages.alive("risk", view.pin)
    wanted = (
        select(rows.c.contract_id, func.max(rows.c.assessed_on))
        .where(
            rows.c.in_error == 0,
            rows.c.contract_id.is_not(None),
            rows.c.assessed_on.is_not(None),
            true() if contracts is None else rows.c.contract_id.in_(sorted(contracts)),
            view.pages.readable("risk", view.pin, rows, view.reach),
        )
        .group_by(rows.c.contract_id)
    )
    found = view.connection.execute(wanted, view.pin.params)
    return dict(map(tuple, found))


def _moved(view: View, moved: Moves) -> Collection[str]:
    return ever_named(view, "risk", moved.get("risk", ()), ("contract_id",))


BOOK = Book(
    rules=(
        Rule(
            "A32",
            "What has happened and what may happen are not kept together",
            "wrong",
            "policy",
            f"{ROYAL}, section 6.1: risks and issues are one record",
            "medium",
            "Raise the issue of a risk that has happened; for a grave issue score the"
            " risk that it happens again.",
            "/issues",
            {"risk": happened_without_issue, "issue": grave_without_risk},
        ),
    ),
    besides={SCORED: Beside(last_scored, ("risk",), _moved)},
)
