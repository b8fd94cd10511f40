"""The command line as a program of its own, and where there is no register."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import Request, urlopen

import pytest
from typer.testing import CliRunner

from api.cli.app import app
from api.demo.story import personas
from tests.api.imports.importing import rows_of

COUNTERFOIL = (sys.executable, "-c", "from api.cli.app import app; app()")
AUTHORITY = ("--origin", "register.northmoor.example/2026", "--authority", "Northmoor")


@pytest.fixture
def key(tmp_path: Path) -> str:
    """A reader's key to a new, empty register in `data`."""
    account = ("account", "create", "A. Person", "--role", "reader")
    for said in (("init", *AUTHORITY), account):
        in_here(tmp_path / "data", *said)
    return in_here(tmp_path / "data", "key", "create", "A. Person").splitlines()[-1]


def in_here(data: Path, *said: str) -> str:
    """`counterfoil ...` within this process; what it prints."""
    result = CliRunner().invoke(app, [*said, "--data", str(data)])
    assert result.exit_code == 0, result.output
    return result.stdout


@contextmanager
def served(data: Path, port: int, *said: str) -> Iterator[Path]:
    """`counterfoil serve` or `demo` while it answers, and the file it prints to."""
    where = ("--port", str(port), "--data", str(data))
    printed = data.parent / "printed"
    complained = data.parent / "complained"
    with printed.open("w") as out, complained.open("w") as errors:
        process = subprocess.Popen(  # noqa: S603 - our own program
            [*COUNTERFOIL, *said, *where], stdout=out, stderr=errors
        )
    try:
        while not answers(port):
            with pytest.raises(subprocess.TimeoutExpired):
                process.wait(timeout=0.05)
        yield printed
    finally:
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=20) == 0


def answers(port: int) -> bool:
    try:
        return bool(ask(port, "/healthz"))
    except URLError:
        return False


def ask(port: int, path: str, key: str = "") -> Any:
    return json.loads(read(port, path, key))


def read(port: int, path: str, key: str = "") -> str:
    request = Request(
        f"http://127.0.0.1:{port}{path}", headers={"Authorization": f"Bearer {key}"}
    )
    with urlopen(request, timeout=10) as reply:  # noqa: S310
        return str(reply.read(), "utf-8")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def test_a_file_is_imported_beside_a_server_that_shows_it_and_stops_in_silence(
    key: str, tmp_path: Path
) -> None:
    """Both at once, and with a stream open: to start a server for each is dear."""
    data, path, port = tmp_path / "data", tmp_path / "march.json", free_port()
    path.write_bytes(rows_of(7))

    with served(data, port, "serve"):
        before = ask(port, "/v1/contracts", key)["total"]
        done = in_here(data, "import", str(path), "--kind", "contracts-finder")
        after = ask(port, "/v1/contracts", key)["total"]
        stream = opened_stream(port, key)

    assert "7 new, 0 changed, 0 unchanged, 0 no longer listed" in done
    assert (before, after) == (0, 7)
    with stream:
        assert stream.read().endswith(b"\n\n")
    assert (tmp_path / "complained").read_text() == ""


