"""How things are called: by a title or name, or by their reference alone."""

from uuid import UUID

from domain.facts.key import KeyIssued
from projections.reads import Reads
from tests.projections.council import EVERYTHING, HOME, PRIYA, TODAY
from tests.projections.logbook import Logbook

KEY = UUID(int=9)


def test_what_has_neither_title_nor_name_has_a_reference(
    reads: Reads, log: Logbook
) -> None:
    log.record(KEY, KeyIssued(account_id=PRIYA, digest="0" * 64), TODAY)

    with reads.at(EVERYTHING) as view:
        assert view.labels("key", [str(KEY)]) == {str(KEY): {"reference": "K-9"}}
        assert view.labels("contract", [str(HOME)])[str(HOME)]["title"]
