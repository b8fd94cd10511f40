"""Organisations: who delivers, and by what identifiers they are known."""

from starlette.responses import Response

from api.call import Asked, Named
from api.commenting import add_comment
from api.operation import operations
from api.readings import add_readings
from domain.described import EnterInError, Restore
from domain.organisation import (
    CorrectOrganisation,
    DescribeOrganisation,
    IdentifyOrganisation,
    Organisation,
    RegisterOrganisation,
    RenameOrganisation,
)

router = operations("/organisations", "organisations")


@router.post("", status_code=201)
async def create_organisation(call: Asked, command: RegisterOrganisation) -> Response:
    """Enters an organisation; `individual` for a natural person in business."""
    return await call.begin(Organisation, Organisation.register, command)


@router.post("/{id}/identify")
async def identify_organisation(
    call: Asked, thing: Named, command: IdentifyOrganisation
) -> Response:
    """Adds identifiers under which the organisation is known."""
    return await call.decide(Organisation, thing, Organisation.identify, command)


@router.post("/{id}/rename")
async def rename_organisation(
    call: Asked, thing: Named, command: RenameOrganisation
) -> Response:
    """Gives the name by which the organisation now goes."""
    return await call.decide(Organisation, thing, Organisation.rename, command)


@router.post("/{id}/describe")
async def describe_organisation(
    call: Asked, thing: Named, command: DescribeOrganisation
) -> Response:
    """Says something new that describes the organisation."""
    return await call.decide(Organisation, thing, Organisation.describe, command)


@router.post("/{id}/correct")
async def correct_organisation(
    call: Asked, thing: Named, command: CorrectOrganisation
) -> Response:
    """Puts right what was recorded wrongly; the history keeps what was wrong."""
    return await call.decide(Organisation, thing, Organisation.correct, command)


@router.post("/{id}/enter-in-error")
async def enter_in_error_organisation(
    call: Asked, thing: Named, command: EnterInError
) -> Response:
    """Takes an organisation out of lists and figures, and frees its identifiers."""
    return await call.decide(Organisation, thing, Organisation.enter_in_error, command)


@router.post("/{id}/restore")
async def restore_organisation(call: Asked, thing: Named, command: Restore) -> Response:
    """Brings back an organisation that was taken out as entered in error."""
    return await call.decide(Organisation, thing, Organisation.restore, command)


add_comment(router, Organisation)
add_readings(router, "organisation", "organisations")
