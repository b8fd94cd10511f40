"""The stored form is frozen: these bytes are what every proof is made of."""

from collections import Counter
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import ClassVar
from uuid import UUID

import pytest
from eventsourcing.persistence import JSONTranscoder
from typing_extensions import override

from domain.event import Envelope, Fact, Recorded, State
from domain.facts import FACTS
from domain.facts.account import AccountOpened
from domain.facts.risk import RiskAssessed, RiskIdentified
from domain.facts.risk_response import RiskShared
from domain.facts.seat_terms import Activity
from domain.log import mapper as mapping
from domain.log.fields import Sealer
from domain.log.keys import KeyStore
from domain.log.kinds import KINDS
from domain.log.mapper import FactMapper, leaf_of
from domain.log.store import COLUMNS
from domain.values import NotApplicable, Score, Unknown
from scripts import field_classes

LOG = UUID(int=1)
ANN = UUID(int=5)


@pytest.fixture
def keys(tmp_path: Path) -> KeyStore:
    """A key store with one person in it."""
    keys = KeyStore(tmp_path / "keys.db")
    keys.ensure([ANN])
    return keys


@pytest.fixture
def mapper(keys: KeyStore) -> FactMapper:
    """A mapper whose every salt is 00 01 .. 0f."""
    return FactMapper(JSONTranscoder(), Sealer(LOG, keys), lambda n: bytes(range(n)))


def recorded(fact: Fact, position: int = 7) -> Recorded[Fact]:
    """A fact recorded on an ordinary day."""
    envelope = Envelope(
        position=position,
        stream=ANN,
        version=1,
        recorded_at=datetime(2026, 11, 21, 17, 0, 0, 1, tzinfo=UTC),
        effective_on=date(2026, 4, 1),
        effective_until=None,
        by=UUID(int=3),
        on_behalf_of=None,
        role="contract_manager",
        auth="key:4",
        confidence=None,
        reason_code="risk-identified",
        request=UUID(int=9),
        source_document=None,
    )
    return Recorded(envelope, fact)


IDENTIFIED = RiskIdentified(
    title="Sole nursing agency withdraws",
    scope="contract",
    contract_id=UUID(int=6),
    cause=NotApplicable(not_applicable="none known"),
    owner=Unknown(unknown="not_asked"),
)


def test_the_row_of_a_known_fact_is_this_to_the_byte(mapper: FactMapper) -> None:
    row = dict(zip(COLUMNS, mapper.row(recorded(IDENTIFIED)), strict=True))

    assert row == {
        "position": 7,
        "stream": "00000000-0000-0000-0000-000000000005",
        "version": 1,
        "topic": "risk-identified.1",
        "recorded_at": "2026-11-21T17:00:00.000001Z",
        "effective_on": "2026-04-01",
        "effective_until": None,
        "by": "00000000-0000-0000-0000-000000000003",
        "on_behalf_of": None,
        "role": "contract_manager",
        "auth": "key:4",
        "confidence": None,
        "reason_code": "risk-identified",
        "request": "00000000-0000-0000-0000-000000000009",
        "source_document": None,
        "salt": bytes(range(16)),
        "state": b'{"cause":{"not_applicable":true},"cause_why":"none known",'
        b'"contract_id":"00000000-0000-0000-0000-000000000006",'
        b'"handling":"normal","owner":{"unknown":"not_asked"},"scope":"contract",'
        b'"title":"Sole nursing agency withdraws"}',
    }


