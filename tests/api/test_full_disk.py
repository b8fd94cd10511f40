"""Where a store is full or cannot be read, a problem says so, and nothing is lost."""

from contextlib import suppress
from uuid import uuid4

from domain.errors import Unavailable
from tests.api.council import Council
from tests.full_disk import no_room


def test_without_room_for_keys_nobody_new_is_entered_and_all_else_goes_on(
    council: Council,
) -> None:
    admin = council.person("Ada Able", "administrator")
    keys = council.register.keys
    newcomer = {"name": "Nia Newcomer"}

    with no_room(council.register.home.data / "keys.db"):
        with suppress(Unavailable):
            while True:  # until the page is full
                keys.ensure([uuid4()])
        head = council.head()
        refused = admin.post("/v1/accounts", newcomer)
        listed = admin.get("/v1/accounts")

        assert (refused.status_code, refused.json()["rule"]) == (503, "unavailable")
        assert "full" in refused.json()["detail"]
        assert refused.headers["Retry-After"]
        assert (listed.status_code, council.head()) == (200, head)
    assert admin.post("/v1/accounts", newcomer).status_code == 201


def test_a_log_that_cannot_be_read_is_said_and_read_again_once_it_can(
    council: Council,
) -> None:
    ann = council.person("Ann Atkins", "commissioner")
    file = council.register.home.data / "log.db"
    while council.register.ledger.step():  # nobody else writes to it
        pass
    council.register.store.close()  # connections at rest have read it already
    kept = file.read_bytes()
    file.write_bytes(b"no database" * 999)

    refused = ann.get("/v1/events")
    file.write_bytes(kept)

    assert (refused.status_code, refused.json()["rule"]) == (503, "unavailable")
    assert "cannot be read" in refused.json()["detail"]
    assert ann.get("/v1/events").status_code == 200
