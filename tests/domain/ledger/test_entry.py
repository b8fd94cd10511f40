"""A leaf commits to every value without giving one away, and outlives each of them."""

import hmac
import json
from hashlib import sha256

from hypothesis import given
from hypothesis import strategies as st

from domain.ledger.entry import HEADER, Salts, digest, leaf, salt_of

SALT = bytes(range(16))
STATE = {"current": {"impact": 5, "likelihood": 4}, "reason": "Mill fire"}
LINE = dict.fromkeys(HEADER) | {
    "log": "00000000-0000-0000-0000-000000000001",
    "position": 7,
    "topic": "risk-assessed.1",
}


def test_the_salt_of_a_field_is_an_hmac_of_its_name() -> None:
    expected = hmac.new(SALT, b"reason", sha256).digest()[:16]

    assert salt_of(SALT, "reason") == expected


def test_the_digest_is_over_salt_name_nul_and_canonical_value() -> None:
    salt = salt_of(SALT, "reason")

    expected = sha256(salt + b"reason\x00" + b'"Mill fire"').hexdigest()

    assert digest(salt, "reason", "Mill fire") == expected


def test_the_leaf_of_a_known_event_is_this_to_the_byte() -> None:
    """Golden bytes: a change here is a change of every proof ever given."""
    assert leaf(LINE, STATE, Salts.of(SALT)) == (
        b'{"_sd":["2eeee897fbc239e4ed7bd5389d0400ae8b92eab9329d9e5f66d0d5c95ed9fb15",'
        b'"95b42196cd1e67e560d84a1f11a4892e4d27727fe59ed295a76c7569c8ca6d25"],'
        b'"auth":null,"by":null,"confidence":null,"effective_on":null,'
        b'"effective_until":null,"log":"00000000-0000-0000-0000-000000000001",'
        b'"on_behalf_of":null,"position":7,"reason_code":null,"recorded_at":null,'
        b'"request":null,"role":null,"source_document":null,"stream":null,'
        b'"topic":"risk-assessed.1","version":null}'
    )


def test_neither_values_nor_salt_are_in_the_leaf() -> None:
    entry = leaf(LINE, STATE, Salts.of(SALT))

    assert b"Mill" not in entry
    assert SALT.hex().encode() not in entry
    assert set(json.loads(entry)) == {*HEADER, "_sd"}


@given(st.sampled_from(sorted(STATE)))
def test_a_field_replaced_by_its_digest_leaves_the_leaf_as_it_was(name: str) -> None:
    whole = leaf(LINE, STATE, Salts.of(SALT))
    kept = digest(salt_of(SALT, name), name, STATE[name])
    others = {n: salt_of(SALT, n) for n in STATE if n != name}

    struck = {**STATE, name: {"struck_out": {"digest": kept, "by": 9}}}

    assert leaf(LINE, struck, Salts(None, others)) == whole
