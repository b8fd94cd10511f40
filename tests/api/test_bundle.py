"""The auditor's bundle, and whoever would like it to say something else."""

import shutil
import subprocess
import sys
from base64 import b64encode
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from types import ModuleType
from typing import Any
from uuid import UUID, uuid4

import pytest

from api.bundle_file import Asked, write_bundle
from api.opening import Opened
from api.refusals import Invalid
from domain.ledger.checkpoint import Checkpoint
from domain.ledger.entry import digest
from domain.ledger.head_code import head_code
from domain.ledger.tree import Frontier, leaf_hash
from domain.log.signing_key import SigningKey
from domain.log.signing_keys import create_key, rotate_key
from domain.log.submission import Asker
from projections.opening import open_generations, open_reads
from tests.api.bundles import (
    VERIFIER,
    Files,
    as_entries,
    changed_lines,
    entries_of,
    files_of,
    lines_of,
    load_verifier,
    packed,
    verified,
)
from tests.api.council import Council

CLI = Asker(UUID(int=0), "cli", uuid4())
REASON = "From what we were told yesterday"
Run = Callable[..., Any]


class Bundled:
    """A bundle of a small register, and what the operator has."""

    def __init__(self, council: Council, folder: Path) -> None:
        register = council.register
        first = create_key(register, CLI)
        ann = council.person("Ann Atkins", "commissioner")
        care = ann.make("/v1/contracts", {"title": "Care", "end": "2027-03-31"})
        on_it = {"title": "It ends", "contract_id": care["id"]}
        risk = ann.make("/v1/risks", on_it)
        ann.make("/v1/risks", {"title": "Another", "scope": "council"})
        score = {"current": {"likelihood": 4, "impact": 5}, "reason": REASON}
        ann.make(f"/v1/risks/{risk['id']}/assess", score)
        self.assessed = council.head()
        self.earlier = folder / "earlier"
        self.earlier.write_text(str(register.signer.latest()))
        self.code = head_code(register.ledger.root_of(council.head()))
        term = {"end": "2028-03-31", "reason": "Agreed"}
        ann.make(f"/v1/contracts/{care['id']}/amend-terms", term)
        rotate_key(register, CLI, "Yearly")
        self.contract = care["reference"]
        self.folder = folder
        self.trust = folder / "trust"
        self.trust.write_text(f"# given on paper\n{first}\n")
        generations = open_generations(
            register.reading, register.home.data, clock=register.sources.clock
        )
        self.opened = Opened(
            register, generations, open_reads(register.reading, generations)
        )
        self.whole = folder / "whole.zip"
        self.head = write_bundle(self.opened, Asked(), self.whole)
        self.key = register.signer.folder.key()

    @property
    def files(self) -> Files:
        return files_of(self.whole)

    def part(self, asked: Asked) -> Path:
        path = self.folder / "part.zip"
        write_bundle(self.opened, asked, path)
        return path


@pytest.fixture(scope="module")
def bundled(
    standing_council: Council, tmp_path_factory: pytest.TempPathFactory
) -> Bundled:
    return Bundled(standing_council, tmp_path_factory.mktemp("bundle"))


@pytest.fixture(scope="module")
def verifier() -> ModuleType:
    return load_verifier()


@pytest.fixture
def run(bundled: Bundled, verifier: ModuleType, capsys: Any) -> Run:
    def run(bundle: Path, *said: str | Path) -> Any:
        return verified(verifier, capsys, bundle, "--trust", bundled.trust, *said)

    return run


def test_a_stranger_verifies_it_with_python_alone_in_an_empty_folder(
    bundled: Bundled, tmp_path: Path
) -> None:
    for file in (bundled.whole, bundled.trust, VERIFIER):
        shutil.copy(file, tmp_path)
    said = [sys.executable, "-I", "-S", VERIFIER.name, "whole.zip", "--trust", "trust"]

    done = subprocess.run(  # noqa: S603 - our own script
        said, cwd=tmp_path, capture_output=True, text=True, env={}, check=False
    )

    assert (done.returncode, done.stderr) == (11, "")
    assert "VERIFIED-UNANCHORED" in done.stdout
    assert "2 risks worked out anew; 1 contracts worked out anew" in done.stdout


