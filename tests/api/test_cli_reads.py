"""Who reads what is withheld at the machine itself is kept, too."""

from pathlib import Path
from uuid import UUID, uuid4

import pytest
from typer.testing import CliRunner

from api.cli.app import app
from api.cli.reading import user
from domain.log.home import Home, open_store
from domain.log.read_entry import Read
from domain.log.read_log import ReadLog
from domain.log.register import Register, begin
from domain.log.signing_keys import create_key
from domain.log.submission import Submission
from domain.rights import SYSTEM
from domain.risk.commands import IdentifyRisk
from domain.risk.risk import Risk
from tests.domain.log.acts import asker


@pytest.fixture
def hush(file_register: Register, monkeypatch: pytest.MonkeyPatch) -> UUID:
    """A restricted risk beside an open one."""
    create_key(file_register, asker())
    open_, hidden = uuid4(), uuid4()
    for risk, said in ((open_, {}), (hidden, {"handling": "restricted"})):
        command = IdentifyRisk.model_validate(
            {"title": "It ends", "scope": "council", **said}
        )
        act = begin(Risk, risk, Risk.identify, command, "create_risk")
        file_register.submit(Submission(act, asker()))
    monkeypatch.setenv("COUNTERFOIL_DATA", str(file_register.home.data))
    return hidden


def run(*said: str) -> str:
    result = CliRunner().invoke(app, said)
    assert result.exit_code == 0, result.output
    return result.output


def kept(home: Home, log_id: UUID) -> list[Read]:
    store = open_store(home)
    log = ReadLog(store, log_id)
    try:
        assert log.broken_at() is None
        return [one.read for one in log.reads(0, log.size())]
    finally:
        store.close()


def test_a_restricted_thing_told_at_the_machine_is_kept_with_its_user(
    file_register: Register, hush: UUID, tmp_path: Path
) -> None:
    head = str(file_register.reading.head())

    run("as-at", head, "contracts")
    run("as-at", "3", "risks")  # the open one
    run("as-at", head, "risks")
    run("audit", "entries", "--purpose", "Test 14")
    run("bundle", "--out", str(tmp_path / "audit.zip"))

    listed, asked, bundled = kept(file_register.home, file_register.log_id)
    assert (listed.operation, listed.records) == ("list_risks", (str(hush),))
    assert (listed.auth, listed.roles, listed.by) == (user(), ("cli",), SYSTEM.account)
    assert user().startswith("cli")
    assert (asked.operation, asked.purpose) == ("list_audit_entries", "Test 14")
    assert asked.records == (str(hush),)
    assert (bundled.operation, bundled.records) == ("get_audit_bundle_file", ())


@pytest.mark.usefixtures("hush")
def test_a_purpose_is_some_words_here_as_well() -> None:
    result = CliRunner().invoke(app, ["as-at", "2", "risks", "--purpose", ""])

    assert result.exit_code == 1
    assert "--purpose says in 1 to 300" in result.output
