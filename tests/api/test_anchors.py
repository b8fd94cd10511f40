"""What others sign of the log: at the machine, and asked for over HTTP."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from starlette.testclient import TestClient
from typer.testing import CliRunner, Result

from api.app import create_app
from api.cli.app import app
from api.opening import home_of, opened
from api.settings import Settings
from domain.ledger.note import decoded, read_note
from domain.ledger.proof import verify_consistency
from tests.authority import Authority, needs_openssl
from tests.witness import StandIn

pytestmark = needs_openssl
Typed = Callable[..., Result]
WITNESS = StandIn()


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority(tmp_path_factory.mktemp("tsa"), ec.SECP256R1())


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


@pytest.fixture
def trust(typed: Typed, tmp_path: Path, authority: Authority) -> Path:
    """The file of somebody who trusts the register's key, a witness, an authority."""
    file = tmp_path / "trust"
    keys = typed("signer", "show").output
    file.write_text(f"# told on paper\n{keys}{WITNESS.witness}\n{authority.pem}")
    return file


def _stamp(typed: Typed, folder: Path, authority: Authority, trust: Path) -> Result:
    asked, reply = folder / "head.tsq", folder / "head.tsr"
    assert typed("anchor", "request", "--out", asked).exit_code == 0
    reply.write_bytes(authority.reply(asked.read_bytes()))
    return typed("anchor", "add", reply, "--trust", trust)


def _witness(typed: Typed, folder: Path, trust: Path) -> Result:
    asked, answer = folder / "head.add", folder / "head.signed"
    assert typed("witness", "request", "--out", asked).exit_code == 0
    request = asked.read_bytes()
    note = request[request.index(b"\n\n") + 2 :]
    answer.write_bytes(note + WITNESS.line(note).encode())
    return typed("witness", "add", answer, "--trust", trust)


def test_a_head_is_unanchored_then_stamped_then_witnessed(
    typed: Typed, tmp_path: Path, authority: Authority, trust: Path
) -> None:
    assert "UNANCHORED" in typed("anchor", "show").output
    alone = typed("verify", "--trust", trust)
    stamped = _stamp(typed, tmp_path, authority, trust)
    anchored = typed("verify", "--trust", trust)
    signed = _witness(typed, tmp_path, trust)
    witnessed = typed("verify", "--trust", trust)
    stranger = typed("verify")

    assert (alone.exit_code, "VERIFIED-UNANCHORED" in alone.output) == (11, True)
    assert "by CN=Stand-in Authority" in stamped.output
    assert (anchored.exit_code, "VERIFIED-ANCHORED" in anchored.output) == (10, True)
    assert f"the witness {WITNESS.witness.name}" in signed.output
    assert (witnessed.exit_code, "VERIFIED-WITNESSED" in witnessed.output) == (0, True)
    assert "the first 2 entries were witnessed by audit-firm" in witnessed.output
    # Whoever trusts neither is told no more than the register's own key says.
    assert stranger.exit_code == 11
    assert str(WITNESS.witness) in typed("anchor", "show").output
    assert "ok   witnesses: WITNESSED" in typed("doctor").output


def test_what_came_later_is_not_witnessed_by_it(
    typed: Typed, tmp_path: Path, trust: Path
) -> None:
    _witness(typed, tmp_path, trust)
    typed("account", "create", "Ann Atkins", "--role", "reader")

    found = typed("verify", "--trust", trust)

    assert found.exit_code == 11
    assert "the first 2 entries were witnessed" in found.output


def test_a_second_request_proves_that_the_log_only_grew(
    typed: Typed, tmp_path: Path, trust: Path
) -> None:
    _witness(typed, tmp_path, trust)
    old = read_note((tmp_path / "head.signed").read_bytes()).text.split("\n")
    typed("account", "create", "Ann Atkins", "--role", "reader")
    typed("witness", "request", "--out", tmp_path / "again")

    head, _, note = (tmp_path / "again").read_text().partition("\n\n")
    size, *proof = head.split("\n")
    new = read_note(note.encode()).text.split("\n")
    assert size == "old 2"
    verify_consistency(
        2,
        int(new[1]),
        old_root=decoded(old[2]),
        new_root=decoded(new[2]),
        proof=list(map(decoded, proof)),
    )


