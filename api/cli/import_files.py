"""`counterfoil import`: files into the register, beside a running server."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Literal

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from api.cli.import_lines import told_of
from api.cli.people import asker
from api.cli.words import Data, Keys, on_terminal
from api.file_options import read_options
from api.imports.contracts_finder_import import import_notices
from api.imports.edges.importing import EDGES, import_edges
from api.imports.job import KIND, File
from api.imports.job import Progress as Told
from api.imports.ocds.importing import OCDS, import_ocds
from api.imports.report import Report, summed
from api.imports.rows.importing import import_sheet
from api.imports.rows.options import Options
from api.opening import EVERYTHING, home_of, opened, opened_register
from api.refusals import Invalid
from api.serving import spare_rubbish
from domain.log.register import Home
from projections.naming import Named, named

Take = Callable[[File, Told], Report]
Files = Annotated[
    list[Path], typer.Argument(help="The files, in the order in which they were made.")
]
KINDS = Literal[
    "contracts-finder",
    "ocds",
    "contracts",
    "risks",
    "issues",
    "subcontractors",
    "ledger",
    "actions",
    "edges",
]
Kind = Annotated[KINDS, typer.Option(help="What the files hold.")]
Saying = Annotated[
    Path | None,
    typer.Option(
        "--options",
        help="A JSON file that says more of sheets: columns, scores, likelihood,"
        " impact, contracts, suppliers, owners, sheet, header_row, scheme.",
    ),
]
Contract = Annotated[
    str | None,
    typer.Option(help='What rows are about that name no contract: one, or "council".'),
]
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
    options: Saying = None,
    contract: Contract = None,
) -> None:
    """Takes files into the register, each row once, however often it comes.

    It may run beside a server, be broken off and be run again. Ends with 0 only if
    nothing was refused.
    """
    spare_rubbish()
    contents = [File(path.name, path.read_bytes()) for path in files]
    said = _options(options, source, contract)
    reports: list[Report] = []
    with _taker(home_of(data, keys), kind, said, dry_run=dry_run) as take:
        for file in contents:
            with _progress(file.name) as progress:
                report = take(file, progress)
            reports.append(report)
            for line in told_of(report, all_faults=all_faults):
                typer.echo(line)
    if len(reports) > 1:
        typer.echo(f"All files: {summed(report.counts for report in reports)}")
    if dry_run:
        typer.echo("A rehearsal: nothing was written.")
    if any(report.anything_refused for report in reports):
        raise typer.Exit(1)


@contextmanager
def _taker(home: Home, kind: str, options: Options, *, dry_run: bool) -> Iterator[Take]:
    """How files of a kind are taken in: sheets are read beside what there is."""
    if kind == KIND:
        with opened_register(home) as register:
            yield lambda file, progress: import_notices(
                register,
                file,
                asker(),
                source=options.source,
                dry_run=dry_run,
                progress=progress,
            )
        return
    with opened(home) as here:

        def names() -> Named:
            with here.reads.at(EVERYTHING) as view:
                return named(view)

        if kind == OCDS:
            yield lambda file, progress: import_ocds(
                here.register,
                names,
                file,
                asker(),
                options=options,
                dry_run=dry_run,
                progress=progress,
            )
            return
        if kind == EDGES:
            yield lambda file, progress: import_edges(
                here.register,
                names,
                file,
                asker(),
                contract=options.contract,
                dry_run=dry_run,
                progress=progress,
            )
            return
        yield lambda file, progress: import_sheet(
            here.register,
            names,
            file,
            asker(),
            kind,
            options=options,
            dry_run=dry_run,
            progress=progress,
        )


def _options(path: Path | None, source: str | None, contract: str | None) -> Options:
    """What is said of sheets. Raises BadParameter for what cannot be understood."""
    try:
        said = json.loads(path.read_text()) if path else {}
        asked = {n: v if isinstance(v, str) else json.dumps(v) for n, v in said.items()}
        read = read_options({"kind": "contracts", **asked}).options
    except (ValueError, AttributeError, Invalid) as error:
        raise typer.BadParameter(str(error), param_hint="--options") from None
    return replace(
        read, source=source or read.source, contract=contract or read.contract
    )


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
