"""`counterfoil import`: files into the register, beside a running server."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Literal

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from api.cli_accounts import asker
from api.cli_words import Data, Keys, on_terminal
from api.imports.contracts_finder_import import import_notices
from api.imports.faults import Fault, Severity
from api.imports.job import File
from api.imports.job import Progress as Told
from api.imports.report import Report, grouped, summed
from api.opening import home_of, opened_register

# How each kind of file is taken in.
KINDS = {"contracts-finder": import_notices}
NAMED = 8
TITLES = {
    Severity.REFUSED: "Refused",
    Severity.KEPT_AS_UNKNOWN: "Taken without a value",
    Severity.NOTED: "Taken, and worth a look",
}


Files = Annotated[
    list[Path], typer.Argument(help="The files, in the order in which they were made.")
]
Kind = Annotated[Literal["contracts-finder"], typer.Option(help="What the files hold.")]
Source = Annotated[
    str | None,
    typer.Option(
        help="Where they come from: notices are no longer listed against the earlier"
        " file of the same source. By default the commonest buyer."
    ),
]
DryRun = Annotated[
    bool, typer.Option("--dry-run", help="Say what would happen, write nothing.")
]
AllFaults = Annotated[
    bool, typer.Option("--all-faults", help="Every fault on a line of its own.")
]


def import_files(  # noqa: PLR0913 - one parameter an option
    files: Files,
    kind: Kind,
    source: Source = None,
    data: Data = None,
    keys: Keys = None,
    *,
    dry_run: DryRun = False,
    all_faults: AllFaults = False,
) -> None:
    """Takes files into the register, each notice once, however often it comes.

    It may run beside a server, be broken off and be run again. Ends with 0 only if
    nothing was refused.
    """
    contents = [File(path.name, path.read_bytes()) for path in files]
    reports: list[Report] = []
    with opened_register(home_of(data, keys)) as register:
        for file in contents:
            with _progress(file.name) as progress:
                report = KINDS[kind](
                    register,
                    file,
                    asker(),
                    source=source,
                    dry_run=dry_run,
                    progress=progress,
                )
            reports.append(report)
            for line in told_of(report, all_faults=all_faults):
                typer.echo(line)
    if len(reports) > 1:
        typer.echo(f"All files: {summed(report.counts for report in reports)}")
    if dry_run:
        typer.echo("A rehearsal: nothing was written.")
    if any(report.anything_refused for report in reports):
        raise typer.Exit(1)


def told_of(report: Report, *, all_faults: bool) -> Iterator[str]:
    """A report as lines, the summary last."""
    counts = report.counts
    came = f"{counts.rows} rows, source {report.source} ({report.kind})"
    yield f"{report.file_name}: {came}"
    yield from _faults(report, all_faults=all_faults)
    yield from _matches(report)
    if report.note:
        yield f"  Note: {report.note}"
    if counts.repeated or counts.refused:
        yield f"  {counts.repeated} repeated, {counts.refused} refused"
    yield f"  {_against(report)}"
    yield f"  {report.summary}"


def _against(report: Report) -> str:
    if report.earlier is None:
        return "Against no earlier file: this is the first of its source"
    same = ", this very file" if report.repeats else ""
    earlier = report.earlier
    return f"Against the earlier file {earlier.file_name} ({earlier.reference}{same})"


def _faults(report: Report, *, all_faults: bool) -> Iterator[str]:
    """Each refusal by itself; what is only to be known, told once for all its rows."""
    title = None
    for fault, rows in grouped(report.faults):
        if fault.severity is not title:
            title = fault.severity
            yield f"  {TITLES[title]}:"
        alone = all_faults or title is Severity.REFUSED or len(rows) <= 1
        told = [each for each in report.faults if _same(each, fault)] if alone else []
        for each in told:
            where = f"row {each.row}, " if each.row else ""
            value = f' "{each.value}"' if each.value else ""
            yield f"    {where}{each.field or 'all of it'}{value}: {_said(each)}"
        if not alone:
            yield f"    {_rows(rows)}, {fault.field or 'all of it'}: {_said(fault)}"


def _same(one: Fault, other: Fault) -> bool:
    return replace(one, row=None, value="") == replace(other, row=None, value="")


def _said(fault: Fault) -> str:
    return f"{fault.wrong}; {fault.advice}"


def _rows(rows: list[int]) -> str:
    named = ", ".join(map(str, rows[:NAMED]))
    more = f" and {len(rows) - NAMED} more" if len(rows) > NAMED else ""
    return f"rows {named}{more}"


def _matches(report: Report) -> Iterator[str]:
    if report.matches:
        yield "  Suppliers to match by hand:"
    for match in report.matches:
        where = f"row {match.row}, notice {match.notice_id}"
        yield f'    {where} "{match.supplier}": {match.why}'


@contextmanager
def _progress(name: str) -> Iterator[Told]:
    """A bar where somebody watches; where nobody does, the result says it all."""
    if not on_terminal():
        yield lambda _, __: None
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, transient=True) as progress:
        task = progress.add_task(name, total=None)
        yield lambda done, total: progress.update(task, completed=done, total=total)
