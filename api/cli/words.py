"""How the command line speaks: plain words, what to do, and an exit code."""

import sqlite3
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Annotated, Any

import psycopg
import typer
from pydantic import ValidationError
from typer.core import TyperGroup
from typing_extensions import override

from domain.errors import Refusal
from domain.log.exported import Unrestorable
from domain.log.opening import NoRegister

Data = Annotated[
    Path | None,
    typer.Option(
        "--data",
        metavar="DIR",
        help="The folder of the register; ./data, or COUNTERFOIL_DATA. With"
        " COUNTERFOIL_DATABASE_URL the log is on PostgreSQL instead.",
        show_default=False,
    ),
]
Keys = Annotated[
    str | None,
    typer.Option(
        "--keys",
        metavar="DIR|URL",
        help="Where people's keys are kept; beside the log, or COUNTERFOIL_KEYS.",
        show_default=False,
    ),
]


class PlainWords(TyperGroup):
    """Commands whose failures are sentences, not tracebacks."""

    @override
    def invoke(self, ctx: Any) -> Any:
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            # Whoever reads has seen enough (`| head`): no fault, and no words.
            raise
        except tuple(_SAID) as error:
            said = next(say for kind, say in _SAID.items() if isinstance(error, kind))
            fail(said(error))


def fail(message: str, code: int = 1) -> None:
    """Says on the error stream what is wrong, and ends the command."""
    typer.echo(f"counterfoil: {message}", err=True)
    raise typer.Exit(code)


def on_terminal() -> bool:
    """Whether somebody watches: only then are lines drawn over."""
    return sys.stdout.isatty()


def _refused(refusal: Refusal) -> str:
    where = f" ({refusal.pointer.strip('/')})" if refusal.pointer else ""
    return f"{refusal.title.lower()}{where}: {refusal.detail}"


def _invalid(error: ValidationError) -> str:
    first = error.errors()[0]
    where = ".".join(map(str, first["loc"]))
    return f"{where or 'a value'} {first['msg'].removeprefix('Value error, ')}"


def _no_database(error: psycopg.OperationalError) -> str:
    reason = str(error).strip().splitlines()[0] if str(error).strip() else "no answer"
    return (
        f"the database does not answer: {reason}. Check that it runs and that"
        " COUNTERFOIL_DATABASE_URL is right"
    )


def _no_file(error: OSError) -> str:
    name = f"{error.filename}: " if error.filename else ""
    return f"{name}{error.strerror or error}. `counterfoil doctor` looks for the cause"


def _broken_file(error: sqlite3.Error) -> str:
    return (
        f"the store cannot be used: {error}. `counterfoil doctor` looks for the cause"
    )


_SAID: Mapping[type[Exception], Callable[[Any], str]] = {
    Refusal: _refused,
    NoRegister: str,
    Unrestorable: str,
    ValidationError: _invalid,
    psycopg.OperationalError: _no_database,
    sqlite3.Error: _broken_file,
    OSError: _no_file,
}
