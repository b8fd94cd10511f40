"""The file that a release gives out: a stranger checks every byte of it alone."""

from base64 import b64encode
from collections.abc import Iterator, Sequence
from hashlib import sha256
from itertools import groupby
from pathlib import Path
from typing import Final
from uuid import UUID

from pydantic_core import from_json

from api.packing import Packing, whole
from api.release_look import Look
from api.release_table import table_lines
from domain.errors import Unsigned
from domain.facts.release import ReleaseMade
from domain.ledger.checkpoint import read_checkpoint
from domain.ledger.note import Note
from domain.log.bundle import Telling, beside_lines, entry_file
from domain.log.register import Register
from domain.log.release_entries import erased_by
from domain.log.store import Row
from domain.release.release import Release

FORM: Final = "counterfoil-release/1"
_PROCESS: Final = frozenset(
    f"release-{verb}"
    for verb in ("requested", "scoped", "prepared", "approved", "rejected")
)
README: Final = b"""\
What a public authority gave out of its register, and what it withheld. table.csv is to
be read; the rest proves it. It is checked by verify_register.py, one file that needs
nothing but Python, with the authority's public key, from elsewhere than this file:

    python3 -I -S verify_register.py FILE --trust KEYS

What can be checked: each entry was in the register when its head was signed, and says
what it said then; of each entry every field is here, or the law under which it is
withheld; two people decided that; no entry of a record is left out between others. What
cannot: whether there are other records.
"""


def write_release(register: Register, look: Look, file: Path) -> ReleaseMade:
    """Writes the file of an approved release, the same each time it is written.

    Raises Unsigned and RefusesToSign where no head can be signed.
    """
    release = look.release
    release.refuse_unless_approved()
    head = _head(register, release)
    size = read_checkpoint(head.text).size
    rows = _rows(register, look, size)
    telling = Telling(register.reading, register.keys, look.scope)
    with whole(file) as out:
        packing = Packing(out)
        packing.add("checkpoint", [str(head).encode()])
        keys = register.signer.verifiers()
        packing.add("vkeys.txt", (f"{key}\n".encode() for key in keys))
        packing.add("readme.txt", [README])
        for name, some in groupby(rows, lambda row: entry_file(row[0])):
            packing.add(name, map(telling.entry, some))
        lines = [telling.disclosure(row) for row in rows]
        packing.add("disclosures.ndjson", lines)
        own = [row[0] - 1 for row in rows]
        node = register.ledger.node_reader()
        packing.add("beside.txt", beside_lines(size, own, node))
        packing.add("table.csv", table_lines(rows, lines))
        manifest = packing.manifest(_said(register, release, head, rows))
        note = _note(register, release, manifest)
        packing.close(manifest, note.encode())
    return _made(file, size, lines, note)


def _head(register: Register, release: Release) -> Note:
    """The signed head over the approval: the first one there is, and always that."""
    if release.made is None:
        return register.signer.covering(release.approved_at or 1)
    note = register.signer.at(release.made.size)
    if note is None:
        raise Unsigned(
            f"the head of {release.made.size}, under which this was given out, is not"
            " kept here any more: keep the file that was given out"
        )
    return note


def _rows(register: Register, look: Look, size: int) -> Sequence[Row]:
    """The entries of its things, and those by which these can be judged."""
    reading, release = register.reading, look.release
    found = {row[0]: row for row in look.rows}
    for row in reading.rows_of(release.stream, release.approved_at or 0):
        if row[3].rpartition(".")[0] in _PROCESS:
            found[row[0]] = row
    for row in reading.rows_of(register.signer.stream, size):
        found[row[0]] = row
    for position in {by for row in look.rows for by in _erased(register, row)}:
        ordered = reading.row_at(position)
        if ordered is not None and position <= size:
            wish = reading.rows_of(UUID(ordered[1]), position)
            found |= {row[0]: row for row in wish}
    return [found[position] for position in sorted(found)]


def _erased(register: Register, row: Row) -> Iterator[int]:
    yield from erased_by(from_json(bytes(row[16])), register.keys)


def _said(
    register: Register, release: Release, head: Note, rows: Sequence[Row]
) -> dict[str, object]:
    origin, size, _ = read_checkpoint(head.text)
    return {
        "form": FORM,
        "log": str(register.log_id),
        "origin": origin,
        "size": size,
        "release": str(release.stream),
        "reference": f"{Release.prefix}-{release.born_at}",
        "cut_at": release.refuse_unless_approved().cut_at,
        "entries": len(rows),
    }


def _note(register: Register, release: Release, manifest: bytes) -> str:
    """The log's signature on the manifest: made once, and kept with the release."""
    if release.made is not None:
        return release.made.note
    hashed = b64encode(sha256(manifest).digest()).decode()
    return str(register.signer.vouch(f"{FORM}\n{register.log_id}\n{hashed}\n"))


def _made(file: Path, size: int, lines: Sequence[bytes], note: str) -> ReleaseMade:
    told = [from_json(line) for line in lines]
    data = file.read_bytes()
    return ReleaseMade(
        sha256=sha256(data).hexdigest(),
        bytes=len(data),
        size=size,
        entries=len(lines),
        disclosed=sum(len(one["open"]) for one in told),
        withheld=sum(len(one["withheld"]) for one in told),
        note=note,
    )
