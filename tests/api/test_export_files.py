"""Files of documents are no entries: an export says that it does not hold them."""

from pathlib import Path

from typer.testing import CliRunner

from api.cli.app import app
from api.examples.common import EXAMPLES
from domain.log.register import Home
from tests.api.council import Council, Person
from tests.api.test_cli_alone import in_here


def restored(council: Council, tmp_path: Path) -> tuple[str, str]:
    """What an export and its restore elsewhere say at their ends."""
    file, there = str(tmp_path / "register.jsonl"), str(tmp_path / "there")
    told = in_here(council.register.home.data, "export", file)
    back = CliRunner().invoke(app, ["restore", file, "--data", there])
    assert back.exit_code == 0, back.output
    return told.splitlines()[-1], back.stdout.splitlines()[-1]


def test_files_that_an_export_leaves_out_are_counted_on_both_sides(
    council: Council, ann: Person, tmp_path: Path
) -> None:
    for nth in range(2):
        ann.file(b"%PDF" + bytes([nth]), title="Scan", scope="council")

    exported, back = restored(council, tmp_path)

    assert exported.startswith("Not in it: the 2 files of documents")
    assert back.startswith("Not here: the 2 files of documents")
    assert Home(tmp_path / "there").data.exists()


def test_what_was_disposed_of_is_missed_by_nobody(
    council: Council, ann: Person, ben: Person, tmp_path: Path
) -> None:
    filed = f"/v1/documents/{ann.file(b'%PDF', title='Scan', scope='council')['id']}"
    ann.make(f"{filed}/request-disposal", dict(EXAMPLES["request_disposal_document"]))
    ben.make(f"{filed}/approve-disposal", {})

    exported, back = restored(council, tmp_path)

    assert exported.startswith("Checkpoint")
    assert "Not here" not in back
