"""`counterfoil verify` and what belongs to it, as it is typed at the machine."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from shutil import copy, copytree, rmtree
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from api.cli.app import app

Typed = Callable[..., Result]


@pytest.fixture
def typed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Typed:
    monkeypatch.setenv("COUNTERFOIL_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("COUNTERFOIL_SIGNER", str(tmp_path / "signer"))
    monkeypatch.delenv("COUNTERFOIL_DATABASE_URL", raising=False)

    def typed(*words: Any) -> Result:
        return CliRunner().invoke(app, list(map(str, words)))

    made = typed("init", "--origin", "r.example/1", "--authority", "Example Council")
    assert made.exit_code == 0, made.output
    return typed


def test_a_register_and_its_bundle_are_verified(typed: Typed, tmp_path: Path) -> None:
    typed("account", "create", "Ann Atkins", "--role", "commissioner")
    bundle, trust = tmp_path / "b.zip", tmp_path / "trust"
    trust.write_text(typed("signer", "show").output)

    made = typed("bundle", "--out", bundle)
    assert "ok   signing: by the key in" in typed("doctor").output

    code = made.output.partition("code ")[2].split()[0]
    for said in ((), ("--known-head", code), ("--trust", trust)):
        alone = typed("verify", *said)
        assert (alone.exit_code, "VERIFIED-UNANCHORED" in alone.output) == (11, True)
    assert typed("verify", "--known-head", "A" * 20).exit_code == 21
    assert typed("verify", bundle, "--trust", trust).exit_code == 11
    assert typed("verify", bundle).exit_code == 40


def test_an_entry_changed_with_a_hex_editor_is_named(
    typed: Typed, tmp_path: Path
) -> None:
    file = tmp_path / "data/log.db"
    with closing(sqlite3.connect(file)) as store:
        store.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    data = file.read_bytes()
    assert data.count(b'"Example Council"') == 1
    file.write_bytes(data.replace(b'"Example Council"', b'"Exemple Council"'))

    found = typed("verify")

    assert found.exit_code == 20
    assert "position: #1\n  field: state/authority" in found.output


def test_what_is_no_store_or_no_head_is_said(typed: Typed, tmp_path: Path) -> None:
    assert typed("verify", "--known-head", "nonsense").exit_code == 30
    (tmp_path / "trust").write_text("nonsense\n")
    assert typed("verify", "--trust", tmp_path / "trust").exit_code == 40
    (tmp_path / "data/log.db").write_bytes(b"SQLite format 3\0" + b"\xff" * 4000)
    assert typed("verify").exit_code == 30


def test_another_key_is_taken_up_and_the_old_one_is_enough(
    typed: Typed, tmp_path: Path
) -> None:
    trust = tmp_path / "trust"
    trust.write_text(typed("signer", "show").output)

    assert typed("signer", "rotate", "--reason", "Yearly").exit_code == 0

    assert len(typed("signer", "show").output.splitlines()) == 2
    assert typed("verify", "--trust", trust).exit_code == 11


def test_after_a_disaster_two_people_declare_what_is_lost(
    typed: Typed, tmp_path: Path
) -> None:
    data, backup, bundle = (tmp_path / name for name in ("data", "backup", "b.zip"))
    for name in ("Ann Atkins", "Ben Bright"):
        typed("account", "create", name, "--role", "commissioner")
    copytree(data, backup)
    typed("account", "create", "Cid Carr", "--role", "reader")
    typed("bundle", "--out", bundle)
    trust, lost = tmp_path / "trust", tmp_path / "lost"
    trust.write_text(typed("signer", "show").output)
    copy(next((tmp_path / "signer").rglob("last")), lost)
    rmtree(data)
    copytree(backup, data)

    refused, doctor = typed("bundle", "--out", bundle), typed("doctor")
    declared = typed("recover", "--by", "Ann Atkins", "--reason", "The disk broke")
    alone = typed("recover", "--by", "Ann Atkins", "--confirm")
    confirmed = typed("recover", "--by", "Ben Bright", "--confirm")

    assert (refused.exit_code, "restored from an old copy" in refused.output) == (
        1,
        True,
    )
    assert "fail signing" in doctor.output
    assert "are declared lost" in declared.output
    assert (alone.exit_code, "somebody else" in alone.output) == (1, True)
    assert "r.example/1/epoch-2+" in confirmed.output
    assert typed("bundle", "--out", bundle).exit_code == 0
    assert typed("verify").exit_code == 11
    assert typed("verify", "--known-head", lost).exit_code == 23
    assert typed("verify", bundle, "--trust", trust).exit_code == 11
    said = ("--trust", trust, "--known-head", lost)
    assert typed("verify", bundle, *said).exit_code == 23
