"""What a caller may read through one operation, by the grants that allow it."""

from dataclasses import replace
from datetime import date

from domain.errors import NotAllowed
from domain.facts.account import Scope
from domain.operations import OPERATIONS
from domain.rights import SYSTEM, Grant, Principal, Reach, acts_for, judge, reach
from projections.pages import Within

# What nobody in particular may read.
NOTHING = Reach(account=SYSTEM.account)


def reach_through(principal: Principal, operation: str, today: date) -> Reach:
    """The reach of those grants alone that allow the operation.

    For whom a person acts is asked of all grants. Somebody may see one contract as
    its provider and the history of another as its auditor: neither hat lends the other
    its eyes.
    """
    rule = OPERATIONS.get(operation, {})
    allowing = tuple(g for g in principal.holding(today) if g.role in rule)
    through = reach(Principal(principal.account, allowing), today)
    return replace(through, acts_for=acts_for(principal, today))


def own_part(principal: Principal, today: date) -> Within | None:
    """The part of the register that is somebody's own; None if that is all of it.

    A contract manager's is the portfolio, everybody else's what the grants are for.
    """
    grants = [g for g in principal.holding(today) if g.role != "administrator"]
    scopes = [g.scope for g in grants if g.scope != "all"]
    if len(scopes) < len(grants):
        return None
    manages = any(g.role == "contract_manager" for g in grants)
    merged = {
        part: tuple(dict.fromkeys(one for s in scopes for one in getattr(s, part)))
        for part in Scope.model_fields
    }
    return Within(
        principal.account if manages else None, Scope.model_construct(None, **merged)
    )


def require(principal: Principal, operation: str, today: date) -> None:
    """Refuses who may not do this at all: for lists, which then are cut to a reach.

    Raises NotAllowed.
    """
    refuse_lapsed(principal, operation, today)
    judge(principal, operation, None, today)


def refuse_lapsed(principal: Principal, operation: str, today: date) -> None:
    """Tells who might have asked until some day, or may from one on, that it is so.

    An engagement that is over says when it ended, and nothing of what there is.
    Raises NotAllowed.
    """
    rule = OPERATIONS.get(operation, {})
    grants = [grant for grant in principal.grants if grant.role in rule]
    if not grants or any(grant.holds(today) for grant in grants):
        return
    said = "; ".join(_lapsed(grant, today) for grant in grants)
    detail = f"{said}. An administrator can grant it anew, for as long as it is needed"
    raise NotAllowed(detail, rule=f"rights/{operation}")


def _lapsed(grant: Grant, today: date) -> str:
    """Why a grant gives nothing today."""
    role = grant.role.replace("_", " ")
    if grant.valid_from is not None and today < grant.valid_from:
        return f"your grant #{grant.id} as {role} begins on {grant.valid_from}"
    return f"your grant #{grant.id} as {role} ended before {grant.valid_until}"


def refusal(principal: Principal, operation: str, today: date) -> NotAllowed:
    """Why somebody who sees a thing may not ask this of it."""
    try:
        judge(Principal(principal.account), operation, None, today)
    except NotAllowed as refused:
        return refused
    raise AssertionError(operation)  # without a grant nothing is ever allowed
