"""The life of a contract: from its award to its closing, and who looks after it."""

from starlette.responses import Response

from api.call import Asked, Named
from api.known_risks import (
    answer_award,
    answer_freeze,
    answer_of_contract,
    answer_snapshots,
)
from api.operation import operations
from domain.contract import care, life, terms
from domain.contract.commands import NoteNotice
from domain.contract.contract import Contract
from domain.contract.life_commands import (
    AddDocument,
    ApplyIndexation,
    AssignOwners,
    AwardContract,
    CloseContract,
    ExerciseExtension,
    ExpireContract,
    RatifyContract,
    RequestSubcontractorInformation,
    ServeNotice,
    SetArtefacts,
    SetObligation,
    SetTier,
    SignContract,
    StartContract,
    TerminateContract,
)
from domain.known_risks import FreezeKnownRisks
from projections.notices import notices_of

router = operations("/contracts", "contracts")


@router.post("/{id}/request-subcontractor-information")
async def request_subcontractor_information_contract(
    call: Asked, thing: Named, command: RequestSubcontractorInformation
) -> Response:
    """Records that the bidders were asked whom they mean to subcontract to (s.28)."""
    return await call.decide(
        Contract, thing, life.request_subcontractor_information, command
    )


@router.post("/{id}/award")
async def award_contract(call: Asked, thing: Named, command: AwardContract) -> Response:
    """Records who got the contract; what was settled then stays.

    The risks that were open on that day are frozen with their scores as then known.
    """
    return await answer_award(call, thing, command)


@router.post("/{id}/sign")
async def sign_contract(call: Asked, thing: Named, command: SignContract) -> Response:
    """Records that the contract was signed, awarded before or not."""
    return await call.decide(Contract, thing, life.sign, command)


@router.post("/{id}/start")
async def start_contract(call: Asked, thing: Named, command: StartContract) -> Response:
    """Records that the service began, signed before or not."""
    return await call.decide(Contract, thing, life.start, command)


@router.post("/{id}/apply-indexation")
async def apply_indexation_contract(
    call: Asked, thing: Named, command: ApplyIndexation
) -> Response:
    """Moves the price under the contract's own clause, without a change request."""
    return await call.decide(Contract, thing, terms.apply_indexation, command)


@router.post("/{id}/exercise-extension")
async def exercise_extension_contract(
    call: Asked, thing: Named, command: ExerciseExtension
) -> Response:
    """Takes up an option to extend that the contract has."""
    return await call.decide(Contract, thing, terms.exercise_extension, command)


@router.post("/{id}/serve-notice")
async def serve_notice_contract(
    call: Asked, thing: Named, command: ServeNotice
) -> Response:
    """Records that one side gave notice to end the contract, and for when."""
    return await call.decide(Contract, thing, life.serve_notice, command)


@router.post("/{id}/terminate")
async def terminate_contract(
    call: Asked, thing: Named, command: TerminateContract
) -> Response:
    """Records that the contract came to an end before its time, and why."""
    return await call.decide(Contract, thing, life.terminate, command)


@router.post("/{id}/expire")
async def expire_contract(
    call: Asked, thing: Named, command: ExpireContract
) -> Response:
    """Records that the contract ran out."""
    return await call.decide(Contract, thing, life.expire, command)


@router.post("/{id}/close")
async def close_contract(call: Asked, thing: Named, command: CloseContract) -> Response:
    """Closes what has ended: final value, review and termination notice are known."""
    return await call.decide(Contract, thing, life.close, command)


@router.post("/{id}/assign-owners")
async def assign_owners_contract(
    call: Asked, thing: Named, command: AssignOwners
) -> Response:
    """Says who runs the contract and who answers for it."""
    return await call.decide(Contract, thing, care.assign_owners, command)


@router.post("/{id}/set-tier")
async def set_tier_contract(call: Asked, thing: Named, command: SetTier) -> Response:
    """Says how closely the contract is looked after."""
    return await call.decide(Contract, thing, care.set_tier, command)


@router.post("/{id}/set-artefacts")
async def set_artefacts_contract(
    call: Asked, thing: Named, command: SetArtefacts
) -> Response:
    """Says which of the four artefacts the contract has; absent ones never ask."""
    return await call.decide(Contract, thing, care.set_artefacts, command)


@router.post("/{id}/record-notice")
async def record_notice_contract(
    call: Asked, thing: Named, command: NoteNotice
) -> Response:
    """Records that a notice of the contract was published, and what it says."""
    return await call.decide(Contract, thing, Contract.note_notice, command)


@router.post("/{id}/set-obligation")
async def set_obligation_contract(
    call: Asked, thing: Named, command: SetObligation
) -> Response:
    """Says what one side owes the other, by when, and that it was done."""
    return await call.decide(Contract, thing, care.set_obligation, command)


@router.post("/{id}/add-document")
async def add_document_contract(
    call: Asked, thing: Named, command: AddDocument
) -> Response:
    """Says that a document is one of the contract's own, and since when."""
    return await call.decide(Contract, thing, care.add_document, command)


@router.post("/{id}/ratify")
async def ratify_contract(
    call: Asked, thing: Named, command: RatifyContract
) -> Response:
    """Stands behind what was recorded as found, from today on."""
    return await call.decide(Contract, thing, care.ratify, command)


@router.post("/{id}/freeze-known-risks")
async def freeze_known_risks_contract(
    call: Asked, thing: Named, command: FreezeKnownRisks
) -> Response:
    """Freezes which risks of a contract were known on a day, with their scores then.

    The day is that of the award unless `on` says another, and today where there was
    none. All open risks are frozen, or those in `risk_ids` that a notice named; of one
    that the register did not know yet no score is. Restricted risks are left out.
    """
    return await answer_freeze(call, thing, command)


@router.get("/{id}/notices")
async def get_contract_notices(call: Asked, thing: Named) -> Response:
    """Every notice of a contract, listed by a source or typed in, in order."""
    return await answer_of_contract(call, thing, notices_of)


@router.get("/{id}/known-risks")
async def get_known_risks(call: Asked, thing: Named) -> Response:
    """Every snapshot of a contract's known risks, the first first."""
    return await answer_snapshots(call, thing)
