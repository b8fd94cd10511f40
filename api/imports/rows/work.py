"""What a risk sheet says is done about a risk: its response, controls and actions."""

from collections.abc import Sequence
from typing import Any, Final, NamedTuple
from uuid import UUID

from api.imports.faults import noted
from domain.log.desk import WritingDesk
from domain.risk.response import plan_response
from domain.risk.response_commands import PlanResponse
from domain.risk.risk import Risk
from domain.risk.work import add_action, add_control
from domain.risk.work_commands import AddAction, AddControl

# What takes nothing but somebody's word; to tolerate a risk takes an acceptance, and
# to pass it on whoever bears it from then on, which no sheet has a column for.
PLAIN: Final = frozenset({"treat", "terminate", "take"})
NEEDS_MORE: Final = noted(
    "is a response that takes more than a word",
    "accept the risk, or say to whom and by which contract it is transferred;"
    " until then the word is kept as it stands and can be found",
    stays=True,
)


class Work(NamedTuple):
    """What is in place against a risk, and what is to be done."""

    response: str | None = None
    controls: Sequence[str] = ()
    actions: Sequence[str] = ()
    owner: str | None = None
    due: Any = None


def carry_on(desk: WritingDesk, stream: UUID, work: Work) -> None:
    """Records the work on a risk that was just taken on."""
    commands: list[tuple[Any, Any]] = []
    if work.response is not None:
        said = {"response": work.response, "reason": "As its source says"}
        commands.append((plan_response, PlanResponse.model_validate(said)))
    commands += (
        (add_control, AddControl(title=title, in_place=True)) for title in work.controls
    )
    to_do = {"owner": work.owner, "due": work.due}
    told = {name: value for name, value in to_do.items() if value is not None}
    commands += (
        (add_action, AddAction.model_validate({"title": title, **told}))
        for title in work.actions
    )
    for decide, command in commands:
        risk = desk.read(Risk, stream)
        desk.authorise(f"{decide.__name__}_risk", risk)
        desk.record(Risk, stream, decide(risk, command, desk.occasion(command)))
