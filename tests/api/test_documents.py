"""Documents over HTTP: filed, linked, read by those who may, disposed of by two."""

from hashlib import sha256

import pytest

from api.filing import FILE_LIMIT
from tests.api.council import Council, Json, Person

PDF = b"%PDF-1.7 invented"


@pytest.fixture
def care(ann: Person) -> Json:
    """A contract."""
    care = {"title": "Home care, lot 2", "department": "Adult social care"}
    return ann.make("/v1/contracts", care)


def test_a_file_is_kept_and_given_back_as_it_was(ann: Person, care: Json) -> None:
    filed = ann.file(
        PDF,
        file_name="Signed contract, Büro.pdf",
        contract_id=care["id"],
        kind="contract",
        dated_on="2026-03-15",
        destroy_on="2033-03-31",
    )

    assert filed["title"] == "Signed contract, Büro.pdf"
    assert (filed["bytes"], filed["media"]) == (len(PDF), "application/pdf")
    assert filed["sha256"] == sha256(PDF).hexdigest()
    assert (filed["held"], filed["status"]) == ("file", "current")
    assert filed["contract_title"] == "Home care, lot 2"
    assert filed["classification"] == {"unknown": "not_asked"}

    content = ann.get(f"/v1/documents/{filed['id']}/content")

    assert content.content == PDF
    headers = content.headers
    assert headers["content-type"] == "application/pdf"
    assert headers["content-length"] == str(len(PDF))
    assert headers["content-disposition"] == (
        'attachment; filename="Signed contract, B_ro.pdf";'
        " filename*=UTF-8''Signed%20contract%2C%20B%C3%BCro.pdf"
    )
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["cache-control"] == "no-store"
    assert headers["content-security-policy"] == "default-src 'none'; sandbox"


def test_the_reply_says_where_it_is(ann: Person) -> None:
    for reply in (
        ann.upload(PDF, title="Minutes", scope="council"),
        ann.post(
            "/v1/documents/link",
            {"title": "x", "scope": "council", "address": "https://a.example"},
        ),
    ):
        place = f"/v1/documents/{reply.json()['id']}"
        assert reply.headers["location"] == place
        assert ann.get(place).json() == reply.json()


def test_its_name_may_come_in_content_disposition(ann: Person) -> None:
    reply = ann.send(
        "POST",
        "/v1/documents?scope=council",
        content=PDF,
        headers={"Content-Disposition": "attachment; filename*=UTF-8''b%C3%BCro.txt"},
    )

    filed = reply.json()
    assert (filed["file_name"], filed["title"]) == ("büro.txt", "büro.txt")
    assert filed["media"] == "application/octet-stream"


@pytest.mark.parametrize(
    ("content", "said", "refused"),
    [
        (b"", {"scope": "council"}, (422, "empty-file")),
        (PDF, {}, (422, "document-scope")),
        (PDF, {"scope": "council", "sha256": "0" * 64}, (422, "validation")),
        (PDF, {"scope": "council", "media": "nothing"}, (422, "validation")),
        (PDF, {"scope": "council", "dated_on": "soon"}, (422, "validation")),
        (PDF, {"scope": "council", "colour": "red"}, (422, "validation")),
        (PDF, {"contract_id": "C-9"}, (422, "validation")),
        (b"x" * (FILE_LIMIT + 1), {"scope": "council"}, (413, "body-size")),
    ],
)
def test_what_is_not_taken_leaves_nothing(
    council: Council,
    ann: Person,
    content: bytes,
    said: dict[str, str],
    refused: tuple[int, str],
) -> None:
    head = council.head()

    reply = ann.upload(content, **{"title": "Minutes", **said})

    assert (reply.status_code, reply.json()["rule"]) == refused
    assert council.head() == head
    assert council.register.store.query("SELECT count(*) FROM blobs") == [(0,)]


def test_the_largest_file_is_taken(ann: Person) -> None:
    content = b"x" * FILE_LIMIT
    filed = ann.file(content, title="Drawings", scope="council")
    assert ann.get(f"/v1/documents/{filed['id']}/content").content == content


def test_sent_twice_under_one_key_it_is_filed_once(ann: Person) -> None:
    def send(content: bytes, **said: str) -> tuple[int, Json]:
        reply = ann.send(
            "POST",
            "/v1/documents",
            params={"title": "Minutes", "scope": "council", **said},
            content=content,
            headers={"Idempotency-Key": "one-file"},
        )
        return reply.status_code, reply.json()

    first = send(PDF)
    assert first[0] == 201
    assert send(PDF) == first
    for again in (send(b"other"), send(PDF, kind="minutes")):
        assert (again[0], again[1]["rule"]) == (422, "idempotency-key-reused")
    assert ann.get("/v1/documents").json()["total"] == 1


def test_a_link_has_no_content(ann: Person) -> None:
    said = {"title": "Spec", "scope": "council", "address": "https://a.example/spec"}
    linked = ann.make("/v1/documents/link", said)

    reply = ann.get(f"/v1/documents/{linked['id']}/content")

    assert (reply.status_code, reply.json()["rule"]) == (404, "document-content")
    assert "its address" in reply.json()["detail"]


