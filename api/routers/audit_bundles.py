"""Audit bundles: what an auditor takes away and checks without the register."""

from starlette.responses import Response

from api.bundle_asked import make_bundle, send_bundle
from api.call import Asked, Named
from api.operation import operations
from api.readings import add_readings
from domain.audit_bundle import AuditBundle, MakeAuditBundle

router = operations("/audit-bundles", "audit-bundles")


@router.post("", status_code=201)
async def create_audit_bundle(call: Asked, command: MakeAuditBundle) -> Response:
    """Makes a bundle for who audits the register as a whole; that is recorded."""
    act = await call.beforehand(lambda: make_bundle(call, command))
    return await call.begin_act(AuditBundle, act, command)


@router.get("/{id}/file")
async def get_audit_bundle_file(call: Asked, thing: Named) -> Response:
    """The bundle itself, with all that witnesses have signed by now."""
    return await call.elsewhere(lambda: send_bundle(call, thing))


add_readings(router, "audit_bundle", "audit_bundles")
