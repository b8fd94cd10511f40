"""Signed notes: one spelling each, and a signature that is its key's or none."""

import json
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from domain.ledger.note import (
    BadNote,
    Note,
    Signature,
    Verifier,
    read_note,
    read_vkey,
    signed,
    with_signatures,
)

# RFC 8032, 7.1, TEST 1: the secret, and the public key that belongs to it.
SECRET = bytes.fromhex(
    "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60"
)
PUBLIC = bytes.fromhex(
    "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"
)
NAME = "register.northmoor.example/2026"
ORDER = 2**252 + 27742317777372353535851937790883648493
KEY = Ed25519PrivateKey.from_private_bytes(SECRET)
VERIFIER = Verifier(NAME, PUBLIC)
TEXT = "one line\nand another\n"
NOTE = signed(TEXT, NAME, KEY)
# Written and signed by others (golang.org/x/mod, BSD-3-Clause): not kept here.
SAMPLES = Path(__file__).parents[3].parent / "shared/data/signed-note"


def test_a_signed_note_reads_as_it_was_written() -> None:
    assert read_note(str(NOTE).encode()) == NOTE
    assert NOTE.signed_by([VERIFIER]) == (VERIFIER,)


def test_a_key_reads_as_it_was_written() -> None:
    assert read_vkey(str(VERIFIER)) == VERIFIER


@pytest.mark.skipif(not SAMPLES.is_dir(), reason="no samples in ../shared/data")
def test_a_note_of_another_program_is_accepted_and_its_bad_keys_are_not() -> None:
    sample = json.loads(next(SAMPLES.glob("*.json")).read_text())
    verifier = read_vkey(sample["vkey"])
    note = read_note(f"{sample['text']}\n{sample['signature_line']}".encode())

    assert note.signed_by([verifier]) == (verifier,)
    for bad in sample["bad_vkeys"]:
        with pytest.raises(BadNote):
            read_vkey(bad)


@pytest.mark.parametrize(
    "spoilt",
    [
        "",
        TEXT,
        str(NOTE)[:-1],
        str(NOTE).replace("\n", "\r\n"),
        "\ufeff" + str(NOTE),
        str(NOTE).replace("\n\n", "\n"),
        str(NOTE) + "\n",
        str(NOTE).replace("\u2014 ", "- "),
        str(NOTE).replace("\u2014 ", "\u2014  "),
        str(NOTE).replace(NAME, "with space"),
        str(NOTE).replace(NAME + " ", "a+b "),
        f"{TEXT}\n\u2014 {NAME} AAAA\n",
        f"{TEXT}\n\u2014 {NAME} \n",
        f"{TEXT}\n" + NOTE.signatures[0].line() * 101,
    ],
)
def test_a_note_has_one_spelling(spoilt: str) -> None:
    with pytest.raises(BadNote):
        read_note(spoilt.encode()).signed_by([VERIFIER])


def test_base64_has_one_spelling_too() -> None:
    line = NOTE.signatures[0].line()
    packed = line.split(" ")[2].strip()
    for other in (packed.rstrip("="), packed + "=", f"{packed} ", packed[1:]):
        with pytest.raises(BadNote):
            read_note(f"{TEXT}\n\u2014 {NAME} {other}\n".encode()).signed_by([VERIFIER])


def test_signatures_of_unknown_keys_mean_nothing_wherever_they_stand() -> None:
    stranger = Signature("stranger.example", b"\x01\x02\x03\x04", b"anything")
    unknown = read_note(str(Note(TEXT, (stranger, *NOTE.signatures))).encode())

    assert unknown.signed_by([VERIFIER]) == (VERIFIER,)
    assert Note(TEXT, (stranger,)).signed_by([VERIFIER]) == ()


def test_a_bad_signature_of_a_known_key_spoils_the_whole_note() -> None:
    bad = NOTE.signatures[0]._replace(signature=b"\x00" * 64)

    with pytest.raises(BadNote, match="not that key's"):
        with_signatures(NOTE, [bad]).signed_by([VERIFIER])


def test_the_same_name_with_another_id_is_another_key() -> None:
    other = NOTE.signatures[0]._replace(key_id=b"\x00\x00\x00\x00")

    assert Note(TEXT, (other,)).signed_by([VERIFIER]) == ()


def test_a_signature_has_one_value() -> None:
    """S + L fits the same equation; RFC 8032, 5.1.7 demands S < L."""
    signature = NOTE.signatures[0].signature
    moved = int.from_bytes(signature[32:], "little") + ORDER
    twin = signature[:32] + moved.to_bytes(32, "little")

    assert not VERIFIER.accepts(TEXT, twin)


@given(st.integers(0, 511))
def test_no_bit_of_a_signature_may_change(bit: int) -> None:
    signature = bytearray(NOTE.signatures[0].signature)
    signature[bit // 8] ^= 1 << bit % 8

    assert not VERIFIER.accepts(TEXT, bytes(signature))


@pytest.mark.parametrize("length", [0, 31, 63, 65])
def test_a_signature_of_another_length_is_none(length: int) -> None:
    assert not VERIFIER.accepts(TEXT, b"\x01" * length)


@pytest.mark.parametrize(
    "point",
    [
        b"\x00" * 32,
        b"\x01" + b"\x00" * 31,
        b"\x01" + b"\x00" * 30 + b"\x80",
        b"\xec" + b"\xff" * 30 + b"\x7f",
        b"\xee" + b"\xff" * 31,
        bytes.fromhex(
            "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85"
        ),
    ],
)
def test_a_key_that_fits_any_text_is_none(point: bytes) -> None:
    with pytest.raises(BadNote, match="fits any text"):
        read_vkey(str(Verifier(NAME, point)))


@pytest.mark.parametrize(
    "said",
    [
        "",
        "name",
        str(VERIFIER).replace(VERIFIER.key_id.hex(), "00000000"),
        str(VERIFIER).upper(),
        str(VERIFIER) + "\n",
        str(Verifier(NAME, PUBLIC[:31])),
    ],
)
def test_a_key_has_one_spelling(said: str) -> None:
    with pytest.raises(BadNote):
        read_vkey(said)
