"""The auditor's bundle as a file: a zip of which every byte can be checked."""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import Any, Final, NamedTuple, Protocol
from uuid import UUID

from api.packing import Packing, whole
from api.refusals import Fault, Invalid
from api.spreadsheet import every
from domain.ledger.canonical import spell
from domain.ledger.checkpoint import Checkpoint, read_checkpoint
from domain.log.anchoring import Anchored, Anchors
from domain.log.bundle import Scope, Telling, beside_lines, entry_file
from domain.log.register import Register
from domain.rights import SYSTEM, reach
from projections.pages import Question
from projections.reads import Reads
from projections.view import View

FORM: Final = "counterfoil-bundle/1"
SHOWN: Final = ("id", "reference")
# What is worked out anew from the entries, and compared.
TABLES: Final = {
    "risk": ("current", "inherent", "target"),
    "contract": ("start", "end", "annual_value", "payment_terms_days"),
}
README: Final = b"""\
An audit bundle of Counterfoil. It is checked by verify_register.py, one file that needs
nothing but Python, with public keys that you were given by another way than this:

    python3 -I -S verify_register.py BUNDLE --trust KEYS [--known-head CODE]

vkeys.txt is for information only: a bundle cannot vouch for itself. entries/ holds the
leaves of the tree, disclosures.ndjson their values with salts, and why what is not
told is not; checkpoint is the signed head over them, beside.txt the rest of the tree,
checkpoints/ what witnesses and timestamping authorities have signed of earlier heads.
"""


class Readable(Protocol):
    """A register and the way into its read side."""

    @property
    def register(self) -> Register:
        """The register."""
        ...

    @property
    def reads(self) -> Reads:
        """Its read side."""
        ...


class Asked(NamedTuple):
    """Which entries a bundle is to hold, and whose values; None: all there is."""

    first: int = 1
    last: int | None = None
    contracts: tuple[str, ...] = ()


def write_bundle(opened: Readable, asked: Asked, file: Path) -> Checkpoint:
    """Writes a bundle; the head that it is under.

    Raises Invalid for positions that there are not, Unsigned and RefusesToSign where
    no head can be signed.
    """
    signer = opened.register.signer
    anchors = Anchors(signer)
    signed = signer.latest() if asked.last is None else signer.covering(asked.last)
    note = anchors.with_lines(signed)
    head = read_checkpoint(note.text)
    last = asked.last or head.size
    if not 1 <= asked.first <= last:
        message = f"is from 1 to {last}, where the bundle ends"
        raise Invalid([Fault("/from", message)])
    today = opened.register.sources.clock().date()
    with (
        opened.reads.at(reach(SYSTEM, today), last, today) as view,
        whole(file) as out,
    ):
        scope = _scope(view, asked.contracts)
        register = opened.register
        telling = Telling(register.reading, register.keys, scope)
        bundle = Packing(out)
        bundle.add("checkpoint", [str(note).encode()])
        bundle.add("vkeys.txt", (f"{key}\n".encode() for key in signer.verifiers()))
        bundle.add("readme.txt", [README])
        _add_log(bundle, telling, asked.first, last)
        own = range(asked.first - 1, last)
        node = register.ledger.node_reader()
        bundle.add("beside.txt", beside_lines(head.size, own, node))
        _add_anchors(bundle, anchors.before(head.size + 1), asked.first)
        for noun in TABLES:
            bundle.add(f"tables/{noun}s.ndjson", _table(view, noun, scope))
        said = _manifest(register.log_id, head, asked, last, today)
        bundle.close(bundle.manifest(said))
    return head


def _add_log(bundle: Packing, telling: Telling, first: int, last: int) -> None:
    rows = telling.rows(first, last)
    for name, some in groupby(rows, lambda row: entry_file(row[0])):
        bundle.add(name, map(telling.entry, some))
    told = map(telling.disclosure, telling.rows(first, last))
    bundle.add("disclosures.ndjson", told)


def _add_anchors(bundle: Packing, heads: Iterable[Anchored], first: int) -> None:
    """What others have signed of the heads that the bundle reaches."""
    for head in heads:
        name = f"checkpoints/{head.checkpoint.size}"
        if head.checkpoint.size < first:
            return
        bundle.add(name, [str(head.note).encode()])
        for nth, stamped in enumerate(head.timestamps, 1):
            bundle.add(f"{name}.{nth}.tsr", [stamped.reply])


def _manifest(
    log_id: UUID, head: Checkpoint, asked: Asked, last: int, day: date
) -> dict[str, Any]:
    return {
        "form": FORM,
        "log": str(log_id),
        "origin": head.origin,
        "size": head.size,
        "from": asked.first,
        "to": last,
        "scope": list(asked.contracts),
        "effective_on": day.isoformat(),
    }


def _scope(view: View, contracts: tuple[str, ...]) -> Scope:
    if not contracts:
        return Scope(None)
    return Scope([UUID(view.one("contract", name)["id"]) for name in contracts])


def _table(view: View, noun: str, scope: Scope) -> Iterator[bytes]:
    """The things as the register shows them, those entered in error included."""
    for mistaken in ("false", "true"):
        question = Question(filters={"in_error": [mistaken]})
        for thing in every(lambda part: view.page(noun, part), question):
            if scope.holds(thing["id"]):
                shown = {name: thing[name] for name in (*SHOWN, *TABLES[noun])}
                yield spell(shown) + b"\n"
