"""What was erased: listed, erased again after a restore, looked for everywhere."""

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer
from pydantic import ValidationError

from api.cli.people import asker
from api.cli.words import Data, Keys, fail
from api.opening import home_of, opened, opened_register
from domain.log.erased import (
    ErasedOnce,
    Listed,
    erase_again,
    erasures_of,
    left_over,
)
from domain.log.register import Register
from domain.log.submission import Submission
from domain.log.sweeping import sweep_for

erasures = typer.Typer(no_args_is_help=True)
FOUND = 1


@erasures.command("list")
def list_erasures(
    file: Annotated[Path, typer.Argument(help="Where to: kept apart from backups.")],
    data: Data = None,
    keys: Keys = None,
) -> None:
    """Writes what was erased, without a word of it: for a restore from an old copy."""
    with opened_register(home_of(data, keys)) as register:
        listed = list(erasures_of(register.reading))
    file.write_bytes(Listed.dump_json(listed) + b"\n")
    typer.echo(f"Listed {len(listed)} erasures in {file}.")


@erasures.command("apply")
def apply_erasures(
    file: Annotated[
        Path | None,
        typer.Argument(
            help="What `erasures list` wrote; left out: what lies beside the keys."
        ),
    ] = None,
    data: Data = None,
    keys: Keys = None,
) -> None:
    """Erases again what a restored copy from before has brought back."""
    with opened(home_of(data, keys)) as (register, _, reads):
        applied = reapplied(register, listed_in(file, register))
        # The read side follows, and forgets as well.
        reads.catch_up(register.reading.head())
    told(applied)


@erasures.command("check")
def check_erasures(
    beside: Annotated[
        list[Path] | None,
        typer.Argument(help="Folders and files to be searched too: exports, backups."),
    ] = None,
    data: Data = None,
    keys: Keys = None,
) -> None:
    """Looks everywhere for words that come by standard input, one a line.

    Ends with 1 if one of them is found, if something erased is there again, or if
    something could not be searched.
    """
    words = [line.strip() for line in sys.stdin if line.strip()]
    home = home_of(data, keys)
    with opened_register(home) as register:
        listed = listed_in(None, register)
        again = left_over(register.reading, register.keys, listed)
    swept = sweep_for(words, home, beside or ())
    typer.echo(f"Searched {len(swept.searched)} tables and files.")
    for place in swept.found:
        typer.echo(f"found in {place}")
    for place in swept.unread:
        typer.echo(f"could not be searched: {place}")
    for one in again:
        typer.echo(f"there again: what #{one.ordered} erased; see `erasures apply`")
    if swept.found or swept.unread or again:
        raise typer.Exit(FOUND)
    typer.echo("Nothing was found.")


def listed_in(file: Path | None, register: Register) -> list[ErasedOnce]:
    """The list in a file, else the one that is kept beside the keys."""
    if file is not None:
        try:
            return Listed.validate_json(file.read_bytes())
        except ValidationError:
            fail(
                f"{file} is no list of erasures; `counterfoil erasures list` makes one"
            )
            raise
    return Listed.validate_python(register.keys.remembered())


def reapplied(register: Register, listed: Iterable[ErasedOnce]) -> list[ErasedOnce]:
    """Erases what has come back, each by an entry of its own."""
    missing = left_over(register.reading, register.keys, listed)
    for one in missing:
        act = erase_again(register.sources.new_id(), one)
        register.forget(Submission(act, asker()))
    return missing


def told(applied: list[ErasedOnce]) -> None:
    """Says what was erased again."""
    for one in applied:
        what = "a person" if one.subject else f"{one.field} of #{one.position}"
        typer.echo(f"Erased again: {what}, first erased by #{one.ordered}.")
    if not applied:
        typer.echo("Nothing that was erased is there.")
