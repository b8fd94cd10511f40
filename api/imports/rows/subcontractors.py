"""Rows of a sheet of subcontractors: places in chains, under whom the sheet says."""

import re
from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from api.imports.faults import noted
from api.imports.rows.draft import Draft, Drafting
from api.imports.rows.names import NO_CONTRACT, NOBODY, Unmatched
from api.imports.rows.options import low
from domain.supply_chain.seat_commands import DeclareSeat

TOLD: Final = (
    "role",
    "annual_value",
    "payment_terms_days",
    "essential",
    "start",
    "end",
)
NO_PARENT: Final = "lies below the first tier, and the sheet does not say under whom"
NO_SHARE = noted(
    "is no share of the value", "write it as a percentage or a part: 20% or 0.2"
)
LEAD, FIRST = 1, 2
HUNDRED: Final = Decimal(100)


def draft_subcontractor(drafting: Drafting, draft: Draft) -> None:
    """What the row of a subcontractor asks for: a seat, where all its names are known.

    The lead is no subcontractor: its row is kept, like those that wait for a match.
    """
    drafting.owner(draft, "owner")
    found = drafting.known_organisation(draft, "organisation")
    if found is not None:
        draft.unmatched.append(found)
    named = draft.says.get("contract") or drafting.options.contract
    contract: Any = Unmatched("contract", "", NO_CONTRACT)
    if isinstance(named, str):
        contract = drafting.names.contract(named)
    if isinstance(contract, Unmatched):
        draft.unmatched.append(contract)
    else:
        draft.contract = contract
    above = _above(drafting, draft)
    share = _share(drafting, draft)
    if draft.unmatched or not above:
        return
    draft.noun = "seat"
    said = {name: draft.says[name] for name in TOLD if name in draft.says}
    draft.adoption = drafting.command(
        draft,
        DeclareSeat,
        **said,
        value_share=share,
        organisation_id=str(draft.organisation),
    )


def parents_first(drafts: Sequence[Draft]) -> list[Draft]:
    """Rows in an order in which whoever stands above comes before who stands below."""
    parents = {_name(draft, "organisation"): _name(draft, "parent") for draft in drafts}

    def depth(name: str) -> int:
        seen = set[str]()
        while name in parents and name not in seen:
            seen.add(name)
            name = parents[name]
        return len(seen)

    return sorted(drafts, key=lambda draft: depth(_name(draft, "organisation")))


def _above(drafting: Drafting, draft: Draft) -> bool:
    """Finds who stands above: by its name, else the lead by the tier.

    Of several of one name the one is meant that has a place in the chain. Returns
    whether the row has a place at all: the lead's own is none.
    """
    parent, tier = draft.says.get("parent"), _tier(draft)
    if isinstance(parent, str):
        draft.above = drafting.names.called(parent)
        if not draft.above:
            draft.unmatched.append(Unmatched("supplier", parent, NOBODY))
        return True
    if tier is not None and tier > FIRST:
        draft.unmatched.append(Unmatched("supplier", "", NO_PARENT))
    return tier != LEAD


def _tier(draft: Draft) -> int | None:
    written = re.search("[0-9]+", str(draft.says.get("tier", "")))
    return int(written[0][:3]) if written else None


def _share(drafting: Drafting, draft: Draft) -> str | None:
    """The share as a part of one: 20, 20% and 0.2 are the same share."""
    written = draft.says.get("value_share")
    if not isinstance(written, str):
        return None
    column = drafting.sheet.column_of("value_share")
    header = column.column.name if column else ""
    try:
        share = Decimal(written.replace("%", "").strip())
    except InvalidOperation:
        drafting.tell(draft, "value_share", NO_SHARE)
        return None
    percent = "%" in written + header or "percent" in low(header)
    if percent or share > 1:
        share /= HUNDRED
    if not 0 <= share <= 1:
        drafting.tell(draft, "value_share", NO_SHARE)
        return None
    return f"{share.quantize(Decimal('0.000001')):f}"


def _name(draft: Draft, field: str) -> str:
    said = draft.says.get(field)
    return low(said) if isinstance(said, str) else ""
