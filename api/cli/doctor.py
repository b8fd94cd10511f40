"""`counterfoil doctor`: whether everything is as it should be, and what to do."""

import typer

from api.checkup import checkup
from api.cli.words import Data, Keys
from api.found import Finding
from api.opening import home_of


def doctor(data: Data = None, keys: Keys = None) -> None:
    """Checks python, store, clock and keys; ends with 1 if anything fails."""
    findings = checkup(home_of(data, keys))
    for finding in findings:
        for line in _lines(finding):
            typer.echo(line)
    if any(finding.state == "fail" for finding in findings):
        raise typer.Exit(1)


def _lines(finding: Finding) -> list[str]:
    said = f"{finding.state:<4} {finding.what}: {finding.found}"
    return [said, f"     {finding.advice}"] if finding.advice else [said]