def test_it_begins_with_a_head_that_was_noted_down(bundled: Bundled, run: Run) -> None:
    assert run(bundled.whole, "--known-head", bundled.earlier).code == 11
    assert run(bundled.whole, "--known-head", bundled.code.lower()).code == 11
    assert run(bundled.whole, "--known-head", "ABCDE-ABCDE-ABCDE-ABCDE").code == 21


def test_only_keys_from_elsewhere_are_trusted(
    bundled: Bundled, run: Run, verifier: ModuleType, capsys: Any, tmp_path: Path
) -> None:
    stranger = tmp_path / "stranger"
    stranger.write_text(f"{SigningKey.made('register.example').verifier}\n")

    assert verified(verifier, capsys, bundled.whole).code == 40
    assert verified(verifier, capsys, bundled.whole, "--trust", stranger).code == 40
    assert run(bundled.whole, "--require-witness", "1").code == 40


def test_a_part_of_it_is_as_good(bundled: Bundled, run: Run) -> None:
    for first, last in ((1, 3), (2, 2), (3, bundled.head.size), (5, 8)):
        part = bundled.part(Asked(first, last))
        assert run(part).code == 11
    assert run(bundled.part(Asked(4)), "--known-head", bundled.earlier).code == 11


def test_what_lies_outside_a_scope_is_withheld_and_accounted_for(
    bundled: Bundled, run: Run
) -> None:
    part = bundled.part(Asked(contracts=(bundled.contract,)))
    told = list(lines_of(files_of(part)["disclosures.ndjson"]))

    assert run(part).code == 11
    assert b"Another" not in part.read_bytes()
    assert b"It ends" in part.read_bytes()
    assert any(
        held["basis"] == "scope" for line in told for held in line["withheld"].values()
    )


def test_names_are_not_in_it(bundled: Bundled) -> None:
    assert b"Ann Atkins" not in bundled.whole.read_bytes()


def test_there_is_nothing_before_the_beginning_or_after_the_end(
    bundled: Bundled, tmp_path: Path
) -> None:
    with pytest.raises(Invalid, match="from"):
        write_bundle(bundled.opened, Asked(9, 3), tmp_path / "no.zip")
    assert not list(tmp_path.iterdir())


def test_one_byte_changed_anywhere_is_refused(
    bundled: Bundled, run: Run, tmp_path: Path
) -> None:
    """Every byte in turn takes minutes: scripts/torture. Here some of all kinds."""
    good, path = bundled.whole.read_bytes(), tmp_path / "bad.zip"
    ends = range(len(good) - 700, len(good), 7)
    for at in (*range(0, len(good), 211), *ends):
        bad = bytearray(good)
        bad[at] ^= 1 << at % 8
        path.write_bytes(bad)
        assert 20 <= run(path).code <= 40, at
    for bad_whole in (good[:-1], good + b"\0", b"", good[:100], b"\0" + good):
        path.write_bytes(bad_whole)
        assert run(path).code == 30


def _worse(line: Any) -> None:
    """A grade that somebody would rather have given."""
    if "current" in line.get("open", {}):
        line["open"]["current"][1] = {"impact": 2, "likelihood": 1}
    if line.get("current"):
        line["current"] = {"impact": 2, "likelihood": 1, "score": 2}


def _renamed(line: Any) -> None:
    """Another title than was given."""
    if "title" in line.get("open", {}):
        line["open"]["title"][1] = "It goes on"


