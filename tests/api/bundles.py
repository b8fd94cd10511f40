"""Bundles as somebody with a hex editor, time and a zip program makes them anew."""

import importlib.util
import json
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple
from zipfile import ZipFile, ZipInfo

from domain.ledger.canonical import spell

VERIFIER = Path(__file__).parents[2] / "scripts/verify_register.py"
Files = dict[str, bytes]


class Verified(NamedTuple):
    """What the verifier said."""

    code: int
    position: int | None
    field: str | None
    reason: str


def load_verifier() -> ModuleType:
    """The verifier as a module, so that a thousand runs need one process."""
    spec = importlib.util.spec_from_file_location("verify_register", VERIFIER)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def verified(module: ModuleType, capture: Any, *said: str | Path) -> Verified:
    """One run of the verifier."""
    code = module.main([*map(str, said), "--json"])
    told = json.loads(capture.readouterr().out)
    assert told["exit"] == code
    return Verified(code, told["position"], told["field"], told["reason"])


def files_of(bundle: Path) -> Files:
    """The files of a bundle, in order."""
    with ZipFile(bundle) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


def packed(files: Files, path: Path, **manifest: Any) -> Path:
    """A bundle of these files, with a manifest and checksums that fit them."""
    said = json.loads(files["manifest.json"]) | manifest
    said["files"] = {
        name: {"bytes": len(data), "sha256": sha256(data).hexdigest()}
        for name, data in files.items()
        if name != "manifest.json"
    }
    files = {**files, "manifest.json": spell(said) + b"\n"}
    with ZipFile(path, "w") as made:
        for name, data in files.items():
            info = ZipInfo(name)
            info.create_system, info.external_attr = 0, 0o600 << 16
            made.writestr(info, data)
    return path


def entries_of(files: Files) -> list[dict[str, Any]]:
    """The entries of a bundle whose entries are in one file."""
    data, at, found = files["entries/000"], 0, []
    while at < len(data):
        length = int.from_bytes(data[at : at + 2])
        found.append(json.loads(data[at + 2 : at + 2 + length]))
        at += 2 + length
    return found


def as_entries(entries: list[dict[str, Any]]) -> bytes:
    """The same as the bytes of a file."""
    spelt = map(spell, entries)
    return b"".join(len(entry).to_bytes(2) + entry for entry in spelt)


def lines_of(data: bytes) -> Iterator[Any]:
    """What the lines of a file say."""
    return map(json.loads, data.splitlines())


def changed_lines(data: bytes, change: Callable[[Any], None]) -> bytes:
    """The lines with a change to whatever it finds."""
    lines = list(lines_of(data))
    for line in lines:
        change(line)
    return b"".join(spell(line) + b"\n" for line in lines)