def test_several_workers_serve_one_register_and_stop_at_once_and_in_silence(
    key: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One start of three processes for what would each need one of its own."""
    port = free_port()
    monkeypatch.setenv("COUNTERFOIL_LOG_REQUESTS", "true")

    with served(tmp_path / "data", port, "serve", "--workers", "2"):
        asked = "/v1/contracts?q=Atkins"
        totals = [ask(port, asked, key)["total"] for _ in range(8)]
        told = {read(port, "/metrics").count('route="/v1/contracts"') for _ in range(8)}
        counted = read(port, "/metrics")
        stream = opened_stream(port, key)

    assert totals == [0] * 8
    line = re.search(r'_requests_total{.*route="/v1/contracts".*} (.*)', counted)
    assert line is not None
    assert float(line[1]) == 8
    assert len(told) == 1
    with stream:
        assert stream.read().endswith(b"\n\n")
    lines = (tmp_path / "complained").read_text().splitlines()
    logged = list(map(json.loads, lines))
    entries = [entry for entry in logged if entry.get("route") == "/v1/contracts"]
    assert len({entry["request"] for entry in entries}) == len(entries) == 8
    assert {entry["status"] for entry in entries} == {200}
    assert not any("Atkins" in line for line in lines)
    # A server that had run out of patience would have said so.
    assert {entry["level"] for entry in logged} == {"info"}


def opened_stream(port: int, key: str) -> Any:
    """The stream of events, which has begun and has no end."""
    request = Request(
        f"http://127.0.0.1:{port}/v1/events/stream",
        headers={"Authorization": f"Bearer {key}"},
    )
    stream = urlopen(request, timeout=20)  # noqa: S310
    assert stream.readline()
    return stream


def test_a_demonstration_prints_its_address_and_a_key_for_each_persona(
    tmp_path: Path,
) -> None:
    port = free_port()

    with served(tmp_path / "data", port, "demo") as printed:
        said = printed.read_text()
        keys = set(re.findall(r"cf_[\w-]+", said))
        helena = re.search(r"Helena Brandt.*(cf_[\w-]+)", said)
        assert helena is not None
        risks = ask(port, "/v1/risks", helena[1])

    assert f"http://127.0.0.1:{port}" in said
    assert len(keys) == len(personas())
    assert risks["total"] > 100


@pytest.mark.parametrize(
    "said",
    [
        ("serve",),
        ("rebuild",),
        ("export", "register.jsonl"),
        ("as-at", "1", "risks"),
        ("account", "create", "A. Person", "--role", "reader"),
        ("key", "create", "A. Person"),
    ],
)
def test_without_a_register_it_says_how_to_make_one_and_leaves_no_file(
    tmp_path: Path, said: tuple[str, ...]
) -> None:
    data = tmp_path / "data"

    result = CliRunner().invoke(app, [*said, "--data", str(data)])

    assert result.exit_code == 1
    assert "counterfoil init" in result.stderr
    assert not data.exists()


def test_a_database_that_does_not_answer_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = f"postgresql://nobody@127.0.0.1:{free_port()}/none"
    monkeypatch.setenv("COUNTERFOIL_DATABASE_URL", address)

    result = CliRunner().invoke(app, ["rebuild", "--data", str(tmp_path)])

    assert result.exit_code == 1
    assert "does not answer" in result.stderr
    assert "Traceback" not in result.output


def test_a_file_that_is_not_there_is_said_before_anything_is_done(
    tmp_path: Path,
) -> None:
    said = ["import", str(tmp_path / "none.json"), "--kind", "contracts-finder"]

    result = CliRunner().invoke(app, [*said, "--data", str(tmp_path)])

    assert result.exit_code == 1
    assert "none.json: No such file" in result.stderr


def test_the_doctor_says_what_to_do_where_nothing_is(tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["doctor", "--data", str(tmp_path / "none")])

    assert result.exit_code == 1
    assert "counterfoil init" in result.stdout


def test_a_demonstration_on_a_port_in_use_is_not_begun(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        said = ["demo", "--port", port, "--data", str(tmp_path / "data")]
        result = CliRunner().invoke(app, said)

    assert result.exit_code == 1
    assert "--port" in result.stderr
    assert not (tmp_path / "data").exists()


def test_every_command_explains_itself() -> None:
    for said in [
        "demo",
        "init",
        "serve",
        "import",
        "as-at",
        "rebuild",
        "doctor",
        "export",
        "restore",
    ]:
        result = CliRunner().invoke(app, [said, "--help"])
        assert result.exit_code == 0
        assert "--data" in result.stdout


def test_whoever_has_read_enough_is_told_of_no_fault(tmp_path: Path) -> None:
    reader, writer = os.pipe()
    os.close(reader)

    said = [*COUNTERFOIL, "doctor", "--data", str(tmp_path)]
    done = subprocess.run(said, stdout=writer, stderr=subprocess.PIPE, check=False)  # noqa: S603 - our own program
    os.close(writer)

    assert done.stderr == b""
    assert done.returncode == 1
