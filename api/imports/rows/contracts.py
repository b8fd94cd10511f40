"""Rows of a contracts register: contracts to take on, or that the register has."""

from typing import Final
from uuid import UUID

from api.imports.faults import unknown
from api.imports.rows.draft import Draft, Drafting
from api.imports.rows.names import SEVERAL, Unmatched
from domain.contract.commands import AdoptContract

OWNERS: Final = ("contract_manager", "commissioner")
FIELDS: Final = frozenset(AdoptContract.model_fields) - AdoptContract.common

BEFORE_START = unknown(
    "lies before the start", "check both dates; until then the end is not known"
)


def draft_contract(drafting: Drafting, draft: Draft) -> None:
    """What the row of a contract asks for."""
    drafting.supplier(draft)
    for name in OWNERS:
        drafting.owner(draft, name)
    _refuse_end(drafting, draft)
    if draft.organisation is not None:
        draft.says["provider_id"] = str(draft.organisation)
    draft.noun = "contract"
    found = _found(drafting, draft)
    if isinstance(found, Unmatched):
        draft.unmatched.append(found)
        return
    draft.existing = found
    if found is None:
        said = {name: draft.says[name] for name in FIELDS & draft.says.keys()}
        draft.adoption = drafting.command(draft, AdoptContract, **said)


def _found(drafting: Drafting, draft: Draft) -> UUID | Unmatched | None:
    """The contract that the register has under the number, or without one the title."""
    number = draft.says.get("contract_number")
    named = number if isinstance(number, str) else str(draft.says["title"])
    found = drafting.names.contract(named)
    if isinstance(found, Unmatched):
        return found if found.why == SEVERAL else None
    return found


def _refuse_end(drafting: Drafting, draft: Draft) -> None:
    """An end before the start is no date: the row is taken without it."""
    start, end = draft.says.get("start"), draft.says.get("end")
    if isinstance(start, str) and isinstance(end, str) and end < start:
        del draft.says["end"]
        drafting.tell(draft, "end", BEFORE_START)
