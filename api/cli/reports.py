"""`counterfoil report`: reports as files, made at the register's own machine."""

from pathlib import Path
from typing import Annotated, Literal

import orjson
import typer

from api.cli.as_at import clocks_of
from api.cli.reading import Purpose, keep_read, read_purpose
from api.cli.words import Data, Keys, fail
from api.opening import EVERYTHING, home_of, opened
from api.papers.exits import exit_paper, report_with_head
from api.papers.fields import NAMES, read_fields, seen_by_all
from api.papers.paper import stand_of
from api.papers.replying import FORMS
from api.query import Query
from api.refusals import Invalid
from api.time_travel import Clocks

Form = Literal["pdf", "docx", "xlsx", "json"]

reports = typer.Typer(no_args_is_help=True)


@reports.callback()
def about() -> None:
    """Reports, as files."""


@reports.command("exit")
def exit_(  # noqa: PLR0913 - one parameter an option
    contract: Annotated[str, typer.Argument(help="The contract: C-12, or its id.")],
    form: Annotated[Form, typer.Option("--format", help="In which form.")],
    out: Annotated[Path, typer.Option(metavar="FILE", help="Where to write it.")],
    *,
    known_at: Annotated[
        str | None,
        typer.Option(metavar="MOMENT", help="As it was known then; left out: now."),
    ] = None,
    effective: Annotated[
        str | None, typer.Option(metavar="DATE", help="The day on which it was true.")
    ] = None,
    part: Annotated[str | None, typer.Option(help="Of a meeting: I or II.")] = None,
    exempt_paragraph: Annotated[
        str | None, typer.Option(help="With Part II: of Schedule 12A, 1 to 7.")
    ] = None,
    meeting: Annotated[str | None, typer.Option(help="For which meeting.")] = None,
    member: Annotated[str | None, typer.Option(help="The member.")] = None,
    officer: Annotated[str | None, typer.Option(help="The officer.")] = None,
    wards: Annotated[list[str] | None, typer.Option(help="A ward; repeat it.")] = None,
    data: Data = None,
    keys: Keys = None,
    purpose: Purpose = None,
) -> None:
    """Writes the report for planning the exit of a contract."""
    given = (part, exempt_paragraph, meeting, member, officer)
    said = {n: (v,) for n, v in zip(NAMES, given, strict=False) if v is not None}
    try:
        fields, _ = read_fields(
            Query({}, said | ({"wards": tuple(wards)} if wards else {}))
        )
    except Invalid as invalid:
        first = invalid.faults[0]
        fail(f"{first.pointer.strip('/')}: {first.message}")
        raise
    what_for = read_purpose(purpose)
    with opened(home_of(data, keys)) as register:
        clocks = clocks_of(register, known_at, effective) if known_at else Clocks()
        seen = seen_by_all(EVERYTHING, fields)
        with register.reads.at(seen, clocks.known_at, clocks.effective_on) as view:
            stand = stand_of(view, clocks, register.register.ledger.root_of)
            report = report_with_head(view, stand, fields, contract)
        told, at = orjson.dumps(report), view.position
        keep_read(register, "get_exit_report", at, told, what_for)
    if form == "json":
        made = orjson.dumps(report, option=orjson.OPT_INDENT_2)
    else:
        made = FORMS[form].made(exit_paper(report, stand, fields))
    out.write_bytes(made)
    typer.echo(f"{out}: {len(made):,} bytes, known at {stand.known_at}")
