"""Every contract and every change of the demonstration can be put on paper."""

from collections.abc import Iterator

import pytest

from api.demo.stage import Stage
from api.opening import EVERYTHING, opened
from api.papers.decision_paper import decision_blocks
from api.papers.exit_paper import exit_blocks
from projections.pages import Question
from projections.reports.decision import decision
from projections.reports.exit_report import exit_report
from projections.view import View


@pytest.fixture(scope="module")
def view(lived: Stage) -> Iterator[View]:
    with (
        opened(lived.register.home) as (_, __, reads),
        reads.at(EVERYTHING) as view,
    ):
        yield view


def test_the_exit_of_every_contract_has_its_fourteen_parts(view: View) -> None:
    contracts = view.page("contract", Question(limit=200)).items
    heads: set[int] = set()
    for contract in contracts:
        report = exit_report(view, contract["id"])
        report["provenance"]["head_code"] = "code"
        blocks = exit_blocks(report)
        heads.add(sum(getattr(block, "level", 0) == 1 for block in blocks))

    assert (len(contracts), heads) == (46, {14})


def test_every_change_has_a_paper_for_each_part_of_a_meeting(view: View) -> None:
    changes = view.page("change", Question(limit=200)).items
    for change in changes:
        told = decision(view, change["id"])
        exempt, public = (
            decision_blocks(told, is_public=part) for part in (False, True)
        )
        assert exempt != public

    assert len(changes) > 40
