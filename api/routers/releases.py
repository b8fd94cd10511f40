"""Releases: what is given out, what is withheld under which law; four eyes."""

from starlette.responses import Response

from api.call import Asked, Named
from api.operation import operations
from api.readings import add_readings
from api.release_asked import count_differences, make_file, preview, send_release
from domain.log import releasing
from domain.release.commands import (
    ApproveRelease,
    CloseRelease,
    MakeRelease,
    PrepareRelease,
    RejectRelease,
    RequestRelease,
    SetReleaseScope,
)
from domain.release.release import Release

router = operations("/releases", "releases")


@router.post("", status_code=201)
async def create_release(call: Asked, command: RequestRelease) -> Response:
    """Enters a request for information: until it is closed, what it touches is held."""
    return await call.begin_act(Release, releasing.request_release, command)


@router.post("/{id}/set-scope")
async def set_scope_release(
    call: Asked, thing: Named, command: SetReleaseScope
) -> Response:
    """Says anew what is asked for; what was prepared falls away."""
    return await call.act(Release, thing, releasing.set_release_scope, command)


@router.post("/{id}/prepare")
async def prepare_release(
    call: Asked, thing: Named, command: PrepareRelease
) -> Response:
    """Proposes what to give out, and what to withhold under which law."""
    return await call.act(Release, thing, releasing.prepare_release, command)


@router.post("/{id}/approve")
async def approve_release(
    call: Asked, thing: Named, command: ApproveRelease
) -> Response:
    """Agrees to what somebody else has prepared, as the preview shows it."""
    differ = await call.beforehand(lambda: count_differences(call, thing))
    act = releasing.approve_release(differ)
    return await call.act(Release, thing, act, command)


@router.post("/{id}/reject")
async def reject_release(call: Asked, thing: Named, command: RejectRelease) -> Response:
    """Does not agree; it is prepared anew."""
    return await call.decide(Release, thing, Release.reject, command)


@router.post("/{id}/make")
async def make_release(call: Asked, thing: Named, command: MakeRelease) -> Response:
    """Has the file made that was approved; its SHA-256 is kept for good."""
    file = await call.beforehand(lambda: make_file(call, thing))
    return await call.act(Release, thing, releasing.made_release(file), command)


@router.post("/{id}/close")
async def close_release(call: Asked, thing: Named, command: CloseRelease) -> Response:
    """Says what came of the request; what it touches is held no longer."""
    return await call.decide(Release, thing, Release.close, command)


@router.get("/{id}/preview")
async def get_release_preview(call: Asked, thing: Named) -> Response:
    """Entry by entry what would be given out, and how other releases treated it."""
    return await call.elsewhere(lambda: preview(call, thing))


@router.get("/{id}/file")
async def get_release_file(call: Asked, thing: Named) -> Response:
    """The file that was given out, made anew and the same byte for byte."""
    return await call.elsewhere(lambda: send_release(call, thing))


add_readings(router, "release", "releases")
