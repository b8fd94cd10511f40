"""A timestamping authority of our own: `openssl ts` with a key made for the test."""

import shutil
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
)
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

OPENSSL: Final = shutil.which("openssl")
needs_openssl = pytest.mark.skipif(
    OPENSSL is None, reason="needs openssl on the path: it plays the authority"
)
Private = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey
_CONFIG: Final = """\
[tsa]
default_tsa = ours
[ours]
serial = {folder}/serial
signer_cert = {folder}/tsa.pem
signer_key = {folder}/tsa.key
certs = {folder}/chain.pem
signer_digest = {digest}
default_policy = 1.2.3.4.1
digests = sha256, sha384, sha512
ess_cert_id_alg = sha256
"""


class Authority:
    """An authority with a certificate; `curve` None means RSA with 2048 bits."""

    def __init__(
        self,
        folder: Path,
        curve: ec.EllipticCurve | None = None,
        digest: str = "sha256",
        name: str = "Stand-in Authority",
    ) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        above = ec.generate_private_key(ec.SECP256R1())
        root = certificate("Stand-in Root", above, "Stand-in Root", above)
        key = _made(curve)
        self.root = root
        self.certificate = certificate(name, key, "Stand-in Root", above, stamps=True)
        (folder / "tsa.key").write_bytes(_pem(key))
        (folder / "tsa.pem").write_bytes(self.certificate.public_bytes(Encoding.PEM))
        (folder / "chain.pem").write_bytes(root.public_bytes(Encoding.PEM))
        (folder / "serial").write_text("01\n")
        config = _CONFIG.format(folder=folder, digest=digest)
        (folder / "tsa.cnf").write_text(config)

    @property
    def pem(self) -> str:
        """Who is trusted: the certificate that signs, and its root."""
        both = (self.certificate, self.root)
        return "".join(one.public_bytes(Encoding.PEM).decode() for one in both)

    def reply(self, request: bytes) -> bytes:
        """What it answers to a request, as a TimeStampResp."""
        asked, told = self._folder / "asked.tsq", self._folder / "told.tsr"
        asked.write_bytes(request)
        self._ts("-reply", "-queryfile", asked, "-out", told)
        return told.read_bytes()

    def _ts(self, *words: str | Path) -> None:
        config = ["-config", str(self._folder / "tsa.cnf")]
        said = [str(OPENSSL), "ts", *map(str, words), *config]
        subprocess.run(said, check=True, capture_output=True)  # noqa: S603 - openssl


def certificate(
    name: str, key: Private, issuer: str, by: Private, *, stamps: bool = False
) -> x509.Certificate:
    """A certificate for ten years; `stamps` means that it signs timestamps."""
    now = datetime.now(UTC) - timedelta(days=1)
    builder = (
        x509.CertificateBuilder()
        .subject_name(_named(name))
        .issuer_name(_named(issuer))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now)
        .not_valid_after(now + timedelta(days=3650))
        .add_extension(x509.BasicConstraints(ca=not stamps, path_length=None), True)  # noqa: FBT003 - critical
    )
    if stamps:
        use = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING])
        builder = builder.add_extension(use, critical=True)
    return builder.sign(by, hashes.SHA256())


def _made(curve: ec.EllipticCurve | None) -> Private:
    if curve is not None:
        return ec.generate_private_key(curve)
    return rsa.generate_private_key(65537, 2048)


def _named(name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])


def _pem(key: Private) -> bytes:
    form = PrivateFormat.PKCS8
    return key.private_bytes(Encoding.PEM, form, NoEncryption())