def test_the_leaf_of_a_known_row_is_this_to_the_byte(mapper: FactMapper) -> None:
    assert leaf_of(LOG, mapper.row(recorded(IDENTIFIED))) == (
        b'{"_sd":['
        b'"1d740a860af9fb5d45d65010009a4cb0afa00234e315884c54a8394e5493d54d",'
        b'"229b7e409b7398540ee6953f80351f7421c118425c1afe5b4fded566804f4e13",'
        b'"74ed2552dea4253139ff99adf3a1687282e5cf43997e7e649d58438c1806466e",'
        b'"9629ca2a77f00a41476d7781c61cc3e43d255cbaf38c6b9421f4bfcd07eaf3bb",'
        b'"d711da281b85d62b4019234d859e7a01c74c3a818d4be73e1f4d881afc046fce",'
        b'"ebc17b268647e3d8997a8eb2a4e35a8441292bd1798666f52c75a0d25122be54",'
        b'"f3ba1507e1f78e2ea9cd18900d9a97a5ed8ad356437b7707f47d4e8ee44a1803"],'
        b'"auth":"key:4","by":"00000000-0000-0000-0000-000000000003",'
        b'"confidence":null,"effective_on":"2026-04-01","effective_until":null,'
        b'"log":"00000000-0000-0000-0000-000000000001","on_behalf_of":null,'
        b'"position":7,"reason_code":"risk-identified",'
        b'"recorded_at":"2026-11-21T17:00:00.000001Z",'
        b'"request":"00000000-0000-0000-0000-000000000009",'
        b'"role":"contract_manager","source_document":null,'
        b'"stream":"00000000-0000-0000-0000-000000000005",'
        b'"topic":"risk-identified.1","version":1}'
    )


@pytest.mark.parametrize(
    "fact",
    [
        IDENTIFIED,
        RiskAssessed(
            current=Score(likelihood=4, impact=5), matrix_version=0, reason="Café burnt"
        ),
        AccountOpened(name="Ada Example", email="ada@example.org"),
    ],
)
def test_what_is_written_reads_back_the_same(mapper: FactMapper, fact: Fact) -> None:
    written = recorded(fact)

    assert mapper.recorded(mapper.row(written)) == written


def test_a_personal_field_is_nowhere_in_the_row(mapper: FactMapper) -> None:
    row = mapper.row(recorded(AccountOpened(name="Ada Example")))

    assert not any(b"Ada" in str(value).encode() for value in row)


def test_a_name_whose_key_is_destroyed_is_gone_and_its_leaf_stands(
    mapper: FactMapper, keys: KeyStore
) -> None:
    row = mapper.row(recorded(AccountOpened(name="Ada Example")))
    before = leaf_of(LOG, row)

    keys.destroy(ANN, position=12)

    assert mapper.recorded(row).fact == AccountOpened(name="erased by #12")
    assert leaf_of(LOG, row) == before


def test_a_sealed_name_opens_in_no_other_place(mapper: FactMapper) -> None:
    row = list(mapper.row(recorded(AccountOpened(name="Ada Example"), position=7)))
    row[0] = 8

    with pytest.raises(ValueError, match="#8: name does not open"):
        mapper.recorded(tuple(row))


class Renamed(Fact):
    """A fact whose shape has changed twice: only a test knows of it."""

    fact_name: ClassVar[str] = "test-renamed"
    version: ClassVar[int] = 3

    title: str
    lots: int

    @override
    @classmethod
    def upgrade(cls, state: State, from_version: int) -> State:
        if from_version == 1:  # version 1 called it a name
            state = {**state, "title": state["name"]}
            del state["name"]
        return {**state, "lots": 1}  # versions 1 and 2 knew of one lot only


@pytest.mark.parametrize(
    ("topic", "stored"),
    [
        ("test-renamed.1", b'{"name":"Home care"}'),
        ("test-renamed.2", b'{"title":"Home care"}'),
        ("test-renamed.3", b'{"lots":1,"title":"Home care"}'),
    ],
)
def test_every_older_shape_is_read_in_todays(
    mapper: FactMapper, monkeypatch: pytest.MonkeyPatch, topic: str, stored: bytes
) -> None:
    monkeypatch.setitem(mapping.KINDS, "test-renamed", Renamed)
    row = [*mapper.row(recorded(IDENTIFIED))]
    row[3], row[16] = topic, stored

    assert mapper.recorded(tuple(row)).fact == Renamed(title="Home care", lots=1)


