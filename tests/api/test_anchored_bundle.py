"""What others signed, in a bundle: read with Python alone, by code of another hand."""

from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any
from uuid import UUID, uuid4

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding

from api.bundle_file import Asked, write_bundle
from api.opening import Opened
from domain.ledger.note import read_note
from domain.ledger.timestamp import timestamp_request
from domain.log.anchoring import Anchors
from domain.log.signing_keys import create_key
from domain.log.submission import Asker
from projections.opening import open_generations, open_reads
from tests.api.bundles import files_of, load_verifier, packed, verified
from tests.api.council import Council
from tests.authority import Authority, needs_openssl
from tests.witness import StandIn

pytestmark = needs_openssl
CLI = Asker(UUID(int=0), "cli", uuid4())
TEXT = "r.example\n1\nx\n"
KINDS: dict[str, tuple[ec.EllipticCurve | None, str]] = {
    "rsa": (None, "sha256"),
    "p256": (ec.SECP256R1(), "sha512"),
    "p384": (ec.SECP384R1(), "sha384"),
}
Run = Callable[..., Any]


@pytest.fixture(scope="module")
def verifier() -> ModuleType:
    return load_verifier()


@pytest.fixture(scope="module")
def authorities(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Authority]:
    return {
        name: Authority(tmp_path_factory.mktemp(name), curve, digest, name)
        for name, (curve, digest) in KINDS.items()
    }


class Vouched:
    """A register: #1 to #2 stamped thrice, to #3 witnessed, then one entry more."""

    def __init__(
        self, council: Council, authorities: dict[str, Authority], folder: Path
    ) -> None:
        register, self.folder = council.register, folder
        key, witness = create_key(register, CLI), StandIn()
        anchors = Anchors(register.signer)
        head, asked = anchors.timestamp_request()
        for authority in authorities.values():
            trusted = [authority.certificate, authority.root]
            anchors.add_timestamp(authority.reply(asked), trusted)
        self.stamped = head.size
        council.person("Ann Atkins", "reader")
        note = str(anchors.head()).encode()
        line = witness.line(note).encode()
        head, _ = anchors.add_cosignatures(read_note(note + line), [witness.witness])
        self.witnessed = head.size
        council.person("Ben Bright", "reader")
        self.trust = {
            "key": f"{key}\n",
            "witness": f"{witness.witness}\n",
            **{name: authority.pem for name, authority in authorities.items()},
        }
        log, home = register.reading, register.home
        generations = open_generations(log, home.data, clock=register.sources.clock)
        self._opened = Opened(register, generations, open_reads(log, generations))

    def bundle(self, last: int | None = None) -> Path:
        path = self.folder / f"to-{last}.zip"
        write_bundle(self._opened, Asked(1, last), path)
        return path

    def trusting(self, *names: str) -> Path:
        path = self.folder / "-".join(("trust", *names))
        path.write_text("".join(self.trust[name] for name in ("key", *names)))
        return path


@pytest.fixture(scope="module")
def vouched(
    standing_council: Council,
    authorities: dict[str, Authority],
    tmp_path_factory: pytest.TempPathFactory,
) -> Vouched:
    folder = tmp_path_factory.mktemp("vouched")
    return Vouched(standing_council, authorities, folder)


@pytest.fixture
def run(verifier: ModuleType, capsys: Any) -> Run:
    def run(bundle: Path, trust: Path, *said: str) -> Any:
        return verified(verifier, capsys, bundle, "--trust", trust, *said)

    return run


@pytest.mark.parametrize("name", KINDS)
def test_a_stamp_is_read_by_whoever_pinned_its_certificate(
    vouched: Vouched, run: Run, name: str
) -> None:
    bundle = vouched.bundle(vouched.stamped)

    found = run(bundle, vouched.trusting(name))

    assert (
        found.code,
        f"entries to #{vouched.stamped} stamped at" in found.reason,
    ) == (
        10,
        True,
    )
    assert run(bundle, vouched.trusting()).code == 11


def test_a_witness_counts_up_to_what_it_has_signed(vouched: Vouched, run: Run) -> None:
    whole, trust = vouched.bundle(), vouched.trusting("witness", "rsa")

    up_to = run(vouched.bundle(vouched.witnessed), trust, "--require-witness", "1")
    beyond = run(whole, trust)

    assert up_to.code == 0
    assert beyond.code == 11
    assert f"entries to #{vouched.witnessed} witnessed by audit-firm" in beyond.reason
    assert f"entries to #{vouched.stamped} stamped at" in beyond.reason
    assert run(whole, trust, "--require-witness", "1").code == 40


def test_what_does_not_belong_to_these_entries_is_tampering(
    vouched: Vouched, run: Run
) -> None:
    files, trust = files_of(vouched.bundle()), vouched.trusting(*KINDS, "witness")
    head = f"checkpoints/{vouched.stamped}"
    other = files[f"checkpoints/{vouched.witnessed}"]
    stamp = bytearray(files[f"{head}.2.tsr"])
    stamp[-5] ^= 1
    every = {name: bytes(stamp) for name in files if name.endswith(".tsr")}

    for changed, field in (({head: other}, head), (every, "timestamp")):
        spoilt = packed({**files, **changed}, vouched.folder / "spoilt.zip")
        found = run(spoilt, trust)
        assert (found.code, found.field) == (20, field)


@pytest.mark.parametrize("name", KINDS)
def test_no_byte_of_what_an_authority_signed_can_be_another(
    authorities: dict[str, Authority], verifier: ModuleType, name: str
) -> None:
    authority = authorities[name]
    reply = authority.reply(timestamp_request(TEXT))
    pinned = [verifier.read_certificate(_der(authority))]
    signed = reply.rindex(bytes.fromhex("2a864886f70d010904"))

    assert verifier.stamped_at(reply, TEXT, pinned).endswith("Z")
    assert verifier.stamped_at(reply, TEXT, []) is None
    for at in (*range(signed - 40, signed + 40, 7), len(reply) - 3):
        spoilt = bytearray(reply)
        spoilt[at] ^= 1
        assert _read(verifier, bytes(spoilt), pinned) is None
    with pytest.raises(ValueError, match="something else"):
        verifier.stamped_at(reply, f"{TEXT}x", pinned)


def _der(authority: Authority) -> bytes:
    return authority.certificate.public_bytes(Encoding.DER)


def _read(verifier: ModuleType, reply: bytes, pinned: list[Any]) -> str | None:
    """The time in a reply; None where the verifier would say that there is none."""
    try:
        found: str | None = verifier.stamped_at(reply, TEXT, pinned)
    except (ValueError, KeyError, IndexError, TypeError):
        return None
    return found
