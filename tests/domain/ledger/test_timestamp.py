"""Timestamps of a head (RFC 3161), by an authority that the test plays itself."""

import subprocess
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256

from domain.ledger.der import in_order
from domain.ledger.timestamp import (
    LARGEST,
    BadTimestamp,
    read_timestamp,
    stamped_digest,
    timestamp_request,
)
from tests.authority import OPENSSL, Authority, certificate, needs_openssl

pytestmark = needs_openssl
TEXT = f"register.northmoor.example/2026\n12\n{'A' * 43}=\n"


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority(tmp_path_factory.mktemp("tsa"), ec.SECP256R1())


@pytest.fixture(scope="module")
def reply(authority: Authority) -> bytes:
    return authority.reply(timestamp_request(TEXT))


def test_an_authority_says_when_it_saw_a_head(
    authority: Authority, reply: bytes
) -> None:
    found = read_timestamp(reply, TEXT, [authority.certificate, authority.root])

    assert (found.stamped_at.tzname(), found.by) == ("UTC", "CN=Stand-in Authority")


def test_keys_of_rsa_and_longer_hashes_will_do(tmp_path: Path) -> None:
    for nth, digest in enumerate(("sha256", "sha512")):
        other = Authority(tmp_path / str(nth), None, digest)
        stamped = other.reply(timestamp_request(TEXT))

        assert read_timestamp(stamped, TEXT, [other.certificate, other.root])


def test_it_is_of_this_head_and_of_no_other(authority: Authority, reply: bytes) -> None:
    with pytest.raises(BadTimestamp, match="something else"):
        read_timestamp(reply, TEXT + "x\n", [authority.certificate, authority.root])


def test_an_authority_has_to_be_known_beforehand(
    authority: Authority, reply: bytes, tmp_path: Path
) -> None:
    other = Authority(tmp_path / "other", ec.SECP256R1())
    key = ec.generate_private_key(ec.SECP256R1())
    # Above the one that signs, and no more: it does not say who may stamp.
    plain = certificate("Anybody", key, "Anybody", key)

    for trusted in ([], [other.certificate, other.root], [authority.root], [plain]):
        with pytest.raises(BadTimestamp, match="that you trust"):
            read_timestamp(reply, TEXT, trusted)


def test_a_certificate_of_the_same_name_and_number_is_not_the_same(
    authority: Authority, reply: bytes
) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    real = authority.certificate
    forged = (
        x509.CertificateBuilder()
        .subject_name(real.subject)
        .issuer_name(real.issuer)
        .serial_number(real.serial_number)
        .not_valid_before(real.not_valid_before_utc)
        .not_valid_after(real.not_valid_after_utc)
        .public_key(key.public_key())
    )
    for extension in real.extensions:
        forged = forged.add_extension(extension.value, extension.critical)

    with pytest.raises(BadTimestamp, match="not signed it so"):
        read_timestamp(
            reply,
            TEXT,
            [forged.sign(key, SHA256()), authority.root],
        )


def test_no_byte_of_what_is_signed_can_be_another(
    authority: Authority, reply: bytes
) -> None:
    trusted = [authority.certificate, authority.root]
    begin = reply.index(stamped_digest(reply))
    for at in (*range(begin, begin + 60, 3), len(reply) - 1, len(reply) - 40):
        spoilt = bytearray(reply)
        spoilt[at] ^= 1

        with pytest.raises(BadTimestamp):
            read_timestamp(bytes(spoilt), TEXT, trusted)


@pytest.mark.parametrize(
    "said",
    [b"", b"nonsense", b"0\x80", b"\x30\x84\xff\xff\xff\xff", bytes(LARGEST + 1)],
)
def test_what_is_no_reply_is_said(said: bytes, authority: Authority) -> None:
    with pytest.raises(BadTimestamp):
        read_timestamp(said, TEXT, [authority.certificate])


def test_a_reply_that_breaks_off_is_no_reply(
    authority: Authority, reply: bytes
) -> None:
    for length in range(0, len(reply), 37):
        with pytest.raises(BadTimestamp):
            read_timestamp(reply[:length], TEXT, [authority.certificate])


def test_an_authority_that_refuses_is_quoted(authority: Authority) -> None:
    # A request for a hash that the authority does not take, as RFC 3161, 2.4.2 has it.
    asked = timestamp_request(TEXT).replace(
        bytes.fromhex("0402010500"), b"\x04\x02\x0a\x05\0"
    )

    with pytest.raises(BadTimestamp, match="refused"):
        stamped_digest(authority.reply(asked))


def test_certificates_are_sorted_as_der_has_it_and_nothing_else_moves(
    reply: bytes,
) -> None:
    sorted_ = in_order(reply)

    assert (len(sorted_), in_order(sorted_)) == (len(reply), sorted_)
    assert sorted(sorted_) == sorted(reply)


def test_another_program_accepts_the_same(
    authority: Authority, reply: bytes, tmp_path: Path
) -> None:
    for name, content in (
        ("head", TEXT.encode()),
        ("reply.tsr", reply),
        ("trust.pem", authority.pem.encode()),
    ):
        (tmp_path / name).write_bytes(content)
    said = "ts -verify -data head -in reply.tsr -CAfile trust.pem -untrusted trust.pem"

    done = subprocess.run(  # noqa: S603 - openssl
        [str(OPENSSL), *said.split()], cwd=tmp_path, capture_output=True, check=False
    )

    assert (done.returncode, b"Verification: OK" in done.stdout) == (0, True)
