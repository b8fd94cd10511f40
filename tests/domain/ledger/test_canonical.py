"""One value has one spelling, whatever the order and form in which it came."""

import json
import math
import unicodedata
from functools import partial

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from domain.ledger.canonical import NotCanonical, canonical, spell

TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00")).map(
    partial(unicodedata.normalize, "NFC")
)
KEYS = st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=8)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | TEXT,
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4)
    ),
)


@given(VALUES)
def test_the_bytes_are_those_of_rfc_8785(value: object) -> None:
    assert canonical(value) == rfc8785.dumps(value)  # type: ignore[arg-type]


@given(VALUES)
def test_reading_and_spelling_again_gives_the_same_bytes(value: object) -> None:
    once = canonical(value)

    assert spell(json.loads(once)) == once


def test_keys_are_sorted_and_nothing_is_padded() -> None:
    assert canonical({"b": [1, True, None], "a": "é"}) == (
        b'{"a":"\xc3\xa9","b":[1,true,null]}'
    )


@pytest.mark.parametrize(
    ("value", "where"),
    [
        ({"a": 1.0}, "/a: float"),
        ({"a": math.nan}, "/a: float"),
        ({"a": [2**53]}, "/a/0: an integer"),
        ({"a": {"b": "\x00"}}, "/a/b: text holds a NUL"),
        ({"a": "e\u0301"}, "not NFC"),
        ({"a": "\ud800"}, "half of a character"),
        ({"é": 1}, "keys are ASCII"),
        ({1: 1}, "keys are ASCII"),
        ({"a": b"bytes"}, "/a: bytes"),
    ],
)
def test_what_has_no_single_spelling_is_refused_by_place(
    value: object, where: str
) -> None:
    with pytest.raises(NotCanonical, match=where):
        canonical(value)
