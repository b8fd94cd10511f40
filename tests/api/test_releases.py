"""Releases over HTTP: asked for, prepared, agreed by another, made, held meanwhile."""

from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

import pytest

from domain.log.signing_keys import create_key
from domain.log.submission import Asker
from tests.api.council import Council, Json

PRICE = {"amount": "412000.00", "currency": "GBP", "vat_basis": "net"}
WITHHELD: Json = {
    "withhold": [{"field": "annual_value", "basis": "foia_43"}],
    "public_interest": "The lot is let again in spring; the total is published",
}


class Town:
    """A council with one contract that somebody asks about."""

    def __init__(self, council: Council) -> None:
        self.council = council
        create_key(council.register, Asker(UUID(int=0), "cli", uuid4()))
        self.ann = council.person("Ann Atkins", "commissioner")
        self.ben = council.person("Ben Bright", "adviser")
        self.care = self.contract("Care")

    def contract(self, title: str) -> Json:
        """A contract with a price and a contact."""
        said = {"title": title, "annual_value": PRICE, "contact": "Mo Mobbs, 01234"}
        return self.ann.make("/v1/contracts", said)

    def asked(self, contract: Json | None = None, **said: Any) -> str:
        """A request about a contract; its address."""
        named = {"kind": "foi", "title": "Care", **said}
        named.setdefault("contract_ids", [(contract or self.care)["id"]])
        return f"/v1/releases/{self.ann.make('/v1/releases', named)['id']}"

    def made(self, asked: str, prepared: Json = WITHHELD) -> Json:
        """The same with its file made."""
        self.ann.make(f"{asked}/prepare", prepared)
        self.ben.make(f"{asked}/approve", {})
        return self.ann.make(f"{asked}/make", {})


@pytest.fixture(scope="module")
def town(standing_council: Council) -> Town:
    return Town(standing_council)


def test_an_answer_is_due_by_law_and_told_among_the_clocks(town: Town) -> None:
    asked = town.ann.get(town.asked(received_on="2026-11-20")).json()
    eir = town.ann.get(town.asked(kind="eir", received_on="2026-11-20")).json()
    none = town.ann.get(town.asked(kind="own_motion")).json()
    clocks = town.ann.get("/v1/clocks?kind=release_answer").json()["items"]

    # Twenty working days: 30 November is a bank holiday in Scotland (FOIA s.10(6)).
    assert (asked["due_on"], eir["due_on"]) == ("2026-12-21", "2026-12-21")
    assert none["due_on"] is None
    assert asked["id"] in {clock["subject"]["id"] for clock in clocks}
    reader = town.council.person("Rob Reader", "reader")
    assert reader.get("/v1/clocks?kind=release_answer").json()["items"] == []


def test_nobody_approves_what_that_person_asked_for_or_prepared(town: Town) -> None:
    asked = town.asked()
    town.ben.make(f"{asked}/prepare", WITHHELD)
    cal = town.council.person("Cal Croft", "administrator")

    for who in (town.ann, town.ben):
        refused = who.post(f"{asked}/approve")
        assert (refused.status_code, refused.json()["rule"]) == (403, "four-eyes")
    assert cal.make(f"{asked}/approve", {})["status"] == "approved"


@pytest.mark.parametrize(
    ("prepared", "rule"),
    [
        ({"withhold": [{"field": "title", "basis": "eir_13"}]}, "release-basis"),
        ({"withhold": [{"field": "titel", "basis": "foia_40"}]}, "release-field"),
        (
            {"withhold": [{"field": "title", "basis": "foia_43"}]},
            "release-public-interest",
        ),
    ],
)
def test_what_is_withheld_is_withheld_by_the_law_of_the_request(
    town: Town, prepared: Json, rule: str
) -> None:
    refused = town.ann.post(f"{town.asked()}/prepare", prepared)

    assert (refused.status_code, refused.json()["rule"]) == (422, rule)


def test_the_preview_shows_every_field_with_its_value_or_the_law(town: Town) -> None:
    asked = town.asked()
    unprepared = town.ann.get(f"{asked}/preview")
    town.ann.make(f"{asked}/prepare", WITHHELD)

    shown = town.ben.get(f"{asked}/preview").json()
    fields = {f["field"]: f for item in shown["items"] for f in item["fields"]}
    blind = town.council.person("Ada Able", "administrator").get(f"{asked}/preview")

    assert unprepared.json()["rule"] == "release-not-prepared"
    assert fields["title"]["value"] == "Care"
    assert fields["contact"]["words"]
    assert "s.43 (commercial" in fields["annual_value"]["because"]
    assert shown["withheld"] == 1
    assert "Mobbs" not in blind.text


def test_restricted_records_are_as_if_they_were_not_there(town: Town) -> None:
    home = town.contract("Nights")
    on_it = {"title": "They may fail", "contract_id": home["id"]}
    hidden = town.ann.make("/v1/risks", {**on_it, "handling": "restricted"})
    open_ = town.ann.make("/v1/risks", {**on_it, "title": "It ends"})
    asked = town.asked(home)
    town.ann.make(f"{asked}/prepare", {})
    named = {"kind": "foi", "title": "x", "record_ids": [hidden["id"]]}

    shown = town.ann.get(f"{asked}/preview")

    assert open_["id"] in shown.text
    assert hidden["id"] not in shown.text
    by_her = town.ann.post("/v1/releases", named).json()
    by_another = town.ben.post("/v1/releases", named).json()
    named["record_ids"] = [str(uuid4())]
    by_none = town.ben.post("/v1/releases", named).json()
    assert by_her["rule"] == "release-restricted"
    assert (by_another["rule"], by_none["rule"]) == ("unknown-reference",) * 2


