"""The notices of a contract over HTTP, read with it by whoever reads it."""

from tests.api.council import Council, Json, Person

DETAILS: Json = {
    "source": "find-a-tender",
    "notice_id": "012345-2024",
    "notice_type": "UK7",
    "published_on": "2024-04-20",
}


def test_notices_that_were_typed_in_are_listed_with_their_contract(
    council: Council, ann: Person
) -> None:
    firm = ann.make("/v1/organisations", {"name": "Halden Homecare Ltd"})["id"]
    said = {"title": "Home care", "provider_id": firm}
    contract = f"/v1/contracts/{ann.make('/v1/contracts', said)['id']}"
    tender = {**DETAILS, "notice_id": "000001-2023", "notice_type": "UK4"}
    later = ann.post(f"{contract}/record-notice", DETAILS)
    ann.make(f"{contract}/record-notice", {**tender, "published_on": "2023-06-01"})
    lena = council.person("Lena Lead", "lead_provider", scope={"organisations": [firm]})

    items = ann.get(f"{contract}/notices").json()["items"]
    then = ann.get(f"{contract}/notices?known_at={later.headers['Register-Position']}")

    assert [(n["notice_type"], n["published_on"], n["listed"]) for n in items] == [
        ("UK4", "2023-06-01", True),
        ("UK7", "2024-04-20", True),
    ]
    assert [n["notice_id"] for n in then.json()["items"]] == ["012345-2024"]
    assert len(lena.get(f"{contract}/notices").json()["items"]) == 2
    assert ann.get("/v1/contracts/C-999999/notices").status_code == 404
