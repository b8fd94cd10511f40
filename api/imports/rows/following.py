"""What the register takes over from a row of a thing that it has, and what is kept."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final
from uuid import UUID

from api.imports.rows.differences import Difference, compared, held_by
from api.imports.rows.draft import Draft, spelt
from api.imports.rows.sharing import Shared
from domain.contract.commands import DescribeContract, EstablishContract
from domain.contract.contract import Contract
from domain.facts.source_row import RowContent
from domain.issue.commands import DescribeIssue
from domain.issue.issue import Issue
from domain.log.desk import WritingDesk
from domain.occasion import Command
from domain.risk.commands import DescribeRisk
from domain.risk.risk import Risk
from domain.source_row import TakeRow

THINGS: Final[Mapping[str, type[Any]]] = {
    "contract": Contract,
    "risk": Risk,
    "issue": Issue,
}
DESCRIBE: Final[Mapping[str, type[Command]]] = {
    "contract": DescribeContract,
    "risk": DescribeRisk,
    "issue": DescribeIssue,
}


def follow(
    desk: WritingDesk,
    shared: Shared,
    draft: Draft,
    thing: UUID,
    before: dict[str, Any],
) -> tuple[Difference, ...]:
    """What the register takes over from a row of a thing that it has."""
    noun = draft.noun or ""
    state: Any = desk.read(THINGS[noun], thing)
    if state.entered_in_error:  # a person has taken that back
        return ()
    held = held_by(state, state.timeline.at(date.max))
    taken = compared(noun, state, held, before, draft.says)
    if taken.describe:
        command = DESCRIBE[noun].model_validate(taken.describe)
        desk.authorise(f"describe_{noun}", state)
        desk.record(type(state), thing, state.describe(command, desk.occasion(command)))
    if taken.establish:
        found = {
            **taken.establish,
            "source": f"{shared.file_name}, row {draft.row.number}",
        }
        established = EstablishContract.model_validate(found)
        state = desk.read(THINGS[noun], thing)
        desk.authorise(f"establish_{noun}", state)
        facts = state.establish(established, desk.occasion(established))
        desk.record(type(state), thing, facts)
    return taken.differences


def row_command(
    kind: type[Any],
    shared: Shared,
    draft: Draft,
    became: UUID | None,
    *,
    was: RowContent | None = None,
    **more: Any,
) -> Any:
    """What is kept of a row; whose it `was` known to be it stays."""
    contract = became if draft.noun == "contract" else draft.contract
    said = {
        "import_id": shared.import_id,
        "row": draft.row.number,
        "sheet": shared.sheet[:100].strip() or None,
        "content_hash": draft.content_hash,
        "says": spelt(draft.says),
        "unmapped": spelt(draft.unmapped) if draft.unmapped else None,
        "became": draft.noun if became is not None else None,
        "became_id": became,
        "contract_id": contract or (was and was.contract_id),
        "organisation_id": draft.organisation or (was and was.organisation_id),
        "amount": draft.says.get("amount"),
        "dated": draft.says.get("paid_on"),
        **more,
    }
    if kind is TakeRow:
        said |= {"kind": shared.kind, "source": shared.source, "key": draft.key}
    told = {name: value for name, value in said.items() if _is_value(value)}
    return kind.model_validate(told)


def _is_value(value: Any) -> bool:
    """Whether a column of its own can hold it; why there is none stays in `says`."""
    gap = isinstance(value, dict) and ("unknown" in value or "not_applicable" in value)
    return value is not None and not gap
