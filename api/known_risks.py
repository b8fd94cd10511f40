"""The known risks of a contract: read as of a day, then frozen; and read as frozen."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from starlette.responses import Response

from api.call import Call
from api.naming import read_id, read_name
from api.query import CLOCKS, read_query
from api.readings import found
from api.replies import list_reply
from api.rights import reach_through
from domain.contract.contract import Contract
from domain.contract.life import award
from domain.contract.life_commands import AwardContract
from domain.errors import NotFound, RuleBroken, UnknownReference
from domain.facts.contract_known_risks import KnownRisk
from domain.known_risks import FreezeKnownRisks, Snapshot, freeze_known_risks
from domain.log.admitting import admit
from domain.log.desk import WritingDesk
from domain.rights import Reach
from domain.values import Score
from projections.known_risks import named_risks, open_risks, snapshots
from projections.london import end_of
from projections.view import View

Json = dict[str, Any]
SCORES = ("current", "inherent", "target")


async def answer_freeze(call: Call, named: str, command: FreezeKnownRisks) -> Response:
    """Freezes what was known on a day; the reply is the contract."""
    thing = read_id(Contract, named)
    read = await call.look(lambda: _read(call, named, command))

    def act(desk: WritingDesk) -> UUID:
        stream, contract = admit(desk, call.operation, Contract, thing)
        desk.match(stream)
        frozen = freeze_known_risks(contract, command, read, desk.occasion(command))
        desk.record(Contract, stream, frozen)
        return stream

    return await call.submit(Contract, act)


async def answer_award(call: Call, named: str, command: AwardContract) -> Response:
    """Records who got the contract, and freezes what was known on that day.

    INV-C1: without an open risk there is nothing to freeze.
    """
    thing = read_id(Contract, named)
    freeze = FreezeKnownRisks(on=command.awarded_on)
    read = await call.look(lambda: _read_if_there(call, named, freeze))

    def act(desk: WritingDesk) -> UUID:
        stream, contract = admit(desk, call.operation, Contract, thing)
        desk.match(stream)
        occasion = desk.occasion(command)
        first = contract.held("awarded_on") is None
        awarded = award(contract, command, occasion)
        desk.record(Contract, stream, awarded)
        if awarded and first and read is not None and read.risks:
            now = desk.read(Contract, stream)
            frozen = freeze_known_risks(now, freeze, read, occasion)
            desk.record(Contract, stream, frozen)
        return stream

    hints = (thing,) if isinstance(thing, UUID) else ()
    return await call.submit(Contract, act, hints=hints)


async def answer_snapshots(call: Call, named: str) -> Response:
    """Every snapshot of a contract, the first first."""
    return await answer_of_contract(call, named, snapshots)


async def answer_of_contract(
    call: Call, named: str, asked: Callable[[View, str], list[Json]]
) -> Response:
    """All that a contract has of something that is read with it."""

    def answer() -> Response:
        clocks = call.service.travel.read(read_query(call.query, CLOCKS).single)
        name = read_name(Contract.prefix, named)
        view, items = found(call, clocks, lambda seen: asked(seen, name))
        content = {"items": items, "position": view.position}
        return list_reply(call.if_none_match, view, clocks, content, items)

    return await call.elsewhere(answer)


def _read_if_there(
    call: Call, named: str, command: FreezeKnownRisks
) -> Snapshot | None:
    """What was known of a contract that is there by now: one of a batch may not be."""
    try:
        return _read(call, named, command)
    except NotFound:
        return None


def _read(call: Call, named: str, command: FreezeKnownRisks) -> Snapshot:
    """What the register knew at the end of the day, by what the caller may see."""
    service, today = call.service, call.service.today()
    seen = reach_through(call.principal(), "get_contract", today)
    with service.reading(seen) as view:
        contract = view.one("contract", read_name(Contract.prefix, named))
        position = view.position
        ids = [str(each) for each in command.risk_ids or ()]
        _refuse_others(contract["id"], ids, named_risks(view, ids))
    on = command.on or _awarded(contract, today)
    if on < today:
        position = min(position, service.register.reading.position_at(end_of(on)))
    known = _known(call, seen, (position, min(on, today)), contract["id"])
    if command.risk_ids is not None:
        known = {each: known.get(each, {}) for each in ids}
    risks = tuple(_frozen(each, known[each]) for each in known)
    return Snapshot(on, position, risks)


def _awarded(contract: Json, today: date) -> date:
    """The day of the award, or today where there was none."""
    awarded = contract["awarded_on"]
    if not isinstance(awarded, str) or awarded > today.isoformat():
        return today
    return date.fromisoformat(awarded)


def _known(
    call: Call, seen: Reach, at: tuple[int, date], contract: str
) -> dict[str, Json]:
    """The open risks of the contract at a position; before the first there is none."""
    position, day = at
    if position < 1:
        return {}
    with call.service.reading(seen, position, day) as view:
        return {risk["id"]: risk for risk in open_risks(view, contract)}


def _frozen(risk_id: str, known: Json) -> KnownRisk:
    scores = {
        name: Score(likelihood=said["likelihood"], impact=said["impact"])
        for name in SCORES
        if (said := known.get(name)) is not None
    }
    version = known.get("matrix_version") if scores else None
    return KnownRisk(risk_id=UUID(risk_id), matrix_version=version, **scores)


def _refuse_others(contract: str, ids: Sequence[str], risks: dict[str, Json]) -> None:
    """Refuses what is no risk of the contract, and what not everybody may read."""
    for place, each in enumerate(ids):
        pointer = f"/risk_ids/{place}"
        risk = risks.get(each)
        if risk is None:
            detail = f"there is no risk {each}, or none that you may know of"
            raise UnknownReference(detail, pointer=pointer)
        if risk["contract_id"] != contract or risk["handling"] != "normal":
            detail = (
                f"{risk['reference']} hangs on something else, or is restricted: a"
                " snapshot holds risks of its contract that a notice may name"
            )
            raise RuleBroken(detail, rule="known-risk", pointer=pointer)
