"""Audit bundles over HTTP: for who audits all of it, recorded, checked elsewhere."""

from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest

from domain.log.signing_keys import create_key
from domain.log.submission import Asker
from tests.api.bundles import load_verifier, verified
from tests.api.council import Council, Person


@pytest.fixture(scope="module")
def signed(standing_council: Council) -> Council:
    create_key(standing_council.register, Asker(UUID(int=0), "cli", uuid4()))
    return standing_council


@pytest.fixture(scope="module")
def ann(signed: Council) -> Person:
    return signed.person("Ann Atkins", "commissioner")


@pytest.fixture(scope="module")
def olu(signed: Council) -> Person:
    return signed.person("Olu Audit", "auditor")


def test_an_auditor_is_given_what_a_stranger_can_check(
    signed: Council, ann: Person, olu: Person, tmp_path: Path, capsys: Any
) -> None:
    on_it = {"title": "They may fail", "scope": "council", "handling": "restricted"}
    ann.make("/v1/risks", on_it)

    made = olu.make("/v1/audit-bundles", {"reason": "Year end"})
    sent = olu.get(f"/v1/audit-bundles/{made['id']}/file")
    file, trust = tmp_path / "bundle.zip", tmp_path / "trust"
    file.write_bytes(sent.content)
    trust.write_text(f"{signed.register.signer.verifiers()[0]}\n")

    assert verified(load_verifier(), capsys, file, "--trust", trust).code == 11
    assert b"They may fail" in sent.content
    assert b"Ann Atkins" not in sent.content
    assert made["made_by"] == str(olu.account)
    listed = ann.get("/v1/audit-bundles").json()["items"]
    assert [one["id"] for one in listed] == [made["id"]]


def test_only_who_audits_all_of_it_is_given_one(
    signed: Council, ann: Person, olu: Person
) -> None:
    scope = {"departments": ["Parks"]}
    some = signed.person("Sue Some", "auditor", scope=scope)
    made = olu.make("/v1/audit-bundles", {"first": 2, "last": 4})

    for who in (ann, some):
        assert who.post("/v1/audit-bundles", {}).status_code == 403
        kept_from = who.get(f"/v1/audit-bundles/{made['id']}/file").status_code
        assert kept_from in (403, 404)


@pytest.mark.parametrize(
    "asked", [{"first": 9, "last": 3}, {"first": 10**9}, {"last": 10**9}]
)
def test_there_is_nothing_beyond_the_end(olu: Person, asked: dict[str, int]) -> None:
    refused = olu.post("/v1/audit-bundles", asked)

    assert (refused.status_code, refused.json()["rule"]) == (422, "bundle-range")
