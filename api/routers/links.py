"""Links by which a subcontractor without an account answers once for its places."""

from uuid import UUID

from starlette.responses import Response

from api.auth import link_text
from api.call import Asked, Named
from api.linking import issuing
from api.operation import operations
from api.readings import add_readings
from api.secret import new_secret, shown_once
from api.standing import contracts_of
from domain.link.commands import NewLink, RevokeLink
from domain.link.link import ReturnLink

router = operations("/links", "links")


@router.post("", status_code=201)
async def create_link(call: Asked, command: NewLink) -> Response:
    """Gives out a link for fourteen days; `link` is shown this once, kept nowhere."""
    call.refuse_match()
    secret, digest = new_secret()
    stream: UUID = call.new_stream()
    whose = frozenset({command.organisation_id})
    contracts = await call.elsewhere(lambda: contracts_of(call, whose))
    act = issuing(stream, command, digest, contracts)
    shown = shown_once(call, "link", secret, link_text)
    return await call.submit(ReturnLink, act, status=201, shown=shown)


@router.post("/{id}/revoke")
async def revoke_link(call: Asked, thing: Named, command: RevokeLink) -> Response:
    """Takes the link back, from this moment on."""
    return await call.decide(ReturnLink, thing, ReturnLink.revoke, command)


add_readings(router, "link", "links")