def test_an_activity_was_said_without_a_band_before_bands_were_agreed(
    mapper: FactMapper,
) -> None:
    """Bytes of before `band` and `prescribed` are read, and written, as they were."""
    stored = (
        b'{"activity":[{"every":"month","planned":"400","unit":"hours"}],'
        b'"contract_id":"00000000-0000-0000-0000-000000000006",'
        b'"disclosure":"disclosed",'
        b'"organisation_id":"00000000-0000-0000-0000-000000000005",'
        b'"seat_id":"00000000-0000-0000-0000-000000000008"}'
    )
    row = [*mapper.row(recorded(IDENTIFIED))]
    row[3], row[12], row[16] = "seat-declared.1", "seat-declared", stored

    read = mapper.recorded(tuple(row))

    (said,) = read.fact.activity
    assert said == Activity(unit="hours", planned=Decimal(400), every="month")
    assert mapper.row(read) == tuple(row)
    assert leaf_of(LOG, mapper.row(read)) == leaf_of(LOG, tuple(row))


def test_a_plan_was_of_no_single_place_before_places_had_plans(
    mapper: FactMapper,
) -> None:
    """Bytes of before `seat_id` are read, and written, as they were."""
    stored = (
        b'{"contract_id":"00000000-0000-0000-0000-000000000006",'
        b'"handling":"normal","kind":"exit","title":"Leaving"}'
    )
    row = [*mapper.row(recorded(IDENTIFIED))]
    row[3], row[12], row[16] = "plan-opened.1", "plan-opened", stored

    read = mapper.recorded(tuple(row))

    assert read.fact.seat_id is None
    assert mapper.row(read) == tuple(row)


def test_a_risk_was_shared_without_parts_before_parts_were_named(
    mapper: FactMapper,
) -> None:
    row = [*mapper.row(recorded(IDENTIFIED))]
    row[3] = "risk-shared.1"
    row[16] = b'{"shared_with":["00000000-0000-0000-0000-000000000005"]}'

    assert mapper.recorded(tuple(row)).fact == RiskShared(
        shared_with=(ANN,), shared_parts=()
    )


@pytest.mark.parametrize(
    ("topic", "stored"),
    [
        (
            "account-handed-over.1",
            (
                b'{"actions":2,"changes":0,"contracts":25,"controls":0,'
                b'"from_date":"2026-11-21","issues":0,"reason":"Priya goes","risks":1,'
                b'"to":"00000000-0000-0000-0000-000000000005"}'
            ),
        ),
        (
            "account-closed.1",
            (
                b'{"still_held":{"actions":2,"changes":0,"contracts":25,"controls":0,'
                b'"issues":0,"risks":1}}'
            ),
        ),
    ],
)
def test_who_left_before_plans_went_over_is_written_as_then_to_the_byte(
    mapper: FactMapper, topic: str, stored: bytes
) -> None:
    row = [*mapper.row(recorded(IDENTIFIED))]
    row[3], row[16] = topic, stored

    read = mapper.recorded(tuple(row))

    assert mapper.row(read)[16] == stored
    assert mapper.row(read)[3] == topic


def test_no_two_nouns_share_the_letters_of_their_references() -> None:
    """K-4 is a key, and no KPI: what a reference names is told by its letters."""
    by_letters = Counter(kind.prefix for kind in KINDS)

    assert not {letters for letters, kinds in by_letters.items() if kinds > 1}


def test_no_two_facts_share_a_stored_name_and_none_is_left_out() -> None:
    names = [fact.fact_name for fact in FACTS]

    assert len(set(names)) == len(names)
    assert {kind for kind in _subclasses(Fact) if _is_ours(kind)} == set(FACTS)


def _subclasses(kind: type[Fact]) -> set[type[Fact]]:
    below = set(kind.__subclasses__())
    return below.union(*(_subclasses(inner) for inner in below))


def _is_ours(kind: type[Fact]) -> bool:
    return kind.__module__.startswith("domain.facts.") and "fact_name" in vars(kind)


def test_the_page_on_the_stored_form_names_the_class_of_every_field() -> None:
    page = field_classes.PAGE.read_text()

    assert page.endswith(f"{field_classes.MARK}\n{field_classes.table()}\n")
