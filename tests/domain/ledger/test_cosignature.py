"""Cosignatures of witnesses: as C2SP has them, and no other way."""

from datetime import UTC, datetime

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from domain.ledger.cosignature import (
    LATEST,
    Witness,
    cosignatures,
    cosigned_text,
    read_witness,
)
from domain.ledger.note import (
    BadNote,
    Signature,
    read_note,
    read_vkey,
    signed,
    with_signatures,
)
from tests.witness import NOW, StandIn

TEXT = (
    "example.com/behind-the-sofa\n20852163\n"
    "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n"
)
NOTE = signed(TEXT, "example.com/behind-the-sofa", Ed25519PrivateKey.generate())
WITNESS = StandIn()


def _cosigned(line: str) -> list[datetime]:
    note = read_note((str(NOTE) + line).encode())
    return [found.signed_at for found in cosignatures(note, [WITNESS.witness])]


def test_what_is_signed_is_two_lines_and_the_head() -> None:
    # The example of C2SP tlog-cosignature.
    assert cosigned_text(TEXT, 1679315147) == (
        "cosignature/v1\ntime 1679315147\nexample.com/behind-the-sofa\n20852163\n"
        "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n"
    )


def test_a_witness_is_known_by_its_line_and_says_when() -> None:
    assert _cosigned(WITNESS.line(str(NOTE).encode())) == [
        datetime.fromtimestamp(NOW, UTC)
    ]
    assert _cosigned(StandIn("other.example/w").line(str(NOTE).encode())) == []


def test_its_key_reads_as_it_was_written_and_is_no_key_of_a_log() -> None:
    said = str(WITNESS.witness)

    assert read_witness(said) == WITNESS.witness
    with pytest.raises(BadNote):
        read_vkey(said)
    with pytest.raises(BadNote):
        read_witness(str(NOTE.signed_by([]) or said.replace("+B", "+A", 1)))


def test_a_line_under_its_name_that_is_not_its_own_spoils_the_note() -> None:
    other = str(signed(TEXT.replace("3", "4"), "x", Ed25519PrivateKey.generate()))

    with pytest.raises(BadNote, match="not that witness's"):
        _cosigned(WITNESS.line(other.encode()))


@pytest.mark.parametrize("change", [0, 7, 8, 40, 71])
def test_another_time_or_another_signature_is_refused(change: int) -> None:
    (line,) = with_signatures(
        NOTE, read_note(f"\n\n{WITNESS.line(str(NOTE).encode())}".encode()).signatures
    ).signatures[1:]
    spoilt = bytearray(line.signature)
    spoilt[change] ^= 1

    assert WITNESS.witness.accepts(TEXT, bytes(spoilt)) is None


@pytest.mark.parametrize("length", [0, 8, 64, 71, 73])
def test_a_signature_of_another_length_is_none(length: int) -> None:
    assert WITNESS.witness.accepts(TEXT, bytes(length)) is None


def test_a_time_beyond_all_calendars_is_refused() -> None:
    line = WITNESS.line(str(NOTE).encode(), LATEST + 1)

    with pytest.raises(BadNote):
        _cosigned(line)


def test_a_key_that_fits_any_text_is_no_witness() -> None:
    weak = Witness("w.example", b"\x01" + bytes(31))

    with pytest.raises(BadNote, match="fits any text"):
        read_witness(str(weak))
    assert weak.accepts(TEXT, bytes(72)) is None
    assert Signature("w.example", weak.key_id, bytes(72)).line()
