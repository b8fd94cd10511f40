"""The head in twenty characters."""

from hashlib import sha256

import pytest

from domain.ledger.head_code import CHARACTERS, head_code, is_head
from domain.ledger.tree import EMPTY_ROOT

# RFC 4648, section 10: BASE32("foobar") = "MZXW6YTBOI======".
FOOBAR = b"foobar" + bytes(26)


def test_the_code_is_the_root_in_base_32() -> None:
    assert head_code(FOOBAR) == "MZXW6-YTBOI-AAAAA-AAAAA"


def test_the_code_of_an_empty_log_is_that_of_the_empty_hash() -> None:
    # SHA-256("") = e3b0c442 98fc1c14 9afbf4c8 ...
    assert head_code(EMPTY_ROOT) == "4OYMI-QUY7Q-OBJGX-36TEJ"


def test_twenty_characters_are_to_be_typed() -> None:
    code = head_code(sha256(b"a head").digest())

    assert len(code.replace("-", "")) == CHARACTERS


@pytest.mark.parametrize(
    "typed",
    ["MZXW6-YTBOI-AAAAA-AAAAA", "mzxw6ytboiaaaaaaaaaa", " MZXW6 YTBOI-AAAAAAAAAA"],
)
def test_a_code_is_known_however_it_is_typed(typed: str) -> None:
    assert is_head(typed, FOOBAR)


def test_another_code_is_not_that_of_the_root() -> None:
    assert not is_head("MZXW6-YTBOI-AAAAA-AAAAB", FOOBAR)
    assert not is_head("MZXW6", FOOBAR)
