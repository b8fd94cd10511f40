"""How much somebody may approve: the grant's limit and the levels of the policy."""

from collections.abc import Iterator
from decimal import Decimal

from domain.errors import NotAllowed
from domain.occasion import Occasion
from domain.values import Money, NotApplicable

# Where to say what a thing is worth that somebody is to approve.
_SAY = {
    "the change": "Assess its value_delta first",
    "the contract": "Establish its annual_value first",
}


def refuse_beyond_limit(
    value: object, occasion: Occasion, rule: str, *, what: str = "the change"
) -> None:
    """Refuses to approve more than one may; a cut counts like a rise of its size.

    `value` is what is approved: Money, or why there is none. What does not apply is
    worth nothing; what nobody knows is within no limit. `what` is worth it.
    """
    for whose, limit in _limits(occasion):
        if isinstance(value, NotApplicable):
            continue
        if not isinstance(value, Money):
            detail = (
                f"{whose} is {_said(limit)}, and nobody has said what {what} is"
                f" worth. {_SAY[what]}"
            )
            raise NotAllowed(detail, rule=rule)
        if not _within(value, limit):
            detail = (
                f"{whose} is {_said(limit)}, and {what} is worth {_said(value)}."
                f" {_who_could(value, occasion)}"
            )
            raise NotAllowed(detail, rule=rule)


def _limits(occasion: Occasion) -> Iterator[tuple[str, Money]]:
    """Every limit that binds here; all of them have to be kept."""
    if occasion.limit is not None:
        yield "the limit of your grant", occasion.limit
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
