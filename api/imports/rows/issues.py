"""Rows of an issue log: issues to take on, as far along as the sheet says."""

from typing import Final

from api.imports.rows.draft import Draft, Drafting
from api.imports.rows.names import NO_CONTRACT, Unmatched
from domain.issue.commands import AdoptIssue

TOLD: Final = frozenset(
    {"title", "type", "priority", "owner", "due", "status", "handling"}
)


def draft_issue(drafting: Drafting, draft: Draft) -> None:
    """What the row of an issue asks for; it hangs on the contract that it names."""
    drafting.owner(draft, "owner")
    draft.handling = str(draft.says.get("handling", "normal"))
    draft.noun = "issue"
    named = draft.says.get("contract") or drafting.options.contract
    if not isinstance(named, str):
        draft.unmatched.append(Unmatched("contract", "", NO_CONTRACT))
        return
    found = drafting.names.contract(named)
    if isinstance(found, Unmatched):
        draft.unmatched.append(found)
        return
    draft.contract = found
    said = {name: draft.says[name] for name in TOLD & draft.says.keys()}
    draft.adoption = drafting.command(draft, AdoptIssue, **said, contract_id=str(found))