def _forged(files: Files, change: Callable[[Any], None] = _worse) -> Files:
    """A value changed wherever it stands, and the digests and entries with it."""
    told = changed_lines(files["disclosures.ndjson"], change)
    entries = entries_of(files)
    lines = [*lines_of(files["disclosures.ndjson"]), *lines_of(told)]
    for entry, old, new in zip(
        entries, lines[: len(entries)], lines[len(entries) :], strict=True
    ):
        for name in old["open"]:
            was, now = (_digest(name, *line["open"][name]) for line in (old, new))
            entry["_sd"] = sorted(now if one == was else one for one in entry["_sd"])
    return {
        **files,
        "disclosures.ndjson": told,
        "entries/000": as_entries(entries),
        "tables/risks.ndjson": changed_lines(files["tables/risks.ndjson"], change),
    }


def _digest(name: str, salt: str, value: Any) -> str:
    return digest(bytes.fromhex(salt), name, value)


def test_a_changed_value_is_named_though_every_file_fits_the_manifest(
    bundled: Bundled, run: Run, tmp_path: Path
) -> None:
    files = bundled.files
    files["disclosures.ndjson"] = changed_lines(files["disclosures.ndjson"], _worse)

    found = run(packed(files, tmp_path / "bad.zip"))

    assert (found.code, found.position, found.field) == (
        20,
        bundled.assessed,
        "current",
    )
    assert "not what was sealed" in found.reason


def test_leaves_and_nodes_hashed_anew_do_not_lead_to_the_signed_root(
    bundled: Bundled, run: Run, tmp_path: Path
) -> None:
    found = run(packed(_forged(bundled.files), tmp_path / "bad.zip"))

    assert (found.code, found.field) == (20, "root")


def test_a_history_rewritten_and_signed_anew_diverges_from_any_earlier_head(
    bundled: Bundled, run: Run, tmp_path: Path
) -> None:
    files = _forged(bundled.files)
    leaves = [leaf_hash(entry) for entry in _raw(files["entries/000"])]
    root = Frontier().extend(leaves)[0].root()
    assert bundled.key is not None
    head = Checkpoint(bundled.head.origin, bundled.head.size, root)
    files["checkpoint"] = str(bundled.key.sign(head.text())).encode()
    forged = packed(files, tmp_path / "bad.zip")

    assert run(forged).code == 11  # nobody can tell who holds no earlier head
    assert run(forged, "--known-head", bundled.earlier).code == 21
    assert run(forged, "--known-head", bundled.code).code == 21


def test_a_root_beside_that_lies_over_the_entries_vouches_for_none_of_them(
    bundled: Bundled, run: Run, tmp_path: Path
) -> None:
    """A part is not worked out from roots that it brings along for itself."""
    leaves = [leaf_hash(entry) for entry in _raw(bundled.files["entries/000"])]
    size, at, lines = len(leaves), 0, []
    while at < size:
        span = 1 << (size - at).bit_length() - 1
        root = Frontier().extend(leaves[at : at + span])[0].root()
        lines.append(f"{at} {at + span} {root.hex()}\n")
        at += span
    # From the third on: the subtree of the first eight begins before it.
    part = files_of(bundled.part(Asked(3, bundled.assessed + 1)))
    forged = {**_forged(part, _renamed), "beside.txt": "".join(lines).encode()}

    found = run(packed(forged, tmp_path / "bad.zip"))

    assert (found.code, found.field) == (20, "beside.txt")


def _raw(data: bytes) -> list[bytes]:
    found, at = [], 0
    while at < len(data):
        length = int.from_bytes(data[at : at + 2])
        found.append(data[at + 2 : at + 2 + length])
        at += 2 + length
    return found


def test_what_the_register_shows_has_to_follow_from_its_entries(
    bundled: Bundled, run: Run, tmp_path: Path
) -> None:
    files = bundled.files
    files["tables/risks.ndjson"] = changed_lines(files["tables/risks.ndjson"], _worse)

    found = run(packed(files, tmp_path / "bad.zip"))

    assert found.code == 20
    assert "its entries come to" in found.reason


