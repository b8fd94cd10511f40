"""A risk register of 80 rows with titles, RAG words, merged cells and no ids."""

from datetime import date
from typing import Any

from api.imports.report import Report
from api.opening import EVERYTHING
from domain.contract.commands import AdoptContract
from domain.contract.contract import Contract
from domain.facts.account import AccountNamed
from domain.facts.risk import RiskAdopted, RiskAssessed
from domain.facts.source_row import SourceRowTaken
from domain.log.register import begin, decide
from domain.log.submission import Submission
from domain.risk.commands import AssessRisk
from domain.risk.risk import Risk
from projections.pages import Question
from tests.api.imports.conftest import Here
from tests.api.imports.importing import asker, facts
from tests.api.imports.sheets import book, bring_sheet, told

RED = {"likelihood": 5, "impact": 4}
AMBER = {"likelihood": 3, "impact": 3}
GREEN = {"likelihood": 2, "impact": 2}
RAG = {"Red": RED, "Amber": AMBER, "Green": GREEN}
CONTRACTS = ("Home care", "Day centres", "Gritting", "School transport")
HEADER = (
    "Contract",
    "Risk description",
    "Effect",
    "Risk owner",
    "L",
    "I",
    "Score",
    "L",
    "I",
    "RAG",
    "Mitigation",
    "Review date",
)


