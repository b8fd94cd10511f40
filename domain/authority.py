"""How much somebody may approve: the grant's limit and the levels of the policy."""

from collections.abc import Iterator
from decimal import Decimal

from domain.errors import NotAllowed
from domain.occasion import Occasion
from domain.values import Money, NotApplicable, Score

# How it is said what a thing is worth that somebody is to approve, and where to say it.
_WORTH = {
    "the change": ("is worth", "Assess its value_delta first"),
    "the contract": ("is worth", "Establish its annual_value first"),
    "the risk": ("could cost", "Describe its expected_loss first"),
}


def refuse_beyond_limit(
    value: object, occasion: Occasion, rule: str, *, what: str = "the change"
) -> None:
    """Refuses to approve more than one may; a cut counts like a rise of its size.

    `value` is what is approved: Money, or why there is none. What does not apply is
    worth nothing; what nobody knows is within no limit. `what` is worth it.
    """
    worth, advice = _WORTH[what]
    for whose, limit in _limits(occasion):
        if isinstance(value, NotApplicable):
            continue
        if not isinstance(value, Money):
            detail = (
                f"{whose} is {_said(limit)}, and nobody has said what {what}"
                f" {worth}. {advice}"
            )
            raise NotAllowed(detail, rule=rule)
        if not _within(value, limit):
            detail = (
                f"{whose} is {_said(limit)}, and {what} {worth} {_said(value)}."
                f" {_who_could(value, occasion)}"
            )
            raise NotAllowed(detail, rule=rule)


def refuse_beyond_level(value: Money, occasion: Occasion, rule: str) -> None:
    """Refuses to approve more, all in all, than one's role may by the policy.

    What all approved changes of a contract come to is held against the policy alone: a
    grant's limit is for each of them.
    """
    levels = occasion.policies.levels
    mine = next((lev.up_to for lev in levels if lev.role == occasion.role), None)
    if mine is not None and not _within(value, mine):
        detail = (
            f"the limit of a {occasion.role} under the policy is {_said(mine)}, and"
            f" with this one the approved changes of the contract come to"
            f" {_said(value)}. {_who_could(value, occasion)}"
        )
        raise NotAllowed(detail, rule=rule)


def refuse_beyond_score(score: Score, occasion: Occasion, rule: str) -> None:
    """Refuses to accept a higher score than one's role may, where the policy says.

    Once it says so of one role, it is asked of every role.
    """
    up_to = {
        level.role: level.up_to_score
        for level in occasion.policies.levels
        if level.up_to_score is not None
    }
    if not up_to or up_to.get(occasion.role, 0) >= score.product:
        return
    able = sorted(role for role, limit in up_to.items() if limit >= score.product)
    who = f"It takes: {', '.join(able)}" if able else "No role of the policy may"
    detail = (
        f"a {occasion.role} accepts scores up to {up_to.get(occasion.role, 0)} under"
        f" the policy, and the score is {score.product}. {who}"
    )
    raise NotAllowed(detail, rule=rule)


def _limits(occasion: Occasion) -> Iterator[tuple[str, Money]]:
    """Every limit that binds here; all of them have to be kept."""
    if occasion.limit is not None:
        yield "the limit of your grant", occasion.limit
    if occasion.lent is not None:
        yield "the limit of your delegation", occasion.lent
    levels = occasion.policies.levels
    mine = [level.up_to for level in levels if level.role == occasion.role]
    for limit in mine:
        yield f"the limit of a {occasion.role} under the policy", limit
    if levels and not mine:
        nothing = Money(amount=Decimal("0.00"), currency=levels[0].up_to.currency)
        yield f"the limit of a {occasion.role}, whom the policy does not name,", nothing


def _within(value: Money, limit: Money) -> bool:
    same = value.currency == limit.currency
    return value.amount == 0 or (same and abs(value.amount) <= limit.amount)


def _who_could(value: Money, occasion: Occasion) -> str:
    able = sorted(
        {lev.role for lev in occasion.policies.levels if _within(value, lev.up_to)}
    )
    if able:
        return (
            f"By the policy it takes: {', '.join(able)}, with a grant that reaches it"
        )
    if occasion.policies.levels:
        return "No role of the policy may approve as much; it takes a higher level"
    return "It takes somebody whose grant has a higher limit, or none"


def _said(money: Money) -> str:
    return f"{money.currency} {money.amount:,}"