def test_a_line_alone_is_taken_with_the_size_of_its_head(
    typed: Typed, tmp_path: Path, trust: Path
) -> None:
    typed("witness", "request", "--out", tmp_path / "asked")
    line = tmp_path / "line"
    line.write_text(WITNESS.line((tmp_path / "asked").read_bytes()))

    refused = typed("witness", "add", line, "--trust", trust)
    taken = typed("witness", "add", line, "--trust", trust, "--size", 2)
    again = typed("witness", "add", line, "--trust", trust, "--size", 2)

    assert (refused.exit_code, "--size" in refused.output) == (1, True)
    assert (taken.exit_code, again.exit_code) == (0, 0)


def test_strangers_and_other_heads_are_refused(
    typed: Typed, tmp_path: Path, authority: Authority, trust: Path
) -> None:
    other = tmp_path / "other"
    other.write_text(f"{StandIn('w.example').witness}\n")
    foreign = tmp_path / "foreign"
    foreign.write_bytes(b"elsewhere.example\n2\n" + b"A" * 43 + b"=\n\n")
    foreign.write_bytes(foreign.read_bytes() + _any_line())
    (tmp_path / "t.tsq").write_bytes(b"")

    unknown = _witness(typed, tmp_path, other)
    elsewhere = typed("witness", "add", foreign, "--trust", trust)
    nobody = _stamp(typed, tmp_path, authority, other)
    nothing = typed("anchor", "add", other, "--trust", trust)
    bad = typed("anchor", "add", other, "--trust", foreign)

    for refused, why in (
        (unknown, "no witness that you trust"),
        (elsewhere, "has signed no such head"),
        (nobody, "no authority that you trust"),
        (nothing, "no reply to a request"),
        (bad, "is not Base64"),
    ):
        assert refused.exit_code in {1, 40}
        assert why in refused.output
    assert "UNANCHORED" in typed("anchor", "show").output


@pytest.mark.parametrize(
    ("act", "field"),
    [
        ("UPDATE cosignatures SET size = 1", "cosignature"),
        ("UPDATE cosignatures SET line = replace(line, 'A', 'B')", "cosignature"),
        ("UPDATE timestamps SET reply = x'3000'", "timestamp"),
        ("UPDATE timestamps SET sha256 = upper(sha256)", "timestamp"),
    ],
)
def test_what_others_signed_is_not_changed_unseen(
    vouched: Typed, tmp_path: Path, act: str, field: str
) -> None:
    with closing(sqlite3.connect(tmp_path / "data/log.db")) as store:
        with pytest.raises(sqlite3.IntegrityError, match="never changed"):
            store.execute(act)
        store.execute(f"DROP TRIGGER {field}s_update")
        store.execute(act)
        store.commit()

    found = vouched("verify", "--trust", tmp_path / "trust")

    assert (found.exit_code, f"field: {field}" in found.output) == (20, True)


@pytest.fixture
def vouched(typed: Typed, tmp_path: Path, authority: Authority, trust: Path) -> Typed:
    """A register whose head was stamped and witnessed."""
    _stamp(typed, tmp_path, authority, trust)
    _witness(typed, tmp_path, trust)
    return typed


@pytest.fixture
def client(vouched: Typed) -> Iterator[TestClient]:
    vouched("account", "create", "Ann Atkins", "--role", "auditor")
    key = vouched("key", "create", "Ann Atkins").output.splitlines()[-1]
    with opened(home_of()) as found:
        service = create_app(found.register, found.reads, Settings())
        with TestClient(service) as client:
            client.headers["Authorization"] = f"Bearer {key}"
            yield client


def test_the_api_tells_who_vouches_for_what(client: TestClient) -> None:
    now = client.get("/v1/log/checkpoint")
    then = client.get("/v1/log/checkpoint?size=2")
    told = client.get("/v1/log/checkpoints").json()
    ready = client.get("/readyz").json()

    assert now.headers["checkpoint-grade"] == "UNANCHORED"
    assert then.headers["checkpoint-grade"] == "WITNESSED"
    assert WITNESS.witness.name in then.text
    assert told["grade"] == "UNANCHORED"
    assert told["witnessed"]["size"] == told["stamped"]["size"] == 2
    assert [item["size"] for item in told["items"]] == [2]
    assert told["items"][0]["note"] == then.text
    assert client.get("/v1/log/checkpoints?before=2").json()["items"] == []
    assert (ready["grade"], ready["witnessed_to"]) == ("UNANCHORED", 2)
    assert client.get("/v1/log/checkpoint?size=1").status_code == 404
    assert client.get("/v1/log/checkpoints?before=x").status_code == 422


def _any_line() -> bytes:
    head = b"elsewhere.example\n2\n" + b"A" * 43 + b"=\n"
    return WITNESS.line(head + b"\n" + "\u2014 x ".encode() + b"AAAAAAAA\n").encode()