def risk_row(number: int, **said: Any) -> list[Any]:
    """A risk with two gradings, and no id."""
    plain = {
        "contract": None if number % 20 else CONTRACTS[number // 20],
        "title": f"Provider {number} withdraws at short notice",
        "effect": "Visits are missed",
        "owner": ("Priya Example", "Sam Sample")[number % 2],
        "inherent": (5, 4, 20),
        "likelihood": ("Likely", "Possible", "Unlikely")[number % 3],
        "impact": 4,
        "rag": ("Red", "Amber", "Green")[number % 3],
        "mitigation": f"Framework of {number + 2} providers",
        "review": date(2027, 1, 31),
    } | said
    return [
        plain["contract"],
        plain["title"],
        plain["effect"],
        plain["owner"],
        *plain["inherent"],
        plain["likelihood"],
        plain["impact"],
        plain["rag"],
        plain["mitigation"],
        plain["review"],
    ]


def risk_sheet(many: int = 80) -> bytes:
    """Titles, a header over two rows, contracts merged over their risks, totals."""
    rows = [
        ["NORTHMOOR BOROUGH COUNCIL"],
        ["Corporate risk register, Q3"],
        [],
        [],
        HEADER,
        *(risk_row(number) for number in range(many)),
        ["Total", f"{many} risks"],
        [],
        ["Scores are those of the board of 3 November"],
    ]
    merged = [("A1:L1", "NORTHMOOR BOROUGH COUNCIL")]
    merged += [("E4:G4", "Inherent risk"), ("H4:J4", "Residual risk")]
    for group in range(many // 20):
        first = 6 + group * 20
        merged.append((f"A{first}:A{first + 19}", CONTRACTS[group]))
    return book(rows, merged)


def bring(here: Here, data: bytes, **more: Any) -> Report:
    return bring_sheet(here.register, here.reads, data, "risks", **more)


def found(here: Here, noun: str, **asked: Any) -> list[dict[str, Any]]:
    with here.reads.at(EVERYTHING) as view:
        return view.page(noun, Question(limit=200, **asked)).items


def enter(here: Here, *titles: str) -> list[str]:
    """Contracts with these titles, and their ids."""
    made = []
    for title in titles:
        new = here.register.sources.new_id()
        command = AdoptContract(title=title)
        act = begin(Contract, new, Contract.adopt, command, "adopt_contract")
        here.register.submit(Submission(act, asker()))
        made.append(str(new))
    return made


def sheet(*rows: list[Any], header: tuple[str, ...] = HEADER) -> bytes:
    if header is not HEADER:
        return book([header, *rows])
    merged = [("E1:G1", "Inherent risk"), ("H1:J1", "Residual risk")]
    return book([[], header, *rows], merged)


def test_80_risks_come_in_whole(here: Here) -> None:
    enter(here, *CONTRACTS)

    report = bring(here, risk_sheet())

    assert report.summary == "80 new, 0 changed, 0 unchanged, 0 no longer listed"
    assert (report.counts.rows, report.counts.refused, report.counts.kept) == (80, 0, 0)
    assert not report.matches
    risks = found(here, "risk")
    assert len(risks) == 80
    by_contract = dict.fromkeys(CONTRACTS, 0)
    for risk in risks:
        by_contract[risk["contract_title"]] += 1
    assert by_contract == dict.fromkeys(CONTRACTS, 20)
    assert {risk["owner_name"] for risk in risks} == {"Priya Example", "Sam Sample"}
    assert len(facts(here.register, AccountNamed)) == 2
    assert {risk["next_review"] for risk in risks} == {"2027-01-31"}
    likely = next(r for r in risks if r["title"].startswith("Provider 0 "))
    assert likely["inherent"] == {"likelihood": 5, "impact": 4, "score": 20}
    assert likely["current"] == {"likelihood": 4, "impact": 4, "score": 16}
    assert likely["consequence"] == "Visits are missed"


def test_totals_and_remarks_are_told_and_are_no_risks(here: Here) -> None:
    enter(here, *CONTRACTS)

    report = bring(here, risk_sheet(20), dry_run=True)

    wrong = {fault.wrong for fault in report.faults}
    assert {"is a row of totals", "is one cell alone below the table"} <= wrong


def test_a_legacy_score_stays_word_for_word_with_its_scheme(here: Here) -> None:
    enter(here, *CONTRACTS)

    bring(here, risk_sheet(20), scheme="Board scale of 2019")

    risk = next(r for r in found(here, "risk") if r["title"].startswith("Provider 0 "))
    assert risk["legacy_score"] == {
        "scheme": "Board scale of 2019",
        "inherent": "5 x 4 = 20",
        "current": "Likely x 4 = Red",
    }
    assert risk["score_basis"] == "as_imported"


def test_a_score_is_no_longer_as_imported_once_somebody_assesses(here: Here) -> None:
    (contract,) = enter(here, "Home care")
    bring(here, sheet(risk_row(1)), contract=contract, scores=RAG)
    risk = found(here, "risk")[0]
    command = AssessRisk.model_validate(
        {"current": RED, "reason": "A strike is called"}
    )
    act = decide(Risk, risk["reference"], Risk.assess, command, "assess_risk")

    here.register.submit(Submission(act, asker()))

    assessed = found(here, "risk")[0]
    assert assessed["score_basis"] == "assessed"
    assert assessed["legacy_score"] == risk["legacy_score"]


HEADER_OF_WORDS = ("Contract", "Risk", "RAG")


def test_words_without_a_table_are_kept_and_come_to_no_score(here: Here) -> None:
    enter(here, "Home care")
    data = sheet(["Home care", "It ends", "Red"], header=HEADER_OF_WORDS)

    report = bring(here, data)

    (risk,) = found(here, "risk")
    assert risk["current"] is None
    assert risk["legacy_score"]["current"] == "Red"
    (fault,) = [fault for fault in report.faults if fault.row]
    assert (fault.row, fault.column, fault.value) == (2, "C", "Red")
    assert "table" in fault.advice


def test_a_table_says_what_the_words_of_a_file_come_to(here: Here) -> None:
    enter(here, "Home care")
    data = sheet(["Home care", "It ends", "red"], header=HEADER_OF_WORDS)

    bring(here, data, scores=RAG)

    (risk,) = found(here, "risk")
    assert risk["current"] == {**RED, "score": 20}


def test_contract_names_that_match_nothing_or_several_are_listed(here: Here) -> None:
    enter(here, "Home care", "Gritting", "Gritting")
    data = sheet(
        ["Home care", "One", "Red"],
        ["Gritting", "Two", "Red"],
        ["Bin collection", "Three", "Red"],
        [None, "Four", "Red"],
        header=HEADER_OF_WORDS,
    )

    report = bring(here, data)

    assert [(m.row, m.what, m.supplier, m.why) for m in report.matches] == [
        (3, "contract", "Gritting", "is the name of several in the register"),
        (4, "contract", "Bin collection", "is the name of nothing in the register"),
        (5, "contract", "", "names no contract, and none was said for the whole file"),
    ]
    # None of them is lost: each is a row that waits for somebody to say what it is.
    assert (report.counts.new, report.counts.kept) == (4, 3)
    waiting = found(here, "row", filters={"unknown": ("became",)})
    assert sorted(row["says"]["title"] for row in waiting) == ["Four", "Three", "Two"]


def test_a_row_becomes_a_risk_once_its_contract_is_named(here: Here) -> None:
    (contract,) = enter(here, "Waste and recycling")
    data = sheet(["Bin collection", "It ends", "Red"], header=HEADER_OF_WORDS)
    bring(here, data)

    report = bring(here, data, contracts={"Bin collection": "Waste and recycling"})
    again = bring(here, data)

    assert report.summary == "0 new, 1 changed, 0 unchanged, 0 no longer listed"
    assert again.counts.unchanged == 1
    (risk,) = found(here, "risk")
    assert risk["contract_id"] == contract
    assert len(facts(here.register, RiskAdopted)) == 1


def test_risks_may_be_the_councils_as_a_whole(here: Here) -> None:
    data = sheet(["It ends", "Red"], header=("Risk", "RAG"))

    bring(here, data, contract="council")

    assert found(here, "risk")[0]["scope"] == "council"


def test_headings_of_sections_may_name_the_contracts(here: Here) -> None:
    enter(here, "Home care", "Gritting")
    data = book(
        [
            ["Risk", "Owner", "RAG"],
            ["Home care"],
            ["One", "Sam Sample", "Red"],
            ["Gritting"],
            ["Two", "Sam Sample", "Green"],
        ],
        [("A2:C2", "Home care"), ("A4:C4", "Gritting")],
    )

    bring(here, data, columns={"(section)": "contract"})

    assert {r["title"]: r["contract_title"] for r in found(here, "risk")} == {
        "One": "Home care",
        "Two": "Gritting",
    }


def test_a_new_score_in_the_file_changes_nothing_and_is_offered(here: Here) -> None:
    enter(here, "Home care")
    bring(here, sheet(risk_row(1, contract="Home care")))
    head = len(facts(here.register, RiskAssessed))

    report = bring(here, sheet(risk_row(1, contract="Home care", likelihood="Likely")))

    (difference,) = report.differences
    assert (difference.field, report.counts.changed) == ("current", 1)
    assert difference.source_says == {"likelihood": 4, "impact": 4}
    assert difference.offers[0]["path"].endswith("/assess")
    assert len(facts(here.register, RiskAssessed)) == head


def test_the_same_risk_sheet_again_gives_nothing_new(here: Here) -> None:
    enter(here, *CONTRACTS)
    data = risk_sheet()
    bring(here, data)
    head = here.register.reading.head()

    report = bring(here, data)

    assert report.summary == "0 new, 0 changed, 80 unchanged, 0 no longer listed"
    assert here.register.reading.head() == head


def test_a_confidential_risk_is_restricted_with_its_row(here: Here) -> None:
    enter(here, "Home care")
    data = sheet(
        ["Home care", "It ends", "Yes"], header=("Contract", "Risk", "Confidential")
    )

    bring(here, data)

    assert [f.handling for f in facts(here.register, RiskAdopted)] == ["restricted"]
    assert [f.handling for f in facts(here.register, SourceRowTaken)] == ["restricted"]


def test_nobody_is_named_in_what_is_kept_of_a_row(here: Here) -> None:
    enter(here, "Home care")

    bring(here, sheet(risk_row(1, contract="Home care")))

    (row,) = found(here, "row")
    assert "Sam Sample" not in str(row["says"])
    assert "Sam Sample" not in str(row["unmapped"])


def test_a_column_that_says_the_impact_in_words_is_no_grade(here: Here) -> None:
    enter(here, "Home care")
    header = ("Contract", "Risk", "Likelihood", "Impact")
    words = "People would go without their morning visit"

    report = bring(here, sheet(["Home care", "It ends", 4, words], header=header))

    (risk,) = found(here, "risk")
    assert risk["consequence"] == words
    assert risk["current"] is None
    assert not [fault for fault in told(report.faults) if fault[0]]


WORKED = (
    "Contract",
    "Risk",
    "Controls in place",
    "Mitigating actions",
    "Further actions required",
    "Action owner",
    "Target date",
    "Treatment",
    "Review frequency",
    "Status",
)


def worked(title: str, **said: Any) -> list[Any]:
    """A risk with what is done about it."""
    plain = {
        "controls": "1. Two agencies on call\n2. Weekly rota call",
        "mitigation": "Bank nurses are rung first, then the agencies",
        "actions": "\u2022 Tender a second agency",
        "owner": "Sam Sample",
        "due": "30/04/2027",
        "response": "Treat",
        "rhythm": "Quarterly",
        "status": "Open",
    } | said
    return ["Home care", title, *plain.values()]


def test_what_is_done_about_a_risk_comes_in_as_far_as_the_sheet_says(
    here: Here,
) -> None:
    enter(here, "Home care")

    report = bring(here, sheet(worked("It ends"), header=WORKED))

    assert not report.anything_refused
    (risk,) = found(here, "risk")
    assert risk["mitigation"] == "Bank nurses are rung first, then the agencies"
    assert (risk["response"], risk["review_every_days"]) == ("treat", 91)
    controls = [(each["title"], each["in_place"]) for each in risk["controls"]]
    assert controls == [("Two agencies on call", True), ("Weekly rota call", True)]
    (action,) = risk["actions"]
    assert (action["title"], action["due"]) == ("Tender a second agency", "2027-04-30")
    assert [f.name for f in facts(here.register, AccountNamed)] == ["Sam Sample"]


def test_what_takes_more_than_a_word_is_kept_and_told(here: Here) -> None:
    enter(here, "Home care")
    rows = [
        worked("Passed on", response="Transfer"),
        worked("Lived with", response="Accept - low impact", rhythm="As required"),
        worked("Over", status="Closed"),
    ]

    report = bring(here, sheet(*rows, header=WORKED))

    told_of = {(fault.row, fault.field) for fault in report.faults}
    assert told_of >= {(2, "Treatment"), (3, "Treatment"), (3, "Review frequency")}
    risks = {risk["title"]: risk for risk in found(here, "risk")}
    assert risks["Passed on"]["response"] is risks["Lived with"]["response"] is None
    # Of what is over nothing is to be done; what was written can be found.
    assert (risks["Over"]["actions"], risks["Over"]["status"]) == ((), "closed")
    assert len(risks["Over"]["controls"]) == 2
    found_by = {
        word: [risk["title"] for risk in found(here, "risk", q=word)]
        for word in ("As required", "Tender a second")
    }
    assert found_by["As required"] == ["Lived with"]
    assert "Over" in found_by["Tender a second"]


def test_the_same_sheet_again_adds_no_control_or_action_twice(here: Here) -> None:
    enter(here, "Home care")
    data = sheet(worked("It ends"), header=WORKED)
    bring(here, data)
    head = here.register.reading.head()

    again = bring(here, data)

    assert (again.counts.unchanged, here.register.reading.head()) == (1, head)


def test_a_review_column_that_says_how_often_is_a_rhythm(here: Here) -> None:
    enter(here, "Home care")
    header = ("Contract", "Risk", "Review date", "Mitigation", "Contingency plan")
    said = ["Home care", "It ends", "6-monthly", "Two agencies", "Hospital at home"]

    bring(here, sheet(said, header=header))

    (risk,) = found(here, "risk")
    assert (risk["review_every_days"], risk["next_review"]) == (
        182,
        {"unknown": "not_asked"},
    )
    assert (risk["mitigation"], risk["contingency"]) == (
        "Two agencies",
        "Hospital at home",
    )
