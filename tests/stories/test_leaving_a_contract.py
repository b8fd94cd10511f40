"""A home care contract ends in nine months, with people who move and three below."""

from httpx2 import Response

from tests.api.council import Council
from tests.exits import END, prepared
from tests.pdf_text import text_of


def test_the_exit_is_prepared_approved_carried_out_and_printed(
    council: Council,
) -> None:
    # Ann has nine months, three subcontractors and ninety-four care workers.
    exit_ = prepared(council)
    ann, ben = exit_.ann, exit_.ben
    contract = f"/v1/contracts/{exit_.contract['id']}"

    # She sees what is lacking, not a mark out of ten.
    gaps = _gaps(ann.get(f"{contract}/exit-report"))
    assert gaps["seats_decided"].endswith("Bank Staff Agency")
    assert (
        gaps["liability_information"] == "not received from the lead, due by 2027-08-03"
    )

    # What cannot be known yet is left open; nobody approves own work.
    exit_.say("decide-seat", seat_id=exit_.seats[2], decision="undecided")
    assert ann.post(f"{exit_.path}/approve").json()["rule"] == "plan-own-work"
    ben.make(f"{exit_.path}/approve", {"conditions": "Try it out by May"})
    exit_.say("test", kind="walk_through", outcome="passed")

    # Carried out, its tasks are dated back from the end and on everybody's calendar.
    exit_.say("activate", trigger="expiry")
    tasks = ann.get("/v1/clocks?kind=plan_task").json()["items"]
    assert {one["due"] for one in tasks} >= {"2027-03-14", "2027-06-12", END}

    # It cannot be called complete while a seat is undecided, unless somebody owns that.
    refused = ann.post(f"{exit_.path}/complete")
    assert refused.json()["rule"] == "INV-X4"
    assert exit_.seats[2] in refused.json()["detail"]
    for whose in (None, exit_.seats[0]):
        said = {"liability_received_on": "2026-11-20", "seat_id": whose}
        exit_.say("record-workforce", **{k: v for k, v in said.items() if v})
    owned = [
        {"lacking": "seat", "seat_id": exit_.seats[2], "owner": str(ann.account)},
        {"lacking": "data_return", "owner": str(ann.account)},
    ]
    done = exit_.say("complete", exceptions=owned)
    assert done["status"] == "complete"
    assert {one["rule"] for one in done["findings"]} == {"A42"}
    listed = ann.get("/v1/findings?noun=plan").json()["items"]
    assert [one["rule"] for one in listed] == ["A42"]

    # The report that the cabinet had is printed again, to the letter, at any time.
    at = ann.get(contract).headers["Register-Position"]
    asked = f"{contract}/exit-report.pdf?known_at={at}&effective_on=2026-11-21"
    paper = f"{asked}&part=I&meeting=Cabinet&officer=R+Quill&wards=Abbey"
    printed = ann.get(paper).content
    exit_.say("describe", lessons="Ask for the list of assets in the first year")
    assert ann.get(paper).content == printed
    told = text_of(printed)
    for words in ("Part I: open to the public", "Cabinet", "Bank Staff Agency"):
        assert words in told


def _gaps(reply: Response) -> dict[str, str]:
    items = reply.json()["readiness"]["items"]
    return {item["item"]: item["gap"] for item in items if item["gap"]}
