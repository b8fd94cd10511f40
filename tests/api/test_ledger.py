"""The ledger over HTTP: what anybody with a key may check for themselves."""

from base64 import b64decode
from uuid import UUID, uuid4

import pytest

from domain.ledger.checkpoint import Checkpoint, read_checkpoint
from domain.ledger.note import Verifier, read_note, read_vkey
from domain.ledger.proof import verify_consistency
from domain.ledger.proof_text import read_proof
from domain.ledger.tile import Tile
from domain.ledger.tree import Frontier
from domain.log.signing_keys import create_key
from domain.log.submission import Asker
from tests.api.council import Council, Person

FOR_GOOD = "private, max-age=31536000, immutable"


@pytest.fixture(scope="module")
def signed(standing_council: Council) -> Council:
    """A council whose heads are signed, with a few entries; nothing is added later."""
    create_key(standing_council.register, Asker(UUID(int=0), "cli", uuid4()))
    ann = standing_council.person("Ann Atkins", "commissioner")
    for nth in range(5):
        ann.make("/v1/risks", {"title": f"Risk {nth}", "scope": "council"})
    return standing_council


@pytest.fixture(scope="module")
def reader(signed: Council) -> Person:
    """Somebody who may read next to nothing, and any proof."""
    scope = {"organisations": [str(uuid4())]}
    return signed.person("Sue Supplier", "subcontractor", scope=scope)


@pytest.fixture(scope="module")
def head(reader: Person) -> Checkpoint:
    return read_checkpoint(read_note(reader.get("/v1/log/checkpoint").content).text)


@pytest.fixture(scope="module")
def verifier(reader: Person) -> Verifier:
    return read_vkey(reader.get("/v1/log/vkeys").text.splitlines()[-1])


def test_the_head_is_signed_by_the_key_that_is_named(
    reader: Person, verifier: Verifier, head: Checkpoint, signed: Council
) -> None:
    reply = reader.get("/v1/log/checkpoint")

    assert reply.headers["content-type"] == "text/plain; charset=utf-8"
    assert reply.headers["cache-control"] == "private, no-cache"
    assert read_note(reply.content).signed_by([verifier]) == (verifier,)
    assert head.size == signed.head() == int(reply.headers["register-position"])


def test_the_tiles_have_the_root_of_the_head(reader: Person, head: Checkpoint) -> None:
    reply = reader.get(f"/v1/log/tile/{Tile(0, 0, head.size).path()}")

    hashes = [reply.content[at : at + 32] for at in range(0, len(reply.content), 32)]
    assert Frontier().extend(hashes)[0].root() == head.root
    assert reply.headers["content-type"] == "application/octet-stream"
    assert reply.headers["cache-control"] == FOR_GOOD


@pytest.mark.parametrize("path", ["0/000", "0/000.p/255", "1/000.p/1", "x", "0/0"])
def test_there_are_no_other_tiles(reader: Person, path: str) -> None:
    assert reader.get(f"/v1/log/tile/{path}").status_code == 404


def test_every_entry_is_proved_to_be_in_a_signed_tree(
    reader: Person, verifier: Verifier, signed: Council
) -> None:
    for position in range(1, signed.head() + 1):
        reply = reader.get(f"/v1/events/{position}/proof")
        leaf = bytes.fromhex(reply.headers["etag"].strip('"'))

        read_proof(reply.content).check(leaf, [verifier])
        assert reply.headers["cache-control"] == FOR_GOOD


def test_a_proof_is_of_the_checkpoint_that_is_asked_for(
    reader: Person, head: Checkpoint
) -> None:
    proof = read_proof(reader.get(f"/v1/events/1/proof?size={head.size}").content)

    assert read_checkpoint(proof.checkpoint.text) == head
    assert reader.get(f"/v1/events/1/proof?size={head.size - 1}").status_code == 404
    assert reader.get("/v1/events/3/proof?size=2").status_code == 422


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/v1/events/0/proof", 404),
        ("/v1/events/9999/proof", 404),
        ("/v1/events/x/proof", 422),
        ("/v1/events/1/proof?size=x", 422),
        ("/v1/events/1/proof?colour=red", 422),
        ("/v1/log/consistency", 422),
        ("/v1/log/consistency?from=0", 422),
        ("/v1/log/consistency?from=3&to=2", 422),
        ("/v1/log/consistency?from=1&to=9999", 422),
        ("/v1/log/checkpoint?size=1", 404),
        ("/v1/log/checkpoint?colour=red", 422),
    ],
)
def test_questions_are_checked(reader: Person, path: str, status: int) -> None:
    assert reader.get(path).status_code == status


def test_an_earlier_tree_is_proved_to_begin_the_later(
    reader: Person, head: Checkpoint
) -> None:
    for old in range(1, head.size + 1):
        told = reader.get(f"/v1/log/consistency?from={old}&to={head.size}").json()

        verify_consistency(
            old,
            head.size,
            old_root=b64decode(told["from"]["root"]),
            new_root=head.root,
            proof=list(map(b64decode, told["proof"])),
        )


def test_what_the_caller_has_already_is_not_sent_again(reader: Person) -> None:
    for path in ("/v1/log/tile/0/000.p/1", "/v1/events/1/proof", "/v1/log/checkpoint"):
        tag = reader.get(path).headers["etag"]
        again = reader.get(path, headers={"If-None-Match": tag})

        assert (again.status_code, again.content) == (304, b"")


def test_without_a_key_there_is_nothing_signed(council: Council, ann: Person) -> None:
    refused = ann.get("/v1/log/checkpoint")

    assert (refused.status_code, refused.json()["rule"]) == (404, "unsigned")
    assert ann.get("/v1/log/vkeys").text == ""
    assert council.client.get("/v1/log/checkpoint").status_code == 401
