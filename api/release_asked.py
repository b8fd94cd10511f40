"""What is asked of a release over HTTP that takes a look at the register."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import UUID

from starlette.responses import Response

from api.call import Call
from api.naming import read_name
from api.query import read_query
from api.readings import found
from api.release_file import write_release
from api.release_look import (
    Look,
    differences,
    disclosed_anew,
    looked_at,
    release_at,
)
from api.release_preview import preview_of
from api.replies import list_reply
from api.rights import require
from api.time_travel import Clocks
from domain.errors import NotKept
from domain.facts.release import ReleaseMade
from domain.release.release import Release
from domain.rights import reach
from projections.view import View


def preview(call: Call, named: str) -> Response:
    """What a prepared release would give out. Raises RuleBroken before that."""
    read_query(call.query, frozenset())
    view, release = _named(call, named)
    register, reads = call.service.register, call.service.reads
    tells = reach(call.principal(), call.service.today()).everything
    with looked_at(register, reads, release) as look:
        differ = differences(register, reads, look)
        content = preview_of(look, differ, tells=tells)
    return list_reply(call.if_none_match, view, Clocks(), content, [{"name": None}])


def count_differences(call: Call, named: str) -> int:
    """How many fields would be told that other releases withheld."""
    release = _to_decide(call, named)
    if release.prepared is None:
        return 0  # which the decision refuses
    register, reads = call.service.register, call.service.reads
    with looked_at(register, reads, release) as look:
        return disclosed_anew(differences(register, reads, look))


def make_file(call: Call, named: str) -> ReleaseMade:
    """Makes the file of an approved release, to know its hash."""
    release = _to_decide(call, named)
    release.refuse_unless_approved()
    with _file_of(call, release) as (made, _):
        return made


def send_release(call: Call, named: str) -> Response:
    """The file that was given out. Raises NotKept if it cannot be made again."""
    read_query(call.query, frozenset())
    view, release = _named(call, named)
    if release.made is None:
        raise NotKept(f"no file of {_reference(release)} was made yet")
    with _file_of(call, release) as (made, file):
        if made.sha256 != release.made.sha256:
            raise NotKept(_other(release, made))
        content = file.read_bytes()
    name = f"{_reference(release)}.zip"
    headers = {
        "Content-Disposition": f'attachment; filename="{name}"',
        "Cache-Control": "no-store",
        "Register-Position": str(view.position),
    }
    return Response(content, headers=headers, media_type="application/zip")


@contextmanager
def _file_of(call: Call, release: Release) -> Iterator[tuple[ReleaseMade, Path]]:
    register, reads = call.service.register, call.service.reads
    with (
        TemporaryDirectory() as folder,
        looked_at(register, reads, release) as look,
    ):
        file = Path(folder) / "release.zip"
        yield _written(call, look, file), file


def _written(call: Call, look: Look, file: Path) -> ReleaseMade:
    return write_release(call.service.register, look, file)


def _to_decide(call: Call, named: str) -> Release:
    require(call.principal(), call.right, call.service.today())
    return _named(call, named)[1]


def _named(call: Call, named: str) -> tuple[View, Release]:
    """A release that the caller may know of, as it stands. Raises NotFound."""
    name = read_name(Release.prefix, named)
    view, stream = found(call, Clocks(), lambda seen: seen.known("release", name))
    return view, release_at(call.service.register, UUID(stream))


def _reference(release: Release) -> str:
    return f"{Release.prefix}-{release.born_at}"


def _other(release: Release, made: ReleaseMade) -> str:
    given = release.made.sha256 if release.made else ""
    return (
        f"the file that was given out has the SHA-256 {given}, and what could be made"
        f" now has {made.sha256}: something in it was erased or restricted since, or"
        " its head is gone. Keep the file that was given out"
    )