def test_two_people_dispose_of_a_file(
    council: Council, ann: Person, ben: Person
) -> None:
    filed = ann.file(PDF, title="Scan", scope="council")
    path = f"/v1/documents/{filed['id']}"
    wish = {"basis": "duplicate", "reason": "Filed twice"}
    asked = ann.make(f"{path}/request-disposal", wish)
    assert asked["status"] == "disposal_requested"
    assert asked["disposal_requested_by"] == str(ann.account)

    own = ann.post(f"{path}/approve-disposal")
    assert (own.status_code, own.json()["rule"]) == (403, "four-eyes")
    assert ann.get(f"{path}/content").content == PDF
    gone = ben.make(f"{path}/approve-disposal", {})

    assert (gone["status"], gone["disposed_by"]) == ("disposed", str(ben.account))
    assert gone["sha256"] == filed["sha256"]
    for asked_at in ("", f"?known_at={council.head() - 2}"):
        reply = ann.get(f"{path}/content{asked_at}")
        assert (reply.status_code, reply.json()["rule"]) == (404, "document-content")
    assert PDF not in (council.register.home.data / "log.db").read_bytes()


def test_a_files_name_can_be_struck_out(
    council: Council, ann: Person, ben: Person
) -> None:
    filed = ann.file(PDF, file_name="Euphemia Invented.pdf", title="x", scope="council")
    asked = ann.make(
        "/v1/erasures",
        {
            "position": council.head(),
            "field": "file_name",
            "basis": "unlawful_disclosure",
            "reason": "It names her",
        },
    )
    ben.make(f"/v1/erasures/{asked['id']}/approve", {})

    struck = ann.get(f"/v1/documents/{filed['id']}").json()
    content = ann.get(f"/v1/documents/{filed['id']}/content")

    assert struck["file_name"] == f"erased by #{council.head()}"
    assert "Euphemia" not in content.headers["content-disposition"]
    assert content.content == PDF


def test_a_restricted_document_is_hidden_from_others(
    ann: Person, ben: Person, care: Json
) -> None:
    filed = ann.file(
        PDF, title="Distress", contract_id=care["id"], handling="restricted"
    )

    for path in ("", "/content", "/history"):
        reply = ben.get(f"/v1/documents/{filed['id']}{path}")
        assert reply.status_code == 404
        assert ann.get(f"/v1/documents/{filed['id']}{path}").status_code == 200
    assert ben.get("/v1/documents").json()["total"] == 0
    cited = ben.post(
        f"/v1/contracts/{care['id']}/add-document", {"document_id": filed["id"]}
    )
    assert (cited.status_code, cited.json()["rule"]) == (422, "unknown-reference")


def test_a_contract_lists_its_own_documents(ann: Person, care: Json) -> None:
    filed = ann.file(PDF, title="Schedule 4", contract_id=care["id"])
    path = f"/v1/contracts/{care['id']}/add-document"
    ann.make(path, {"document_id": filed["id"]})

    added = ann.make(
        path,
        {
            "document_id": filed["id"],
            "kind": "schedule",
            "in_force_on": "2026-10-01",
            "source_document": filed["id"],
        },
    )

    assert added["documents"] == [
        {
            "document_id": filed["id"],
            "kind": "schedule",
            "in_force_on": "2026-10-01",
        }
    ]
    history = ann.get(f"/v1/contracts/{care['id']}/history").json()["items"]
    assert history[-1]["source_document"] == filed["id"]
    found = ann.get(f"/v1/documents?contract_id={care['id']}").json()["items"]
    assert [one["id"] for one in found] == [filed["id"]]


def test_who_may_not_act_on_a_contract_files_nothing_there(
    council: Council, care: Json
) -> None:
    manager = council.person("Max Manager", "contract_manager", scope={})

    reply = manager.upload(PDF, title="Plan", contract_id=care["id"])

    assert (reply.status_code, reply.json()["rule"]) == (403, "rights/create_document")


def test_a_lead_provider_files_what_belongs_to_its_own_contract(
    council: Council, ann: Person
) -> None:
    ours, theirs = (
        ann.make("/v1/organisations", {"name": name})["id"]
        for name in ("Halden Homecare Ltd", "Grit & Sons")
    )
    mine, other = (
        ann.make("/v1/contracts", {"title": "Care", "provider_id": firm})["id"]
        for firm in (ours, theirs)
    )
    lead = council.person("Lea Lead", "lead_provider", scope={"organisations": [ours]})

    filed = lead.file(PDF, title="Rota", contract_id=mine)

    assert lead.get(f"/v1/documents/{filed['id']}").status_code == 200
    assert lead.upload(PDF, title="Rota", contract_id=other).status_code == 404
    ours_alone = ann.file(PDF, title="Notes of the panel", contract_id=mine)
    assert lead.get(f"/v1/documents/{ours_alone['id']}").status_code == 404