def test_the_file_is_given_out_the_same_each_time(town: Town) -> None:
    asked = town.asked()
    made = town.made(asked)

    file = town.ben.get(f"{asked}/file")
    again = town.ann.post(f"{asked}/make").json()

    assert file.headers["Content-Type"] == "application/zip"
    assert len(file.content) == made["bytes"]
    assert again["sha256"] == made["sha256"]
    assert file.content == town.ann.get(f"{asked}/file").content
    assert b"Care" in file.content
    assert b"412000" not in file.content


def test_what_one_release_withholds_another_gives_away_only_knowingly(
    town: Town,
) -> None:
    home = town.contract("Days")
    first = town.made(town.asked(home))
    second = town.asked(home)
    town.ann.make(f"{second}/prepare", {})

    (differs,) = town.ben.get(f"{second}/preview").json()["differences"]
    unseen = town.ben.post(f"{second}/approve").json()
    seen = town.ben.make(f"{second}/approve", {"differences_seen": True})

    assert differs["release"] == first["reference"]
    assert (differs["field"], differs["here"]) == ("annual_value", None)
    assert differs["there"] == "foia_43"
    assert unseen["rule"] == "release-differs"
    assert seen["differences"] == 1


def test_only_what_is_asked_for_is_told(town: Town) -> None:
    asked = town.asked(fields=["title"])
    town.ann.make(f"{asked}/prepare", {})

    shown = town.ann.get(f"{asked}/preview").json()

    told = {f["field"]: f["basis"] for item in shown["items"] for f in item["fields"]}
    assert told["title"] is None
    assert set(told.values()) == {None, "not_asked"}


def _strike(town: Town) -> Json:
    position = int(town.care["reference"].removeprefix("C-"))
    return {"position": position, "field": "contact"}


def _forget(town: Town) -> Json:
    return {"subject": str(town.ann.account)}


@pytest.mark.parametrize("target", [_strike, _forget])
def test_what_is_asked_for_is_not_erased_meanwhile(
    town: Town, target: Callable[[Town], Json]
) -> None:
    wish = {**target(town), "basis": "uk_gdpr_17", "reason": "Asked for it"}
    asked = town.asked(town.care)
    reference = town.ann.get(asked).json()["reference"]

    refused = town.ben.post("/v1/erasures", wish).json()

    assert refused["rule"] == "release-hold"
    assert reference in refused["detail"] or "RL-" in refused["detail"]
    assert "s.77" in refused["detail"]


def test_a_request_that_came_after_the_wish_stops_it_and_ends(town: Town) -> None:
    home = town.contract("Lunches")
    position = int(home["reference"].removeprefix("C-"))
    wish = {"position": position, "field": "contact", "basis": "uk_gdpr_17"}
    erasure = town.ann.make("/v1/erasures", {**wish, "reason": "Left"})
    asked = town.asked(home)
    approve = f"/v1/erasures/{erasure['id']}/approve"

    held = town.ben.post(approve)
    closed = town.ann.make(f"{asked}/close", {"outcome": "withdrawn"})
    done = town.ben.make(approve, {})

    assert held.json()["rule"] == "release-hold"
    assert (closed["status"], done["status"]) == ("closed", "carried_out")


def test_a_file_that_is_asked_for_is_not_disposed_of(town: Town) -> None:
    home = town.contract("Minibus")
    filed = town.ann.file(b"%PDF-1", title="Plan", contract_id=home["id"])
    gone = {"basis": "duplicate", "reason": "Twice"}
    town.ann.make(f"/v1/documents/{filed['id']}/request-disposal", gone)
    town.asked(home)
    bea = town.council.person("Bea Boon", "commissioner")

    held = bea.post(f"/v1/documents/{filed['id']}/approve-disposal").json()

    assert held["rule"] == "release-hold"


def test_an_answer_is_a_file_and_what_went_out_stays(town: Town) -> None:
    asked = town.asked(town.contract("Laundry"))
    early = town.ann.post(f"{asked}/make").json()
    empty = town.ann.post(f"{asked}/close", {"outcome": "answered"}).json()
    town.made(asked)

    assert early["rule"] == "release-not-approved"
    assert empty["rule"] == "release-outcome"
    for verb in ("prepare", "set-scope"):
        body = {"contract_ids": [town.care["id"]]} if verb == "set-scope" else {}
        assert town.ann.post(f"{asked}/{verb}", body).json()["rule"] == "release-over"
    assert town.ann.make(f"{asked}/close", {"outcome": "answered"})["closed_on"]


def test_a_file_in_which_something_was_erased_since_is_not_made_again(
    town: Town,
) -> None:
    home = town.contract("Taxis")
    asked = town.asked(home)
    town.made(asked)
    town.ann.make(f"{asked}/close", {"outcome": "answered"})
    position = int(home["reference"].removeprefix("C-"))
    wish = {"position": position, "field": "contact", "basis": "uk_gdpr_17"}
    erasure = town.ann.make("/v1/erasures", {**wish, "reason": "Left"})
    town.ben.make(f"/v1/erasures/{erasure['id']}/approve", {})

    gone = town.ann.get(f"{asked}/file")

    assert gone.status_code == 404
    assert "erased or restricted since" in gone.json()["detail"]
