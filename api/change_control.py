"""Acts on a change that look something up first: what else there is, and evidence."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import select
from starlette.responses import Response

from api.call import Call
from api.naming import read_id, read_name
from api.rights import NOTHING, reach_through
from domain.change.change import ChangeRequest
from domain.change.commands import ApproveChange
from domain.change.control_commands import ReflectChange
from domain.change_approval import approve_change
from domain.change_evidence import Looked, reflect_change
from domain.event import Recorded
from domain.log.admitting import admit
from domain.log.desk import WritingDesk
from domain.rights import Reach
from projections.view import View


async def answer_approve(call: Call, named: str, command: ApproveChange) -> Response:
    """Approves a change, with an eye on the others of its contract.

    Which these are is looked up before; how each stands is asked again in the act.
    """
    thing = read_id(ChangeRequest, named)
    others = await call.beforehand(lambda: _others(call, named))

    def act(desk: WritingDesk) -> UUID:
        stream, _ = admit(desk, call.operation, ChangeRequest, thing)
        desk.match(stream)
        approve_change(desk, stream, command, others)
        return stream

    return await call.submit(ChangeRequest, act)


async def answer_reflect(call: Call, named: str, command: ReflectChange) -> Response:
    """Records that an artefact follows a change, if the log bears the evidence out."""
    thing = read_id(ChangeRequest, named)
    looked = await call.beforehand(lambda: _look(call, command))

    def act(desk: WritingDesk) -> UUID:
        stream, _ = admit(desk, call.operation, ChangeRequest, thing)
        desk.match(stream)
        reflect_change(desk, stream, command, looked)
        return stream

    return await call.submit(ChangeRequest, act)


def _reach(call: Call) -> Reach:
    return reach_through(call.principal(), "get_change", call.service.today())


def _others(call: Call, named: str) -> tuple[UUID, ...]:
    """The changes of the contract that a change is of; none for one not to be found."""
    with call.service.reading(NOTHING) as view:
        name = read_name(ChangeRequest.prefix, named)
        change = view.things.find(view.connection, "change", name)
        rows = view.pages.alive("change", view.pin)
        of = select(rows.c.contract_id).where(rows.c.id == change)
        wanted = select(rows.c.id).where(
            rows.c.contract_id.in_(of), rows.c.in_error == 0
        )
        found = view.connection.execute(wanted, view.pin.params)
        return tuple(UUID(row[0]) for row in found)


def _look(call: Call, command: ReflectChange) -> Looked:
    said = command.evidence
    if said.event is not None:
        event = _event(call, said.event)
        with call.service.reading(_reach(call)) as view:
            return Looked(event=event if _may_know(view, event) else None)
    if said.document is not None:
        with call.service.reading(_reach(call)) as view:
            return Looked(alike=tuple(_alike(view, str(said.document))))
    return Looked()


def _event(call: Call, position: int) -> Recorded[Any] | None:
    """What is recorded at a position; nothing beyond the head."""
    found = call.service.register.reading.recorded(position - 1, 1)
    return found[0] if found else None


def _may_know(view: View, event: Recorded[Any] | None) -> bool:
    """Whether it is of a risk that the caller reads, and everybody may know of."""
    if event is None:
        return False
    risks = view.rows("risk", [str(event.stream)])
    model = view.schema.models["risk"]
    normal = any(model.read(row, "handling") == "normal" for row in risks)
    return normal and str(event.stream) in view.readable("risk", {str(event.stream)})


def _alike(view: View, document: str) -> Sequence[UUID]:
    """Other documents of the same contract with the same bytes."""
    rows = view.pages.alive("document", view.pin)
    own = select(rows.c.contract_id, rows.c.sha256).where(rows.c.id == document)
    found = view.connection.execute(own, view.pin.params).first()
    if found is None or found.sha256 is None:
        return ()
    alike = select(rows.c.id).where(
        rows.c.contract_id == found.contract_id,
        rows.c.sha256 == found.sha256,
        rows.c.id != document,
        rows.c.in_error == 0,
    )
    return [UUID(row[0]) for row in view.connection.execute(alike, view.pin.params)]
