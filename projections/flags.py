"""What lists are asked for that no column says: it depends on the day and the policy.

Statements with these conditions are run with the params of a pin.
"""

from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Connection,
    FromClause,
    Subquery,
    and_,
    bindparam,
    false,
    or_,
    select,
)

from projections.alive import Pin
from projections.model import Model

Condition = ColumnElement[bool]
# The highest score within appetite, by category; None: of those without their own.
Appetites = Mapping[str | None, int]
NO_APPETITES: Appetites = {}
Flag = Callable[[FromClause, Appetites], Condition]


def read_appetites(
    connection: Connection, model: Model, rows: Subquery, pin: Pin
) -> dict[str | None, int]:
    """The appetites of the policy that a pin sees."""
    found = connection.execute(select(rows), pin.params).first()
    said = model.read(tuple(found), "appetites") if found is not None else None
    return {each["category"]: each["limit"] for each in said or ()}


def above_appetite(rows: FromClause, appetites: Appetites) -> Condition:
    """Whether the current score is higher than is taken without more ado."""
    own = {category: limit for category, limit in appetites.items() if category}
    ways = [
        and_(rows.c.category == category, rows.c.current_score > limit)
        for category, limit in own.items()
    ]
    if (others := appetites.get(None)) is not None:
        rest = or_(rows.c.category.is_(None), rows.c.category.not_in(list(own)))
        ways.append(and_(rest, rows.c.current_score > others))
    return or_(false(), *ways)


def appetite_not_set(rows: FromClause, appetites: Appetites) -> Condition:
    """Whether a score cannot be held against an appetite: nobody has set one."""
    if None in appetites:
        return false()
    unset = or_(rows.c.category.is_(None), rows.c.category.not_in(list(appetites)))
    return and_(rows.c.current_score.is_not(None), unset)


def review_overdue(rows: FromClause, _: Appetites) -> Condition:
    """Whether a risk was to be looked at before the day, and is not closed."""
    return and_(rows.c.status != "closed", rows.c.next_review < _day())


def action_overdue(rows: FromClause, _: Appetites) -> Condition:
    """Whether something was to be done before the day on a risk that is not closed."""
    return and_(rows.c.status != "closed", rows.c.next_action_due < _day())


def acceptance_over(rows: FromClause, _: Appetites) -> Condition:
    """Whether a risk is tolerated longer or higher than it was accepted."""
    over = rows.c.accepted_until <= _day()
    outgrown = rows.c.current_score > rows.c.accepted_score
    taken = and_(rows.c.status != "closed", rows.c.response == "tolerate")
    return and_(taken, or_(over, outgrown))


def overdue(rows: FromClause, appetites: Appetites) -> Condition:
    """Whether anything of it is overdue: a review, an action, an acceptance."""
    late = (review_overdue, action_overdue, acceptance_over)
    return or_(*(flag(rows, appetites) for flag in late))


ON_APPETITES = frozenset({"above_appetite", "appetite_not_set"})
# By noun and by the name of the filter.
NAMED_FLAGS: Mapping[str, Mapping[str, Flag]] = {
    "risk": {
        "above_appetite": above_appetite,
        "appetite_not_set": appetite_not_set,
        "review_overdue": review_overdue,
        "action_overdue": action_overdue,
        "acceptance_over": acceptance_over,
        "overdue": overdue,
    }
}


def _day() -> BindParameter[Any]:
    """The day of the pin."""
    return bindparam("day")
