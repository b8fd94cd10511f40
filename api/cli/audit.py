"""`counterfoil audit`: the auditor's questions at the register's own machine."""

import sys
from pathlib import Path
from typing import Annotated, Final, Literal
from urllib.parse import urlencode

import orjson
import typer

from api.audit.answering import csv_of, every, proof_of
from api.audit.taking import read_asked
from api.cli.reading import Purpose, keep_read, read_purpose
from api.cli.words import Data, Keys, fail
from api.opening import home_of, opened
from api.refusals import Invalid
from api.service import Service
from api.settings import Settings
from domain.rights import SYSTEM, reach
from projections.audit.catalogue import QUESTIONS

Form = Literal["ndjson", "csv"]
NAMES: Final = ", ".join(QUESTIONS)


class Terminal:
    """A question from the command line, as one of the API is."""

    def __init__(self, service: Service, said: list[str]) -> None:
        self.service = service
        self.query = urlencode([_parted(one) for one in said]).encode()

    @property
    def head(self) -> int:
        """The head of the log."""
        return self.service.register.reading.head()


def audit(  # noqa: PLR0913, PLR0917 - one parameter an option
    question: Annotated[str, typer.Argument(help=f"One of {NAMES}.")],
    said: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="NAME=VALUE...",
            help="What is asked, as /docs says of /v1/audit: period_end=2026-03-31.",
        ),
    ] = None,
    form: Annotated[
        Form, typer.Option("--format", help="Lines of JSON, or CSV.")
    ] = "ndjson",
    out: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Where to; else it is printed.")
    ] = None,
    data: Data = None,
    keys: Keys = None,
    purpose: Purpose = None,
) -> None:
    """Answers one of the auditor's questions, with the proof that it is complete."""
    asked_for = QUESTIONS.get(question)
    if asked_for is None:
        fail(f"there is no question {question}; ask one of {NAMES}")
        return
    what_for = read_purpose(purpose)
    with opened(home_of(data, keys)) as register:
        service = Service(register.register, register.reads, Settings())
        asking = Terminal(service, said or [])
        try:
            _, asked = read_asked(asking, asked_for, paged=False)
        except Invalid as invalid:
            first = invalid.faults[0]
            fail(f"{first.pointer.strip('/')} {first.message}")
            return
        seen = reach(SYSTEM, service.today())
        with service.reading(seen, asked.span.last) as view:
            found = asked_for.answer(view, asked)
            rows = [*every(found)]
            proof = proof_of(service, asked_for, view, asked, found)
        told = orjson.dumps([rows, found.summary])
        keep_read(register, asked_for.operation, asked.span.last, told, what_for)
    last = {
        "test": asked_for.test,
        "summary": found.summary,
        "completeness": proof,
    }
    if form == "csv":
        made = csv_of(asked_for, rows)
    else:
        made = b"".join(orjson.dumps(row) + b"\n" for row in (*rows, last))
    _give(made, out)
    head = proof["checkpoint"]
    typer.echo(
        f"{asked_for.test}: {len(rows)} rows of {proof['examined']} entries,"
        f" #{proof['from']} to #{proof['to']}, head {head['code']}",
        err=True,
    )


def _give(made: bytes, out: Path | None) -> None:
    if out is not None:
        out.write_bytes(made)
        return
    sys.stdout.write(made.decode("utf-8-sig"))


def _parted(said: str) -> tuple[str, str]:
    name, equals, value = said.partition("=")
    if not equals:
        fail(f"{said} is not written as name=value, such as days=30")
    return name, value
