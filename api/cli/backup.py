"""The whole register as a file, and back: export, restore."""

import gzip
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any

import typer

from api.cli.erasures import listed_in, reapplied, told
from api.cli.words import Data, Keys
from api.opening import holds_register, home_of, opened_register
from domain.log.blobs import missing_files
from domain.log.exported import Unrestorable
from domain.log.exporting import Exporting
from domain.log.home import empty_store
from domain.log.key_file import KeyFile
from domain.log.keys import KeyStore
from domain.log.opening import open_log
from domain.log.read_file import lines_of, restore_reads
from domain.log.read_log import ReadLog
from domain.log.register import Register
from domain.log.restoring import TAKEN
from domain.log.restoring import restore as put_back
from domain.log.store import Store

WITH_KEYS = typer.Option(
    "--keys-file",
    metavar="FILE",
    help="Where people's keys go, or come from: a file of its own, to be kept apart."
    " Without it names are exported as they are sealed, and nobody can read them.",
    show_default=False,
)
WITH_READS = typer.Option(
    "--reads-file",
    metavar="FILE",
    help="Where the log of reads goes, or comes from: who was told what is withheld"
    " from others. Without it that log stays where it is.",
    show_default=False,
)


def export(
    file: Annotated[
        Path,
        typer.Argument(help="Where to; with .gz at the end it is compressed."),
    ],
    keys_file: Annotated[Path | None, WITH_KEYS] = None,
    reads_file: Annotated[Path | None, WITH_READS] = None,
    data: Data = None,
    keys: Keys = None,
) -> None:
    """Writes every event as JSON Lines, beside a running service if need be."""
    with opened_register(home_of(data, keys)) as register:
        exporting = Exporting(register.reading, register.store)
        with _written(file) as out:
            for line in exporting.lines():
                out.write(line + b"\n")
        if keys_file is not None:
            with _written(keys_file) as out:
                out.write(register.keys.everything().model_dump_json().encode())
        if reads_file is not None:
            with _written(reads_file) as out:
                for line in lines_of(read_log_of(register), register.log_id):
                    out.write(line + b"\n")
        reads = read_log_of(register).size()
        missing = missing_files(register.store)
    size, root = exporting.told
    held = f" and {_files(exporting.files)} of documents" if exporting.files else ""
    typer.echo(f"Exported {size} entries{held} to {file}.")
    typer.echo(f"Checkpoint: size {size}, root {root.hex()}")
    if reads and reads_file is None:
        typer.echo(
            f"Not in it: the log of {reads} reads of what is withheld; --reads-file"
            " writes it."
        )
    if missing:
        typer.echo(
            f"Not in it: the {_files(missing)} of documents that this register does"
            " not hold itself; see docs/operations.md."
        )


def restore(  # noqa: PLR0913, PLR0917 - one parameter an option
    file: Annotated[Path, typer.Argument(help="What `counterfoil export` wrote.")],
    keys_file: Annotated[Path | None, WITH_KEYS] = None,
    erased: Annotated[
        Path | None,
        typer.Option(
            "--erasures",
            metavar="FILE",
            help="What `counterfoil erasures list` wrote after this copy was made: what"
            " it has of that is erased again.",
        ),
    ] = None,
    reads_file: Annotated[Path | None, WITH_READS] = None,
    data: Data = None,
    keys: Keys = None,
) -> None:
    """Puts an exported register into an empty place, on either store."""
    home = home_of(data, keys)
    if holds_register(home):
        raise Unrestorable(TAKEN)
    kept = None
    if keys_file is not None:
        kept = KeyFile.model_validate_json(keys_file.read_bytes())
    with _read(file) as lines, empty_store(home) as store:
        size, root = put_back(store, KeyStore(home.key_store), lines, kept)
        missing = missing_files(store)
        reads = _reads_back(store, reads_file)
    typer.echo(f"Restored {size} entries{f' and {reads} reads' if reads else ''}.")
    typer.echo(f"Checkpoint: size {size}, root {root.hex()}")
    with opened_register(home) as register:
        told(reapplied(register, listed_in(erased, register)))
    if kept is None:
        typer.echo("Names cannot be read without the keys; see docs/operations.md.")
    if missing:
        typer.echo(
            f"Not here: the {_files(missing)} of documents, which the export lacks."
            " What was filed, by whom and with which SHA-256 is; see"
            " docs/operations.md."
        )


def _reads_back(store: Store, reads_file: Path | None) -> int:
    """Puts the log of reads back beside its register; how many they are."""
    if reads_file is None:
        return 0
    with _read(reads_file) as lines:
        return restore_reads(store, open_log(store), lines)


def read_log_of(register: Register) -> ReadLog:
    """The log of reads of an open register."""
    sources = register.sources
    return ReadLog(register.store, register.log_id, sources.clock, sources.salt)


def _files(many: int) -> str:
    return "1 file" if many == 1 else f"{many} files"


@contextmanager
def _written(path: Path) -> Iterator[Any]:
    """A new file that only its owner reads, under its name once it is whole."""
    part = path.with_name(f".{path.name}.part")
    handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        with os.fdopen(handle, "wb") as raw:
            if path.suffix == ".gz":
                with gzip.open(raw, "wb") as packed:
                    yield packed
            else:
                yield raw
            raw.flush()
            os.fsync(raw.fileno())
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


@contextmanager
def _read(path: Path) -> Iterator[Iterator[bytes]]:
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rb") as raw:
        yield (line.rstrip(b"\n") for line in raw)
