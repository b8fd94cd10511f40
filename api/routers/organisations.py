"""Organisations: who delivers, and by what identifiers they are known."""

from starlette.responses import Response

from api.call import Asked, Named
from api.commenting import add_comment
from api.operation import operations
from api.readings import add_readings
from domain.described import EnterInError, Restore
from domain.distress.commands import RecordDistress
from domain.distress.distress import Distress
from domain.organisation.accounts import record_accounts
from domain.organisation.commands import (
    AddLocation,
    CheckDebarment,
    ClassifyOrganisation,
    CloseLocation,
    CloseOrganisation,
    CorrectLocation,
    CorrectOrganisation,
    DescribeOrganisation,
    IdentifyOrganisation,
    LinkParent,
    MergeOrganisation,
    RateOrganisation,
    RecordAccounts,
    RegisterOrganisation,
    RenameOrganisation,
    UnmergeOrganisation,
)
from domain.organisation.group import link_parent, merge, put_right, unmerge
from domain.organisation.locations import (
    add_location,
    close_location,
    correct_location,
    rate,
)
from domain.organisation.organisation import Organisation

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


@router.post("/{id}/classify")
async def classify_organisation(
    call: Asked, thing: Named, command: ClassifyOrganisation
) -> Response:
    """Says of what kind and size it is since a day, and who says so."""
    return await call.decide(Organisation, thing, Organisation.classify, command)


@router.post("/{id}/add-location")
async def add_location_organisation(
    call: Asked, thing: Named, command: AddLocation
) -> Response:
    """Names a place where the organisation works."""
    return await call.decide(Organisation, thing, add_location, command)


@router.post("/{id}/correct-location")
async def correct_location_organisation(
    call: Asked, thing: Named, command: CorrectLocation
) -> Response:
    """Puts right what was recorded of a location, or that there is none."""
    return await call.decide(Organisation, thing, correct_location, command)


@router.post("/{id}/close-location")
async def close_location_organisation(
    call: Asked, thing: Named, command: CloseLocation
) -> Response:
    """Says that nothing is done at a location any more, since a day."""
    return await call.decide(Organisation, thing, close_location, command)


@router.post("/{id}/rate")
async def rate_organisation(
    call: Asked, thing: Named, command: RateOrganisation
) -> Response:
    """Says how a regulator rated one location, and on which day."""
    return await call.decide(Organisation, thing, rate, command)


@router.post("/{id}/check-debarment")
async def check_debarment_organisation(
    call: Asked, thing: Named, command: CheckDebarment
) -> Response:
    """Says what a look at a list of excluded suppliers has shown."""
    return await call.decide(Organisation, thing, Organisation.check_debarment, command)


@router.post("/{id}/record-accounts")
async def record_accounts_organisation(
    call: Asked, thing: Named, command: RecordAccounts
) -> Response:
    """Says what turnover and cash filed accounts show, for which period."""
    return await call.decide(Organisation, thing, record_accounts, command)


@router.post("/{id}/record-distress", status_code=201)
async def record_distress_organisation(
    call: Asked, thing: Named, command: RecordDistress
) -> Response:
    """Records a sign of distress: restricted, unless it is said otherwise."""
    at = (Organisation, thing)
    return await call.begin_at(at, Distress, Distress.record, command)


@router.post("/{id}/link-parent")
async def link_parent_organisation(
    call: Asked, thing: Named, command: LinkParent
) -> Response:
    """Says who owns it, from a day until a day, or that nobody does."""
    return await call.act(Organisation, thing, link_parent, command)


@router.post("/{id}/merge")
async def merge_organisation(
    call: Asked, thing: Named, command: MergeOrganisation
) -> Response:
    """Says that this is one more record of another organisation, which stays."""
    return await call.act(Organisation, thing, merge, command)


@router.post("/{id}/unmerge")
async def unmerge_organisation(
    call: Asked, thing: Named, command: UnmergeOrganisation
) -> Response:
    """Says that two records are of two organisations after all."""
    return await call.act(Organisation, thing, unmerge, command)


@router.post("/{id}/close")
async def close_organisation(
    call: Asked, thing: Named, command: CloseOrganisation
) -> Response:
    """Says that the organisation is no more."""
    return await call.decide(Organisation, thing, Organisation.close, command)


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
    return await call.act(Organisation, thing, put_right, command)


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
