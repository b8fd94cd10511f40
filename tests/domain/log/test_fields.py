"""Striking out and sealing: what they leave, and what they must not give away."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.ledger.entry import Salts, digests
from domain.log.fields import join_whys, keep_salts, split_whys, strike

SALT = bytes(range(16))
VALUES = st.text(max_size=20) | st.integers(1, 5) | st.none()
STATES = st.dictionaries(st.sampled_from("abcdefgh"), VALUES, min_size=1)


@given(STATES, st.data())
def test_any_field_can_be_struck_out_without_moving_the_leaf(
    state: dict[str, object], data: st.DataObject
) -> None:
    name = data.draw(st.sampled_from(sorted(state)))

    struck, salts = strike(state, Salts.of(SALT), name, by=9)

    assert digests(struck, salts) == digests(state, Salts.of(SALT))


@given(STATES, st.data())
def test_two_fields_struck_one_after_the_other_leave_the_leaf_too(
    state: dict[str, object], data: st.DataObject
) -> None:
    first, second = (data.draw(st.sampled_from(sorted(state))) for _ in range(2))

    once, salts = strike(state, Salts.of(SALT), first, by=9)
    twice, fewer = strike(once, salts, second, by=10)

    assert digests(twice, fewer) == digests(state, Salts.of(SALT))


def test_the_salt_of_a_struck_field_is_gone() -> None:
    _, salts = strike({"a": "words", "b": 1}, Salts.of(SALT), "a", by=9)

    assert SALT not in keep_salts(salts)
    with pytest.raises(KeyError):
        salts.for_field("a")


def test_a_field_that_is_not_there_cannot_be_struck() -> None:
    with pytest.raises(KeyError):
        strike({"a": "words"}, Salts.of(SALT), "b", by=9)


def test_why_something_does_not_apply_stands_apart_and_comes_back() -> None:
    state = {"end": {"not_applicable": "rolling"}, "start": "2026-04-01"}

    split = split_whys(state)

    assert split == {
        "end": {"not_applicable": True},
        "end_why": "rolling",
        "start": "2026-04-01",
    }
    assert join_whys(split) == state
