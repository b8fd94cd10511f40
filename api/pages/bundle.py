"""The auditor's bundle, to be taken away and checked on another computer."""

import shutil
from pathlib import Path
from tempfile import mkdtemp
from typing import Final

from starlette.background import BackgroundTask
from starlette.responses import FileResponse, Response

from api.bundle_file import Asked, write_bundle
from api.call import Call
from api.pages.audit import read_number
from api.pages.page import Pages
from api.query import read_query
from api.refusals import Fault, Invalid
from api.rights import reach_through
from domain.errors import NotAllowed

# How many entries a browser waits for; the command line writes any number.
MOST: Final = 50_000
MEDIA: Final = "application/zip"

pages = Pages()


@pages.page("/audit/bundle.zip", right="create_audit_bundle")
async def get_bundle(call: Call) -> Response:
    """Every entry of a range with its proofs, under a signed head."""
    return await call.elsewhere(lambda: _made(call))


def _made(call: Call) -> Response:
    query = read_query(call.query, frozenset({"first", "last"})).single
    _refuse_part(call)
    last = read_number("last", query.get("last"), call.head, call.head)
    first = read_number("first", query.get("first"), 1, last)
    if last - first >= MOST:
        message = (
            f"a browser is given at most {MOST:,} records at once; whoever runs the"
            " register writes any number with `counterfoil bundle`"
        )
        raise Invalid([Fault("/last", message)])
    folder = Path(mkdtemp(prefix="counterfoil-bundle-"))
    try:
        write_bundle(call.service, Asked(first, last), folder / "audit.zip")
    except BaseException:
        shutil.rmtree(folder)
        raise
    return FileResponse(
        folder / "audit.zip",
        headers={"Cache-Control": "no-store", "Register-Position": str(last)},
        media_type=MEDIA,
        filename=f"audit-{first}-{last}.zip",
        background=BackgroundTask(shutil.rmtree, folder),
    )


def _refuse_part(call: Call) -> None:
    """Refuses whose engagement is for a part: the bundle holds all that is recorded."""
    seen = reach_through(call.principal(), call.right, call.service.today())
    if not seen.audits:
        raise NotAllowed(
            "a bundle holds everything, and your engagement is for a part of it; ask"
            " whoever runs the register for one of that part (counterfoil bundle"
            " --scope)"
        )
