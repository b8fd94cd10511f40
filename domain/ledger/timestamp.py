"""Timestamps of a head by an authority that is trusted for the time: RFC 3161.

What is stamped is the text of a checkpoint, the three lines that its log signs, by
SHA-256. The certificate that signs the stamp has to be known beforehand (pinned):
what a reply brings along vouches for nothing.
"""

from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256
from typing import Final, NamedTuple

from cryptography.x509 import (
    Certificate,
    ExtendedKeyUsage,
    ExtensionNotFound,
    InvalidVersion,
)
from cryptography.x509.oid import ExtendedKeyUsageOID
from rfc3161_client import (
    HashAlgorithm,
    TimestampRequestBuilder,
    TimeStampResponse,
    VerificationError,
    VerifierBuilder,
    decode_timestamp_response,
)

from domain.ledger.der import in_order

# The object identifier of SHA-256 (RFC 5754, 2.2).
SHA256: Final = "2.16.840.1.101.3.4.2.1"
LARGEST: Final = 100_000
GRANTED: Final = 0


class BadTimestamp(ValueError):
    """What is not a timestamp, not of this head, or not of an authority trusted."""


class NotTrusted(BadTimestamp):
    """A timestamp by an authority that is not among those that are trusted."""


class Timestamp(NamedTuple):
    """When an authority has seen a head, and the certificate that it signs by."""

    stamped_at: datetime
    certificate: Certificate

    @property
    def by(self) -> str:
        """The authority's name."""
        return self.certificate.subject.rfc4514_string()


def timestamp_request(text: str) -> bytes:
    """What an authority is sent for a checkpoint: a TimeStampReq, DER."""
    asked = TimestampRequestBuilder().data(text.encode())
    return asked.hash_algorithm(HashAlgorithm.SHA256).build().as_bytes()


def stamped_at(reply: bytes) -> datetime:
    """The time in a reply; nothing else is checked. Raises BadTimestamp."""
    return _decoded(reply).tst_info.gen_time


def stamped_digest(reply: bytes) -> bytes:
    """The SHA-256 that a reply is about; nothing else is checked. BadTimestamp."""
    imprint = _decoded(reply).tst_info.message_imprint
    if imprint.hash_algorithm.dotted_string != SHA256:
        raise BadTimestamp("it stamps another hash than SHA-256")
    return imprint.message


def read_timestamp(
    reply: bytes, text: str, trusted: Sequence[Certificate]
) -> Timestamp:
    """The time in a reply for the text of a checkpoint. Raises BadTimestamp.

    `trusted` holds certificates of authorities and their roots. Which of them signed
    is told by issuer and serial number; what the reply brings along is not trusted.
    """
    found = _decoded(reply)
    if stamped_digest(reply) != sha256(text.encode()).digest():
        raise BadTimestamp("it is a timestamp of something else than this head")
    signer = _signer_of(found, trusted)
    verifier = VerifierBuilder(tsa_certificate=signer, roots=list(trusted)).build()
    try:
        verifier.verify_message(found, text.encode())
    except (VerificationError, InvalidVersion, ValueError) as error:
        raise BadTimestamp(f"the authority has not signed it so: {error}") from None
    return Timestamp(found.tst_info.gen_time, signer)


def is_authority(certificate: Certificate) -> bool:
    """Whether a certificate is one that signs timestamps (RFC 3161, 2.3)."""
    try:
        use = certificate.extensions.get_extension_for_class(ExtendedKeyUsage)
    except (ExtensionNotFound, ValueError):
        return False
    return ExtendedKeyUsageOID.TIME_STAMPING in use.value


def _decoded(reply: bytes) -> TimeStampResponse:
    if len(reply) > LARGEST:
        raise BadTimestamp("it is larger than any reply of an authority")
    try:
        found = decode_timestamp_response(in_order(reply))
        status = found.status
        if status == GRANTED:
            found.tst_info.gen_time  # noqa: B018 - a reply without a token has none
    except (ValueError, TypeError, AttributeError, OverflowError) as error:
        message = f"it is no reply to a request for a timestamp (RFC 3161): {error}"
        raise BadTimestamp(message) from None
    if status != GRANTED:
        said = "; ".join(found.status_string) or f"status {status}"
        raise BadTimestamp(f"the authority has refused: {said}")
    return found


def _signer_of(found: TimeStampResponse, trusted: Sequence[Certificate]) -> Certificate:
    """The trusted certificate that the signature is said to be by."""
    (said, *others) = found.signed_data.signer_infos
    named = (said.issuer, said.serial_number)
    signer = next((c for c in trusted if (c.issuer, c.serial_number) == named), None)
    if others or signer is None or not is_authority(signer):
        message = (
            "no authority that you trust has signed it: put the certificate that signs"
            " its timestamps, and that of its root, into the file of --trust, as PEM"
        )
        raise NotTrusted(message)
    return signer
