"""KPIs: proposed, agreed, measured, checked, rated, published, retired."""

from starlette.responses import Response

from api.call import Asked, Named
from api.commenting import add_comment
from api.operation import operations
from api.readings import add_readings
from domain.described import EnterInError, Restore
from domain.kpi import measuring
from domain.kpi.commands import (
    AgreeKpi,
    AssessKpi,
    CorrectKpi,
    DescribeKpi,
    MeasureKpi,
    ProposeKpi,
    PublishKpi,
    QueryKpi,
    RetireKpi,
    ReviseKpi,
    VerifyKpi,
)
from domain.kpi.kpi import Kpi
from domain.performance import propose_kpi
from domain.performance import revise_kpi as revise

router = operations("/kpis", "kpis")


@router.post("", status_code=201)
async def create_kpi(call: Asked, command: ProposeKpi) -> Response:
    """Enters a KPI of a contract, or of one place in its chain: a title is enough."""
    return await call.begin_act(Kpi, propose_kpi, command)


@router.post("/{id}/agree")
async def agree_kpi(call: Asked, thing: Named, command: AgreeKpi) -> Response:
    """Says that both sides agreed: what it aims at moves by a change from now on."""
    return await call.decide(Kpi, thing, Kpi.agree, command)


@router.post("/{id}/revise")
async def revise_kpi(call: Asked, thing: Named, command: ReviseKpi) -> Response:
    """Moves what was agreed, by an approved change of the same contract."""
    return await call.act(Kpi, thing, revise, command)


@router.post("/{id}/measure")
async def measure_kpi(call: Asked, thing: Named, command: MeasureKpi) -> Response:
    """Records what it came to in a period; said anew, the later counts."""
    return await call.decide(Kpi, thing, measuring.measure, command)


@router.post("/{id}/verify")
async def verify_kpi(call: Asked, thing: Named, command: VerifyKpi) -> Response:
    """Says that a figure was checked and is right; never by who entered it."""
    return await call.decide(Kpi, thing, measuring.verify, command)


@router.post("/{id}/query")
async def query_kpi(call: Asked, thing: Named, command: QueryKpi) -> Response:
    """Says what is doubtful about a figure."""
    return await call.decide(Kpi, thing, measuring.query, command)


@router.post("/{id}/assess")
async def assess_kpi(call: Asked, thing: Named, command: AssessKpi) -> Response:
    """Rates the performance in a period of at most twelve months."""
    return await call.decide(Kpi, thing, measuring.assess, command)


@router.post("/{id}/publish")
async def publish_kpi(call: Asked, thing: Named, command: PublishKpi) -> Response:
    """Records that the last assessment was published."""
    return await call.decide(Kpi, thing, measuring.publish, command)


@router.post("/{id}/retire")
async def retire_kpi(call: Asked, thing: Named, command: RetireKpi) -> Response:
    """Says that it is measured no more; its figures stay."""
    return await call.decide(Kpi, thing, Kpi.retire, command)


@router.post("/{id}/describe")
async def describe_kpi(call: Asked, thing: Named, command: DescribeKpi) -> Response:
    """Says something new that describes the KPI."""
    return await call.decide(Kpi, thing, Kpi.describe, command)


@router.post("/{id}/correct")
async def correct_kpi(call: Asked, thing: Named, command: CorrectKpi) -> Response:
    """Puts right what was recorded wrongly; the history keeps what was wrong."""
    return await call.decide(Kpi, thing, Kpi.correct, command)


@router.post("/{id}/enter-in-error")
async def enter_in_error_kpi(
    call: Asked, thing: Named, command: EnterInError
) -> Response:
    """Takes a KPI that never was out of lists and figures."""
    return await call.decide(Kpi, thing, Kpi.enter_in_error, command)


@router.post("/{id}/restore")
async def restore_kpi(call: Asked, thing: Named, command: Restore) -> Response:
    """Brings back a KPI that was taken out as entered in error."""
    return await call.decide(Kpi, thing, Kpi.restore, command)


add_comment(router, Kpi)
add_readings(router, "kpi", "kpis")
