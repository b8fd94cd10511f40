"""Contracts: entered, taken on, filled in, amended."""

from starlette.responses import Response

from api.call import Asked, Named
from api.commenting import add_comment
from api.operation import operations
from api.readings import add_readings
from domain.contract.commands import (
    AdoptContract,
    AmendTerms,
    CorrectContract,
    DescribeContract,
    EstablishContract,
    RegisterContract,
)
from domain.contract.contract import Contract
from domain.described import EnterInError, Restore

router = operations("/contracts", "contracts")


@router.post("", status_code=201)
async def create_contract(call: Asked, command: RegisterContract) -> Response:
    """Enters a contract: a title is enough. Its manager is who enters it as one."""
    return await call.begin(Contract, Contract.register, command)


@router.post("/adopt", status_code=201)
async def adopt_contract(call: Asked, command: AdoptContract) -> Response:
    """Brings in a contract as it stood before the register, in any state."""
    return await call.begin(Contract, Contract.adopt, command)


@router.post("/{id}/establish")
async def establish_contract(
    call: Asked, thing: Named, command: EstablishContract
) -> Response:
    """Says what had not been known of a contract, and from what source it is known."""
    return await call.decide(Contract, thing, Contract.establish, command)


@router.post("/{id}/amend-terms")
async def amend_terms_contract(
    call: Asked, thing: Named, command: AmendTerms
) -> Response:
    """Changes the terms of a contract that has not started."""
    return await call.decide(Contract, thing, Contract.amend_terms, command)


@router.post("/{id}/describe")
async def describe_contract(
    call: Asked, thing: Named, command: DescribeContract
) -> Response:
    """Says something new that describes the contract."""
    return await call.decide(Contract, thing, Contract.describe, command)


@router.post("/{id}/correct")
async def correct_contract(
    call: Asked, thing: Named, command: CorrectContract
) -> Response:
    """Puts right what was recorded wrongly; the history keeps what was wrong."""
    return await call.decide(Contract, thing, Contract.correct, command)


@router.post("/{id}/enter-in-error")
async def enter_in_error_contract(
    call: Asked, thing: Named, command: EnterInError
) -> Response:
    """Takes a contract that never was out of lists and figures."""
    return await call.decide(Contract, thing, Contract.enter_in_error, command)


@router.post("/{id}/restore")
async def restore_contract(call: Asked, thing: Named, command: Restore) -> Response:
    """Brings back a contract that was taken out as entered in error."""
    return await call.decide(Contract, thing, Contract.restore, command)


add_comment(router, Contract)
add_readings(router, "contract", "contracts")
