"""What the service is told from outside: where the register and its keys lie."""

from pathlib import Path

import pytest

from api.opening import home_of

ADDRESS = "postgresql://keys.example/keys"


@pytest.mark.parametrize(
    ("told", "found"),
    [
        (ADDRESS, ADDRESS),
        ("/srv/keys", Path("/srv/keys/keys.db")),
        ("", Path("data/keys.db")),
    ],
)
def test_keys_lie_at_an_address_or_in_a_folder(
    monkeypatch: pytest.MonkeyPatch, told: str, found: Path | str
) -> None:
    monkeypatch.setenv("COUNTERFOIL_KEYS", told)

    assert home_of().key_store == found


def test_what_the_command_line_says_of_keys_comes_first(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("COUNTERFOIL_KEYS", "/srv/keys")

    assert home_of(keys=ADDRESS).key_store == ADDRESS
    assert home_of(keys="here").key_store == Path("here/keys.db")
