"""Supply chains: who delivers a contract through whom, and on what terms."""

from functools import partial

from starlette.responses import Response

from api.call import Asked, Named
from api.chain_readings import answer_chain, answer_chain_file, answer_chain_history
from api.operation import operations
from api.readings import add_readings
from api.supply_chain import answer_act, checked, deciding, record, returning
from domain.log.desk import WritingDesk
from domain.supply_chain import seat_decisions as seats
from domain.supply_chain import seat_mending as mending
from domain.supply_chain import seat_returns as returns
from domain.supply_chain.commands import (
    ChangeLead,
    DiscloseNone,
    DissolveConsortium,
    FormConsortium,
    JudgePrinciple,
    SetGroups,
    SetMembers,
)
from domain.supply_chain.seat_commands import (
    AmendSeat,
    ApproveSeat,
    CorrectSeat,
    DeclareSeat,
    EndSeat,
    EnterSeatInError,
    ReplaceSeat,
    RestoreSeat,
    ResumeSeat,
    SuspendSeat,
)
from domain.supply_chain.seat_groups import set_groups
from domain.supply_chain.seat_returns import (
    AttestSeat,
    ReportPayments,
    ReportVolumes,
    SpotCheck,
)
from domain.supply_chain.supply_chain import SupplyChain

router = operations("/contracts", "supply-chain")
seats_router = operations("/seats", "seats")
add_readings(seats_router, "seat", "seats")


@router.post("/{id}/supply-chain/declare")
async def declare_seat(call: Asked, thing: Named, command: DeclareSeat) -> Response:
    """Records that an organisation has a seat; the new one is the last of `seats`."""
    decide = partial(seats.declare, call.new_stream())
    return await answer_act(call, thing, command, deciding(command, decide))


@router.post("/{id}/supply-chain/approve")
async def approve_seat(call: Asked, thing: Named, command: ApproveSeat) -> Response:
    """Consents to who holds a seat, on a fresh check of the debarment list."""

    def work(desk: WritingDesk, chain: SupplyChain) -> None:
        occasion = desk.occasion(command)
        seat = seats.seat_of(chain, command.seat_id)
        look = checked(desk, seat)
        record(desk, chain, mending.approve(look, chain, command, occasion), occasion)

    return await answer_act(call, thing, command, work)


@router.post("/{id}/supply-chain/amend")
async def amend_seat(call: Asked, thing: Named, command: AmendSeat) -> Response:
    """Records which other terms hold, or under which other seat it stands."""
    return await answer_act(call, thing, command, deciding(command, seats.amend))


@router.post("/{id}/supply-chain/correct")
async def correct_seat(call: Asked, thing: Named, command: CorrectSeat) -> Response:
    """Puts right what was recorded of a seat; the history keeps what was wrong."""
    return await answer_act(call, thing, command, deciding(command, mending.correct))


@router.post("/{id}/supply-chain/suspend")
async def suspend_seat(call: Asked, thing: Named, command: SuspendSeat) -> Response:
    """Records that nothing is delivered from a seat for the time being."""
    return await answer_act(call, thing, command, deciding(command, seats.suspend))


@router.post("/{id}/supply-chain/resume")
async def resume_seat(call: Asked, thing: Named, command: ResumeSeat) -> Response:
    """Records that a suspended seat delivers again."""
    return await answer_act(call, thing, command, deciding(command, seats.resume))


@router.post("/{id}/supply-chain/replace")
async def replace_seat(call: Asked, thing: Named, command: ReplaceSeat) -> Response:
    """Records that another organisation has the seat; what stood under it stays."""
    decide = partial(seats.replace, call.new_stream())
    return await answer_act(call, thing, command, deciding(command, decide))


@router.post("/{id}/supply-chain/end")
async def end_seat(call: Asked, thing: Named, command: EndSeat) -> Response:
    """Records that a seat is over, and since which day."""
    return await answer_act(call, thing, command, deciding(command, seats.end))


@router.post("/{id}/supply-chain/enter-in-error")
async def enter_in_error_seat(
    call: Asked, thing: Named, command: EnterSeatInError
) -> Response:
    """Takes a seat that never was out of the chain; the history keeps it."""
    work = deciding(command, mending.enter_in_error)
    return await answer_act(call, thing, command, work)


@router.post("/{id}/supply-chain/restore")
async def restore_seat(call: Asked, thing: Named, command: RestoreSeat) -> Response:
    """Brings back a seat that was taken out as entered in error."""
    return await answer_act(call, thing, command, deciding(command, mending.restore))


