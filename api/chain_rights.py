"""Who may ask for figures across chains, and why others may not."""

from typing import Final

from api.call import Call
from api.rights import require
from domain.errors import NotAllowed
from domain.operations import OUTSIDERS

WHY: Final = (
    "Figures across chains are made of what others are paid and on what terms, and by"
    " them a provider could tell those of a rival. Your own part is at"
    " /v1/contracts/{id}/supply-chain and /v1/supply-chain/graph"
)


def require_figures(call: Call) -> None:
    """Refuses who may not ask this of all chains, and says why. Raises NotAllowed."""
    principal, today = call.principal(), call.service.today()
    try:
        require(principal, call.right, today)
    except NotAllowed as refused:
        roles = {grant.role for grant in principal.holding(today)}
        if not roles & OUTSIDERS:
            raise
        detail = f"{refused.detail}. {WHY}"
        raise NotAllowed(detail, rule=refused.named_rule) from None