@pytest.mark.parametrize(
    ("name", "change", "code"),
    [
        ("disclosures.ndjson", lambda line: line["open"].clear(), 22),
        ("disclosures.ndjson", lambda line: line.update(position=7), 22),
        (
            "disclosures.ndjson",
            lambda line: (
                line["withheld"].update(
                    {
                        n: {"basis": "because", "digest": _digest(n, *v)}
                        for n, v in line["open"].items()
                    }
                )
                or line["open"].clear()
            ),
            22,
        ),
        (
            "disclosures.ndjson",
            lambda line: (
                line["withheld"].update(
                    {
                        n: {"basis": "erased", "by": 9, "digest": _digest(n, *v)}
                        for n, v in line["open"].items()
                    }
                )
                or line["open"].clear()
            ),
            22,
        ),
        ("tables/contracts.ndjson", lambda line: line.update(end=None), 20),
    ],
)
def test_nothing_is_left_out_without_account(  # noqa: PLR0913, PLR0917
    bundled: Bundled,
    run: Run,
    tmp_path: Path,
    name: str,
    change: Callable[[Any], Any],
    code: int,
) -> None:
    files = bundled.files
    files[name] = changed_lines(files[name], change)

    assert run(packed(files, tmp_path / "bad.zip")).code == code


def test_entries_left_out_swapped_or_doubled_are_found(
    bundled: Bundled, run: Run, tmp_path: Path
) -> None:
    entries = entries_of(bundled.files)
    for other in (
        entries[:-1],
        entries[1:],
        [*entries[:2], entries[3], entries[2], *entries[4:]],
        [*entries, entries[-1]],
        [],
    ):
        files = {**bundled.files, "entries/000": as_entries(other)}
        assert run(packed(files, tmp_path / "bad.zip")).code in (20, 22)


def test_another_version_and_other_files_are_said(
    bundled: Bundled, run: Run, tmp_path: Path
) -> None:
    other = packed(bundled.files, tmp_path / "v2.zip", form="counterfoil-bundle/2")
    assert run(other).code == 31
    extra = packed({**bundled.files, "../evil": b""}, tmp_path / "evil.zip")
    assert run(extra).code == 30
    fewer = {n: d for n, d in bundled.files.items() if n != "beside.txt"}
    assert run(packed(fewer, tmp_path / "fewer.zip")).code == 22
    assert run(tmp_path / "nowhere.zip").code == 30


def test_a_verifier_that_leaves_digests_out_would_believe_anything(
    bundled: Bundled, verifier: ModuleType, capsys: Any, tmp_path: Path
) -> None:
    """The control: without its account of digests the same forgery passes."""
    weaker = load_verifier()
    weaker.Register._account = lambda _, __, told, ___: {  # noqa: SLF001
        name: value for name, (_, value) in told["open"].items()
    }
    files = bundled.files
    for name in ("disclosures.ndjson", "tables/risks.ndjson"):
        files[name] = changed_lines(files[name], _worse)
    forged = packed(files, tmp_path / "bad.zip")

    assert verified(weaker, capsys, forged, "--trust", bundled.trust).code == 11
    assert verified(verifier, capsys, forged, "--trust", bundled.trust).code == 20


def test_a_witness_makes_it_witnessed(
    bundled: Bundled, run: Run, verifier: ModuleType, capsys: Any, tmp_path: Path
) -> None:
    """A stand-in for a witness; none of those that others run was asked."""
    key = SigningKey.made("witness.example/w1")
    public = b"\x04" + key.verifier.public
    named = b"witness.example/w1\n" + public
    key_id = sha256(named).digest()[:4]
    vkey = f"witness.example/w1+{key_id.hex()}+{b64encode(public).decode()}"
    note = bundled.files["checkpoint"].decode()
    text = note[: note.index("\n\n") + 1]
    when = 1_790_000_000
    signature = key.sign(f"cosignature/v1\ntime {when}\n{text}").signatures[0].signature
    line = b64encode(key_id + when.to_bytes(8) + signature).decode()
    cosigned = tmp_path / "cosigned"
    cosigned.write_text(f"{note}\u2014 witness.example/w1 {line}\n")
    trust = tmp_path / "trust"
    trust.write_text(bundled.trust.read_text() + vkey + "\n")
    said = (bundled.whole, "--trust", trust, "--checkpoint", cosigned)

    assert verified(verifier, capsys, *said, "--require-witness", "1").code == 0
    assert run(bundled.whole, "--checkpoint", cosigned).code == 11