@router.post("/{id}/supply-chain/attest")
async def attest_seat(call: Asked, thing: Named, command: AttestSeat) -> Response:
    """Records what one side says the terms are, or that nothing has changed."""
    day = call.service.today()
    work = returning(
        command,
        lambda side, seat: partial(returns.attest, side, seat.terms(day)),
    )
    return await answer_act(call, thing, command, work)


@router.post("/{id}/supply-chain/report-volumes")
async def report_volumes_seat(
    call: Asked, thing: Named, command: ReportVolumes
) -> Response:
    """Records what was planned and delivered from a seat in a period."""
    work = returning(command, lambda side, _: partial(returns.report, side))
    return await answer_act(call, thing, command, work)


@router.post("/{id}/supply-chain/report-payments")
async def report_payments_seat(
    call: Asked, thing: Named, command: ReportPayments
) -> Response:
    """Records how a seat was paid in a period, as either end tells it."""
    work = returning(command, lambda side, _: partial(returns.report, side))
    return await answer_act(call, thing, command, work)


@router.post("/{id}/supply-chain/spot-check")
async def spot_check_seat(call: Asked, thing: Named, command: SpotCheck) -> Response:
    """Records that somebody of the council looked at the papers of a seat."""
    work = returning(command, lambda _, __: returns.spot_check)
    return await answer_act(call, thing, command, work)


@router.post("/{id}/supply-chain/disclose-none")
async def disclose_none_chain(
    call: Asked, thing: Named, command: DiscloseNone
) -> Response:
    """Records that nobody is below: below the lead, or below one seat."""
    work = deciding(command, seats.disclose_none)
    return await answer_act(call, thing, command, work)


@router.post("/{id}/supply-chain/form-consortium")
async def form_consortium_chain(
    call: Asked, thing: Named, command: FormConsortium
) -> Response:
    """Records that several organisations deliver the contract together."""
    work = deciding(command, SupplyChain.form_consortium)
    return await answer_act(call, thing, command, work)


@router.post("/{id}/supply-chain/set-members")
async def set_members_chain(call: Asked, thing: Named, command: SetMembers) -> Response:
    """Records who the partners are from a day on: the whole table of shares."""
    work = deciding(command, SupplyChain.set_members)
    return await answer_act(call, thing, command, work)


@router.post("/{id}/supply-chain/set-groups")
async def set_groups_chain(call: Asked, thing: Named, command: SetGroups) -> Response:
    """Records which seats stand in for one another, and how many are needed."""
    return await answer_act(call, thing, command, deciding(command, set_groups))


@router.post("/{id}/supply-chain/change-lead")
async def change_lead_chain(call: Asked, thing: Named, command: ChangeLead) -> Response:
    """Records that another organisation leads the chain."""
    work = deciding(command, SupplyChain.change_lead)
    return await answer_act(call, thing, command, work)


@router.post("/{id}/supply-chain/dissolve")
async def dissolve_chain(
    call: Asked, thing: Named, command: DissolveConsortium
) -> Response:
    """Records that the consortium is no more."""
    work = deciding(command, SupplyChain.dissolve)
    return await answer_act(call, thing, command, work)


@router.post("/{id}/supply-chain/judge-principle")
async def judge_chain(call: Asked, thing: Named, command: JudgePrinciple) -> Response:
    """Records whether a principle of good chains is met here, and by what."""
    work = deciding(command, SupplyChain.judge)
    return await answer_act(call, thing, command, work)


@router.get("/{id}/supply-chain")
async def get_chain(call: Asked, thing: Named) -> Response:
    """Who leads, who the partners are, every seat with its terms, how much is known."""
    return await answer_chain(call, thing)


@router.get("/{id}/supply-chain.csv")
async def get_chain_csv(call: Asked, thing: Named) -> Response:
    """The seats of a chain as a CSV file."""
    return await answer_chain_file(call, thing, "csv")


@router.get("/{id}/supply-chain.xlsx")
async def get_chain_xlsx(call: Asked, thing: Named) -> Response:
    """The seats of a chain as an Excel workbook."""
    return await answer_chain_file(call, thing, "xlsx")


@router.get("/{id}/supply-chain/history")
async def get_chain_history(call: Asked, thing: Named) -> Response:
    """All that was recorded of a chain and returned of its seats, in order."""
    return await answer_chain_history(call, thing)
