"""What is told from the log's rows is what its facts say, however they are stored."""

from datetime import UTC, date, datetime
from uuid import UUID

import pytest
from pydantic_core import from_json

from domain.event import Recorded
from domain.facts import account, change, contract, contract_notice, organisation, risk
from domain.ledger.canonical import spell
from domain.log.fields import keep_salts, strike
from domain.log.mapper import FactMapper, salts_of
from domain.log.register import Register
from domain.log.store import INTO_EVENTS, SELECT
from domain.occasion import Dated
from domain.values import Identifier, NotApplicable, Score, Unknown
from projections.comparing import differing_tables
from projections.following import Following
from projections.opening import open_generations, open_reads
from projections.store import Store
from projections.telling import tell, told
from tests.given import money
from tests.projections.conftest import empty
from tests.projections.council import EVERYTHING, HOME, MAY, PRIYA, TODAY
from tests.projections.logbook import Logbook

NURSE, FIRM, LEAK = UUID(int=60), UUID(int=61), UUID(int=62)


@pytest.fixture
def full(register: Register) -> Register:
    """A real log that holds every way in which a value can be stored."""
    book = Logbook()
    book.extend(register.reading.recorded(0, 1))
    book.record(PRIYA, account.AccountOpened(name="Priya Shah", email="p@x.uk"), MAY)
    individual = organisation.OrganisationRegistered(name="Ola Nurse", individual=True)
    book.record(NURSE, individual, MAY)
    numbers = (Identifier(scheme="GB-COH", id="01234567"),)
    firm = organisation.OrganisationRegistered(name="Halden Ltd", identifiers=numbers)
    book.record(FIRM, firm, MAY)
    adopted = contract.ContractAdopted(
        title="Home care",
        status="live",
        annual_value=money("-12.50"),
        light_touch=True,
        end=Unknown(unknown="refused", since=MAY),
        service=NotApplicable(not_applicable="block contract"),
        wards=("Abbey", "Córner"),
    )
    book.record(HOME, Dated(adopted, MAY, TODAY), MAY)
    notice = contract_notice.ContractNoticeRecorded(
        source="fts", notice_id="1", content_hash="0" * 64, unmapped={"a": "b"}
    )
    book.record(HOME, notice, MAY)
    found = risk.RiskIdentified(title="Leak", scope="contract", contract_id=HOME)
    book.record(LEAK, found, MAY)
    scored = risk.RiskAssessed(
        current=Score(likelihood=4, impact=5), matrix_version=0, reason="rain"
    )
    book.record(LEAK, scored, TODAY)
    raised = change.ChangeRaised(contract_id=HOME, title="More", raised_by="council")
    book.record(UUID(int=63), raised, TODAY)
    _store(register, book)
    return register


def _store(register: Register, book: Logbook) -> None:
    events = book.events[1:]
    fields = (event.fact.personal(event.stream) for event in events)
    register.keys.ensure({who for whose in fields for who in whose.values()})
    late = datetime(2026, 6, 30, 23, 30, tzinfo=UTC)
    moved = [
        Recorded(event.envelope._replace(recorded_at=late), event.fact)
        if event.position > 8
        else event
        for event in events
    ]
    mapper = register.mapper
    assert isinstance(mapper, FactMapper)
    with register.store.writing() as writing:
        writing.insert(INTO_EVENTS, [mapper.row(event) for event in moved])


def _strike(register: Register, position: int, field: str) -> None:
    with register.store.writing() as writing:
        row = writing.execute(f"{SELECT} WHERE position = ?", (position,))[0]
        state, salts = strike(from_json(bytes(row[16])), salts_of(row), field, 99)
        writing.strike_out(position, keep_salts(salts), spell(state))


def test_rows_tell_what_facts_say(full: Register) -> None:
    _strike(full, 7, "title")
    log = full.reading

    from_rows = tell(log, 0, 100)

    assert from_rows == [told(event) for event in log.recorded(0, 100)]
    assert from_rows[6].said["title"] == "erased by #99"
    assert {one.recorded_on for one in from_rows[8:]} == {"2026-07-01"}
    assert [sorted(one.personal) for one in from_rows if one.personal] == [
        ["email", "name"],
        ["name"],
    ]


def test_a_real_log_is_followed_as_one_in_memory(full: Register, store: Store) -> None:
    book = Logbook(full.log_id)
    book.extend(full.reading.recorded(0, 100))
    Following(book, store).catch_up(book.head())
    home = full.home
    generations = open_generations(full.reading, home.data, home.url, home.schema)

    fresh = generations.current()

    with store.reading() as connection:
        assert differing_tables(connection, fresh) == ["tracking"]
    with open_reads(full.reading, generations).at(
        EVERYTHING, effective_on=date(2026, 5, 5)
    ) as view:
        home_care = view.one("contract", "C-5")
    assert home_care["service"] == {"not_applicable": "block contract"}
    assert home_care["annual_value"]["amount"] == "-12.50"
    assert home_care["wards"] == ["Abbey", "Córner"]
    empty(store)
    generations.close()
