"""The restore drill of docs/operations.md, performed line by line on either store."""

import re
import shlex
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from uuid import uuid4

import pytest
from typer.testing import CliRunner

from api.cli.app import app
from domain.document.commands import FileDocument
from domain.ledger.tree import Frontier, leaf_hash
from domain.log.blobs import Incoming, read_parts
from domain.log.filing import file_document
from domain.log.mapper import leaf_of
from domain.log.register import Home, Register
from tests.domain.log.acts import enter, invited, told

SCAN = b"%PDF the signed contract" * 100_000
PAGE = Path(__file__).parents[2] / "docs/operations.md"
WITHOUT_DATABASE = "env -u COUNTERFOIL_DATABASE_URL "


def steps() -> list[str]:
    """The commands of the drill, as the page has them."""
    found = re.search(r"<!-- drill -->\n```sh\n(.*?)```", PAGE.read_text(), re.DOTALL)
    assert found is not None
    return found[1].splitlines()


@pytest.fixture
def busy(home: Home) -> Iterator[Register]:
    """A register in which somebody goes on writing."""
    with open_register(home) as register:
        for name in ("Ann Atkins", "Ben Bright"):
            invited(register, "commissioner", name=name)
        for _ in range(50):
            enter(register)
        blob = Incoming(None)
        blob.take(SCAN)
        said = {"title": "Scan", "scope": "council", "media": "application/pdf"}
        size = {"sha256": blob.sha256, "bytes": blob.size}
        command = FileDocument.model_validate({**said, **size})
        register.file(told(file_document(uuid4(), command, blob)), blob)
        blob.close()
        over = threading.Event()
        writer = threading.Thread(target=lambda: _write(register, over))
        writer.start()
        yield register
        over.set()
        writer.join()


@contextmanager
def open_register(home: Home) -> Iterator[Register]:
    register = Register(home)
    yield register
    register.close()


def _write(register: Register, over: threading.Event) -> None:
    while not over.is_set():
        enter(register)


def test_the_drill_ends_at_the_same_checkpoint_and_the_same_register(
    busy: Register, home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COUNTERFOIL_DATA", str(home.data))
    monkeypatch.setenv("COUNTERFOIL_DATABASE_SCHEMA", home.schema)
    backup, size, said = tmp_path / "backup", "", list[str]()
    backup.mkdir()

    for step in steps():
        line = step.replace("/backup", str(backup)).replace("$SIZE", size)
        line = line.replace("/drill", str(tmp_path / "drill"))
        with monkeypatch.context() as environment:
            if home.url and not step.startswith(WITHOUT_DATABASE):
                environment.setenv("COUNTERFOIL_DATABASE_URL", home.url)
            command = shlex.split(line.removeprefix(WITHOUT_DATABASE))[1:]
            result = CliRunner().invoke(app, command)
        assert result.exit_code == 0, (step, result.output)
        said.append(result.stdout)
        size = size or said[0].split("size ")[1].partition(",")[0]

    exported, restored, checked, here, there, doctor = said
    leaves = (leaf_of(busy.log_id, row) for row in busy.reading.rows(0, int(size)))
    root = Frontier().extend(map(leaf_hash, leaves))[0].root().hex()
    assert f"Checkpoint: size {size}, root {root}" in exported
    assert exported.splitlines()[1] == restored.splitlines()[1]
    assert "is what the log says" in checked
    assert here == there
    assert here.count('"title"') >= 50
    assert f"register: {size} entries" in doctor
    # The writer has gone on meanwhile.
    assert busy.reading.head() > int(size)
    with open_register(Home(tmp_path / "drill", keys=tmp_path / "drill/keys")) as copy:
        assert copy.reading.rows(0, 9) == busy.reading.rows(0, 9)
        name = copy.reading.recorded(1, 1)[0].fact.name
        assert name == "Ann Atkins"
        scan = read_parts(copy.store, sha256(SCAN).hexdigest())
        assert b"".join(scan) == SCAN
