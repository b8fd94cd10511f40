"""The registers on paper, as somebody asks for them."""

from re import findall

import pytest

from tests.api.council import Council, Person
from tests.pdf_text import text_of

RISK = {"title": "Sole nursing agency withdraws", "scope": "council"}
RISKS = "/v1/risk-register.pdf"
SECRET = RISK | {"title": "The owner is ill", "handling": "restricted"}


@pytest.fixture(scope="module")
def ann(standing_council: Council) -> Person:
    """A commissioner, with one risk that all may read and one that is hers."""
    ann = standing_council.person("Ann Atkins", "commissioner")
    ann.make("/v1/risks", RISK)
    ann.make("/v1/risks", SECRET)
    return ann


@pytest.mark.parametrize("name", ["risk-register", "change-log"])
def test_a_register_comes_as_pdf(ann: Person, name: str) -> None:
    reply = ann.get(f"/v1/{name}.pdf?meeting=Cabinet&wards=Mill&wards=Quay")

    assert reply.status_code == 200, reply.text
    assert reply.headers["Content-Type"] == "application/pdf"
    assert reply.headers["Cache-Control"] == "no-store"
    position = reply.headers["Register-Position"]
    named = f'attachment; filename="{name}-{position}.pdf"'
    assert reply.headers["Content-Disposition"] == named
    assert reply.content.startswith(b"%PDF")


def test_the_same_clocks_give_the_same_bytes_later_on(ann: Person) -> None:
    first = ann.get("/v1/risk-register.pdf")
    at = first.headers["Register-Position"]
    asked = f"/v1/risk-register.pdf?known_at={at}&effective_on=2026-11-21"
    once = ann.get(asked).content
    ann.make("/v1/risks", RISK | {"title": "Another risk"})

    assert ann.get(asked).content == once
    assert ann.get(f"{asked}&meeting=Cabinet").content != once
    assert ann.get("/v1/risk-register.pdf").content != once


def test_nothing_restricted_is_printed_for_the_public(ann: Person) -> None:
    exempt = text_of(ann.get(f"{RISKS}?part=II&exempt_paragraph=3").content)
    public = text_of(ann.get(f"{RISKS}?part=I").content)

    assert ("Part II: not" in exempt, "The owner is ill" in exempt) == (True, True)
    assert ("Part I: open" in public, "The owner is ill" in public) == (True, False)
    listed = len(set(findall(r"R-[0-9]+", public)))
    assert f"{listed} risk" in public


def test_a_paper_says_what_it_is_for_and_which_part_it_shows(ann: Person) -> None:
    said = "meeting=Cabinet&member=Cllr+Vale&officer=R+Quill&wards=Mill&wards=Quay"

    told = text_of(ann.get(f"{RISKS}?status=closed&{said}").content)

    assert "Only status: closed" in told
    for words in ("Cabinet", "Cllr Vale", "R Quill", "Mill, Quay", "No risk was"):
        assert words in told


@pytest.mark.parametrize(
    ("said", "pointer"),
    [
        ("part=III", "/part"),
        ("part=I&part=II", "/part"),
        ("part=II", "/exempt_paragraph"),
        ("exempt_paragraph=3", "/exempt_paragraph"),
        ("part=II&exempt_paragraph=8", "/exempt_paragraph"),
        ("meeting=", "/meeting"),
        (f"officer={'x' * 301}", "/officer"),
        ("limit=5", "/limit"),
    ],
)
def test_what_is_said_of_a_paper_has_to_make_sense(
    ann: Person, said: str, pointer: str
) -> None:
    reply = ann.get(f"/v1/risk-register.pdf?{said}")

    assert reply.status_code == 422
    assert [error["pointer"] for error in reply.json()["errors"]] == [pointer]


def test_a_filter_of_no_such_field_is_refused(ann: Person) -> None:
    assert ann.get("/v1/change-log.pdf?colour=red").status_code == 422
