"""The IT officer: doctor, emergency, a key renewed, and a restore to the same place."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner

from api.cli.app import app
from domain.log.register import Home

Run = Callable[..., str]


@pytest.fixture
def run(home: Home, monkeypatch: pytest.MonkeyPatch) -> Run:
    """`counterfoil ...` on the machine of the register."""
    monkeypatch.setenv("COUNTERFOIL_DATA", str(home.data))
    monkeypatch.setenv("COUNTERFOIL_DATABASE_SCHEMA", home.schema)
    if home.url:
        monkeypatch.setenv("COUNTERFOIL_DATABASE_URL", home.url)

    def counterfoil(*said: str) -> str:
        result = CliRunner().invoke(app, [*said])
        assert result.exit_code == 0, (said, result.output)
        return result.stdout

    return counterfoil


def checkpoint(printed: str) -> str:
    found = re.search("size [0-9]+, root [0-9a-f]{64}", printed)
    assert found is not None, printed
    return found[0]


def test_a_quarter_of_an_it_officer(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # An account for emergencies is prepared; its key goes into an envelope.
    run("account", "create", "Ada Able", "--role", "administrator")
    run("account", "create", "Break glass 1", "--role", "break_glass")
    envelope = run("key", "create", "Break glass 1").splitlines()[-1]
    assert "lies ready, and is sealed" in run("doctor")

    # Sign-in fails on a Sunday: it is opened, used, looked at, and gets a new key.
    why = "Nobody can be let in since the certificate ran out"
    run("account", "break-glass", "Break glass 1", "--reason", why, "--hours", "1")
    assert "break glass: A-" in run("doctor").replace("  ", " ")
    run("account", "seal", "Break glass 1", "--reason", "One key was renewed")
    assert run("key", "rotate", "Break glass 1").splitlines()[-1] != envelope
    assert "lies ready, and is sealed" in run("doctor")

    # The backup is restored elsewhere, and ends at the same checkpoint.
    export, keys = tmp_path / "register.jsonl.gz", tmp_path / "keys.json"
    exported = run("export", str(export), "--keys-file", str(keys))
    monkeypatch.delenv("COUNTERFOIL_DATABASE_URL", raising=False)
    there = ("--data", str(tmp_path / "there"), "--keys", str(tmp_path / "keys"))
    restored = run("restore", str(export), "--keys-file", str(keys), *there)

    assert checkpoint(restored) == checkpoint(exported)
    assert "what the log says" in run("rebuild", "--check", *there)
    assert "lies ready, and is sealed" in run("doctor", *there)
    assert "Break glass 1" not in export.read_text("latin-1")
