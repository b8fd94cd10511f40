"""Audit bundles over HTTP: made beside the event loop, bounded, and recorded."""

from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final
from uuid import UUID

from starlette.background import BackgroundTask
from starlette.responses import FileResponse, Response

from api.bundle_file import Asked, write_bundle
from api.call import Call
from api.naming import read_name
from api.query import read_query
from api.readings import found
from api.rights import require
from api.time_travel import Clocks
from domain.audit_bundle import AuditBundle, MakeAuditBundle
from domain.errors import RuleBroken
from domain.facts.audit_bundle import AuditBundleMade
from domain.log.desk import WritingDesk
from domain.place import Place
from domain.rights import judge

# So many entries a bundle over HTTP has at most: some 200 MB, made in a minute.
MOST: Final = 200_000
Made = Callable[[WritingDesk, UUID, MakeAuditBundle], None]


def make_bundle(call: Call, command: MakeAuditBundle) -> Made:
    """Makes the file once, to know its hash; how that is recorded.

    Raises NotAllowed for whose engagement is not the register as a whole: every entry
    is in a bundle, if only by its bare form.
    """
    judge(call.principal(), call.right, Place(), call.service.today())
    head = call.service.register.reading.head()
    last = command.last or head
    _refuse_range(command, last, head)
    asked = Asked(command.first, last, tuple(map(str, command.contract_ids)))
    with TemporaryDirectory() as folder:
        made = _written(call, asked, Path(folder) / "bundle.zip")

    def act(desk: WritingDesk, stream: UUID, command: MakeAuditBundle) -> None:
        facts = AuditBundle.make(made, command, desk.occasion(command))
        desk.record(AuditBundle, stream, facts)

    return act


def send_bundle(call: Call, named: str) -> Response:
    """A bundle that was made, as it is made now; the file goes once it is sent."""
    read_query(call.query, frozenset())
    require(call.principal(), call.right, call.service.today())
    judge(call.principal(), call.right, Place(), call.service.today())
    name = read_name(AuditBundle.prefix, named)
    view, stream = found(call, Clocks(), lambda seen: seen.known("audit_bundle", name))
    made = call.service.register.reading.history(UUID(stream))[0].fact
    asked = Asked(made.first, made.last, tuple(map(str, made.contract_ids)))
    folder = TemporaryDirectory()
    file = Path(folder.name) / "bundle.zip"
    try:
        _written(call, asked, file)
    except BaseException:
        folder.cleanup()
        raise
    headers = {"Cache-Control": "no-store", "Register-Position": str(view.position)}
    return FileResponse(
        file,
        headers=headers,
        media_type="application/zip",
        filename=f"{view.one('audit_bundle', stream)['reference']}.zip",
        background=BackgroundTask(folder.cleanup),
    )


def _written(call: Call, asked: Asked, file: Path) -> AuditBundleMade:
    head = write_bundle(call.service, asked, file)
    digest = sha256()
    with file.open("rb") as written:
        while chunk := written.read(2**20):
            digest.update(chunk)
    return AuditBundleMade(
        first=asked.first,
        last=asked.last or head.size,
        contract_ids=tuple(map(UUID, asked.contracts)),
        size=head.size,
        sha256=digest.hexdigest(),
        bytes=file.stat().st_size,
    )


def _refuse_range(command: MakeAuditBundle, last: int, head: int) -> None:
    if not command.first <= last <= head:
        detail = f"entries go from 1 to {head}: first {command.first} to last {last}"
        raise RuleBroken(detail, rule="bundle-range", pointer="/first")
    if last - command.first >= MOST:
        detail = (
            f"these are {last - command.first + 1} entries, and over HTTP there are"
            f" {MOST} at most: ask for fewer, or have `counterfoil bundle` run"
        )
        raise RuleBroken(detail, rule="bundle-size", pointer="/last")
