"""Files of documents go with an export, and come back with a restore."""

from pathlib import Path

from typer.testing import CliRunner

from api.cli.app import app
from api.examples.common import EXAMPLES
from tests.api.council import Council, Person
from tests.api.test_cli_alone import in_here


def restored(council: Council, tmp_path: Path) -> tuple[list[str], list[str]]:
    """What an export and its restore elsewhere say."""
    file, there = str(tmp_path / "register.jsonl.gz"), str(tmp_path / "there")
    told = in_here(council.register.home.data, "export", file)
    back = CliRunner().invoke(app, ["restore", file, "--data", there])
    assert back.exit_code == 0, back.output
    return told.splitlines(), back.stdout.splitlines()


def test_files_are_counted_and_none_is_missing(
    council: Council, ann: Person, tmp_path: Path
) -> None:
    for nth in range(2):
        ann.file(b"%PDF" + bytes([nth]), title="Scan", scope="council")

    exported, back = restored(council, tmp_path)

    assert " and 2 files of documents to " in exported[0]
    assert "Not here" not in str(back)


def test_what_was_disposed_of_is_missed_by_nobody(
    council: Council, ann: Person, ben: Person, tmp_path: Path
) -> None:
    filed = f"/v1/documents/{ann.file(b'%PDF', title='Scan', scope='council')['id']}"
    ann.make(f"{filed}/request-disposal", dict(EXAMPLES["request_disposal_document"]))
    ben.make(f"{filed}/approve-disposal", {})

    exported, back = restored(council, tmp_path)

    assert "files" not in exported[0]
    assert "Not here" not in str(back)
