"""Two readers of signatures, OpenSSL's and our own in the verifier, are of one mind.

The cases are those in which readers of Ed25519 are known to differ: points of a small
or a mixed order, numbers beyond the order, second spellings (RFC 8032, 5.1.7; "Taming
the many EdDSAs", 2020). Each is made here from its definition.
"""

import hashlib
import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

from domain.ledger.note import is_signature

VERIFIER = Path(__file__).parents[3] / "scripts/verify_register.py"
Point = tuple[int, int, int, int]
MESSAGE = "a head\n1\nx\n"
SECRET, NONCE = 0x123456789ABCDEF << 190, 0xFEDCBA987654321 << 180


def _load() -> ModuleType:
    spec = importlib.util.spec_from_file_location("verify_register", VERIFIER)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


v = _load()
# A point of order 8, by the y of its encoding.
EIGHT: Point = v.point_of(
    bytes.fromhex("c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a")
)


def spelt(point: Point) -> bytes:
    x, y, z, _ = point
    over = pow(z, -1, v.P)
    y_, x_ = y * over % v.P, x * over % v.P
    return int(y_ | (x_ & 1) << 255).to_bytes(32, "little")


def made(
    key: Point, nonce: Point, *, more: int = 0, r: bytes | None = None
) -> tuple[bytes, bytes]:
    """A key and its signature of MESSAGE, for these points, however odd."""
    public, first = spelt(key), r or spelt(nonce)
    digest = hashlib.sha512(first + public + MESSAGE.encode()).digest()
    h = int.from_bytes(digest, "little") % v.ORDER
    s = (NONCE + h * SECRET) % v.ORDER + more
    return public, first + s.to_bytes(32, "little")


A, R = v.times(SECRET, v.BASE), v.times(NONCE, v.BASE)


def both(public: bytes, signature: bytes) -> tuple[bool, bool]:
    ours = v.is_signature(public, MESSAGE.encode(), signature)
    return is_signature(public, MESSAGE, signature), bool(ours)


def test_a_signature_as_it_should_be_is_accepted_by_both() -> None:
    assert both(*made(A, R)) == (True, True)


@pytest.mark.parametrize(
    ("public", "signature"),
    [
        pytest.param(*made(A, R, more=v.ORDER), id="s is beyond the order"),
        pytest.param(*made(A, v.add(R, EIGHT)), id="r of a mixed order"),
        pytest.param(*made(v.add(A, EIGHT), R), id="key of a mixed order"),
        pytest.param(*made(A, R, r=spelt(EIGHT)), id="r of order 8"),
        pytest.param(*made(A, R, r=bytes(32)), id="r of order 4"),
        pytest.param(
            made(A, R)[0],
            (v.P + 1).to_bytes(32, "little") + made(A, R)[1][32:],
            id="r in a second spelling",
        ),
        pytest.param(made(A, R)[0], made(A, R)[1][:32] + bytes(32), id="s is 0"),
        pytest.param(
            made(A, R)[0], made(A, R)[1][:32] + b"\xff" * 32, id="s fills its bytes"
        ),
        pytest.param(
            (v.P + 3).to_bytes(32, "little"), made(A, R)[1], id="key beyond the field"
        ),
        pytest.param(b"\x02" + bytes(31), made(A, R)[1], id="key on no curve"),
        pytest.param(made(A, R)[0], made(A, R)[1] + b"\0", id="65 bytes"),
        pytest.param(made(A, R)[0][:31], made(A, R)[1], id="key of 31 bytes"),
    ],
)
def test_what_readers_of_signatures_disagree_about_is_refused_by_both(
    public: bytes, signature: bytes
) -> None:
    assert both(public, signature) == (False, False)


@pytest.mark.parametrize("order", [1, 2, 4, 8])
def test_a_key_of_a_small_order_signs_nothing_for_the_verifier(order: int) -> None:
    weak = spelt(v.times(8 // order, EIGHT))
    s = NONCE % v.ORDER
    signature = spelt(v.times(s, v.BASE)) + s.to_bytes(32, "little")

    # OpenSSL would take some of these; a key as weak is refused when it is read.
    assert not v.is_signature(weak, MESSAGE.encode(), signature)
