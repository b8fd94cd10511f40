"""Rows whose noun the register does not have yet: kept, and matched where they can be.

None of them is dropped: each is a row that can be found, with the contract and the
organisation that it is about.
"""

from api.imports.faults import noted
from api.imports.rows.draft import Draft, Drafting
from api.imports.rows.names import Unmatched

UNKNOWN_PAYEE = noted(
    "is a payee whom the register does not know",
    "nothing if no contract is held with them; else enter the organisation, or say"
    " which one it is",
)


def draft_payment(drafting: Drafting, draft: Draft) -> None:
    """A line of the ledger: who was paid, and for which contract if it says so."""
    if drafting.known_organisation(draft, "supplier") is not None:
        drafting.tell(draft, "supplier", UNKNOWN_PAYEE)
    if "contract" in draft.says or drafting.options.contract:
        _find_contract(drafting, draft)


def draft_other(drafting: Drafting, draft: Draft) -> None:
    """An action: the contract that it is about."""
    drafting.owner(draft, "owner")
    found = drafting.known_organisation(draft, "organisation")
    if found is not None:
        draft.unmatched.append(found)
    _find_contract(drafting, draft)


def _find_contract(drafting: Drafting, draft: Draft) -> None:
    named = draft.says.get("contract") or drafting.options.contract
    if not isinstance(named, str):
        return
    found = drafting.names.contract(named)
    if isinstance(found, Unmatched):
        draft.unmatched.append(found)
    else:
        draft.contract = found
