"""What lists find by `q`: words and numbers, whole or by their beginnings."""

from typing import Any

import pytest

from tests.api.council import Council, Person

CARE: dict[str, Any] = {
    "title": "Home care: Ní Dhomhnaill, lot 2",
    "contract_number": "CT-0117/B",
    "ocid": "ocds-b5fd17-4711",
}


def found(who: Person, nouns: str, q: str) -> list[str]:
    """The titles of what a list finds."""
    reply = who.get(f"/v1/{nouns}", params={"q": q})
    assert reply.status_code == 200, reply.text
    return [one.get("title", one.get("name")) for one in reply.json()["items"]]


@pytest.mark.parametrize(
    "q",
    [
        "home",
        "HOME CARE",
        "care home",
        "dhomh",
        "ni dhomhnaill",
        "NÍ",
        "lot 2",
        "CT-0117",
        "ct-0117/b",
        "0117",
        "ocds-b5fd17-4711",
        "4711",
    ],
)
def test_a_contract_is_found_by_words_and_numbers(ann: Person, q: str) -> None:
    ann.make("/v1/contracts", CARE)
    ann.make("/v1/contracts", {"title": "Gritting", "contract_number": "CT-0200"})

    assert found(ann, "contracts", q) == [CARE["title"]]


@pytest.mark.parametrize("q", ["omhnaill", "are", "117", "home waste", "%", "_", "-"])
def test_neither_by_the_middle_of_a_word_nor_by_one_too_many(
    ann: Person, q: str
) -> None:
    ann.make("/v1/contracts", CARE)

    assert found(ann, "contracts", q) == []


def test_a_contract_is_found_by_the_id_of_its_notice(ann: Person) -> None:
    made = ann.make("/v1/contracts", CARE)
    notice = {"source": "find-a-tender", "notice_id": "2026/S-041234"}
    ann.make(f"/v1/contracts/{made['id']}/record-notice", notice)

    assert found(ann, "contracts", "2026/S-041234") == [CARE["title"]]
    assert found(ann, "contracts", "2026/S-04123") == []


def test_an_organisation_is_found_by_name_and_identifier(ann: Person) -> None:
    known = [{"scheme": "GB-COH", "id": "SC123456"}]
    ann.make("/v1/organisations", {"name": "Halden Düring Ltd", "identifiers": known})
    ann.make("/v1/organisations", {"name": "Grit & Sons"})

    for q in ("during", "SC123456", "sc1234", "halden ltd"):
        assert found(ann, "organisations", q) == ["Halden Düring Ltd"]


def test_a_person_is_found_without_the_marks_of_the_name(council: Council) -> None:
    admin = council.person("Ada Able", "administrator")
    council.person("Siân Öberg")

    assert found(admin, "accounts", "sian oberg") == ["Siân Öberg"]


def test_a_reference_finds_what_it_names(ann: Person) -> None:
    risk = ann.make("/v1/risks", {"title": "It ends", "scope": "council"})

    assert found(ann, "risks", risk["reference"]) == ["It ends"]
    assert found(ann, "risk-register", risk["reference"].lower()) == ["It ends"]