def test_a_head_of_something_else_is_not_taken_for_its_own(
    bundled: Bundled, run: Run, tmp_path: Path
) -> None:
    """Not in the manifest, not as what a witness signed, not as an earlier one."""
    other = packed(bundled.files, tmp_path / "other.zip", origin="another.example")
    later = tmp_path / "later"
    assert bundled.key is not None
    head = Checkpoint(bundled.head.origin, bundled.head.size + 1, bytes(32))
    later.write_text(str(bundled.key.sign(head.text())))

    found = run(other)
    assert (found.code, found.field) == (20, "checkpoint")
    found = run(bundled.whole, "--checkpoint", later)
    assert (found.code, found.field) == (21, "checkpoint")
    found = run(bundled.whole, "--known-head", later)
    assert (found.code, found.field) == (21, "known head")
    assert run(bundled.whole, "--known-head", "ABCDE-ABCDE").code == 30


@pytest.mark.parametrize(
    ("name", "spoilt", "code"),
    [
        ("beside.txt", lambda _: b"0 1 x\n", 20),
        ("beside.txt", lambda _: b"0 2 " + b"0" * 64 + b"\n", 20),
        ("beside.txt", lambda data: data[: data.rindex(b"\n", 0, -1) + 1], 22),
        ("disclosures.ndjson", lambda data: data[:-1], 20),
        (
            "disclosures.ndjson",
            lambda data: data + data.splitlines(keepends=True)[-1],
            22,
        ),
        ("entries/000", lambda data: data[:-1], 20),
        ("entries/000", lambda data: data + b"\0\0", 20),
        ("tables/risks.ndjson", lambda data: data.splitlines(keepends=True)[0], 22),
    ],
)
def test_what_is_cut_off_or_put_to_a_file_is_found(  # noqa: PLR0913, PLR0917
    bundled: Bundled,
    run: Run,
    tmp_path: Path,
    name: str,
    spoilt: Callable[[bytes], bytes],
    code: int,
) -> None:
    part = bundled.whole if name.startswith("tables") else bundled.part(Asked(2, 4))
    files = files_of(part)
    files[name] = spoilt(files[name])

    assert run(packed(files, tmp_path / "bad.zip")).code == code


def test_the_verifier_knows_ed25519_by_itself(verifier: ModuleType) -> None:
    """RFC 8032, 7.1, TEST 3; and what section 5.1.7 refuses."""
    public = bytes.fromhex(
        "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025"
    )
    signature = bytes.fromhex(
        "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac"
        "18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a"
    )
    accepts: Callable[..., bool] = verifier.is_signature
    moved = int.from_bytes(signature[32:], "little") + verifier.ORDER
    twin = signature[:32] + moved.to_bytes(32, "little")

    assert accepts(public, b"\xaf\x82", signature)
    assert not accepts(public, b"\xaf\x83", signature)
    assert not accepts(public, b"\xaf\x82", twin)
    assert not accepts(public, b"\xaf\x82", signature[:63])
    assert not accepts(b"\xff" * 32, b"\xaf\x82", signature)
    # The neutral point fits every text with R = 0 and S = 0.
    neutral = b"\x01" + b"\0" * 31
    assert not accepts(neutral, b"anything", neutral + b"\0" * 32)
    for bit in range(0, 512, 37):
        spoilt = bytearray(signature)
        spoilt[bit // 8] ^= 1 << bit % 8
        assert not accepts(public, b"\xaf\x82", bytes(spoilt))


def test_the_verifier_shares_nothing_with_the_product() -> None:
    source = VERIFIER.read_text()
    imported = {
        line.split()[1].partition(".")[0]
        for line in source.splitlines()
        if line.startswith(("import ", "from "))
    }

    assert imported <= sys.stdlib_module_names
