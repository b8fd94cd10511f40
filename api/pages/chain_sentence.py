"""The supply chain in a sentence, for who answers for it: how much, and how known."""

from decimal import Decimal
from typing import Any, NamedTuple

from api.pages.frame import roles_of
from api.pages.lines import Looking
from projections.chain.answers.frame import frame
from projections.chain.assembling import chains_at
from projections.chain.standing import Which

ADDRESS = "/supply-chain"
_RIGHT = "get_supply_chain_concentration"


class ChainSentence(NamedTuple):
    """Its figures, and the page that they lead to."""

    contracts: int
    places: int
    amount: Decimal
    known: int | None
    unknown_values: int
    address: str


def chain_sentence(looking: Looking) -> ChainSentence | None:
    """The sentence, None for who does not answer for it, or where there is none."""
    if "commissioner" not in roles_of(looking.call):
        return None
    view = looking.through(_RIGHT)
    told: dict[str, Any] = frame(view, chains_at(view, Which()))
    if not told["contracts"]:
        return None
    share = told["coverage"]
    return ChainSentence(
        contracts=told["contracts"],
        places=told["seats"],
        amount=Decimal(told["value"]["amount"]),
        known=None if share is None else int(Decimal(share) * 100),
        unknown_values=told["unknown"]["contract_values"],
        address=looking.page(ADDRESS),
    )
