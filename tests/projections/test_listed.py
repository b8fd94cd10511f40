"""What things of other nouns tell of a list: records of one, services, readers."""

from datetime import UTC, datetime
from uuid import UUID

from domain.facts import contract, distress, organisation, organisation_tie, service
from domain.rights import Reach
from projections.pages import Question
from projections.reads import Reads
from projections.store import Store
from projections.view import View
from tests.projections.council import BEN, EVERYTHING, JUNE, MAY, TODAY
from tests.projections.logbook import ANN, Logbook

ONE, OTHER, LOT, DAY, CARE, SIGN = (UUID(int=n) for n in range(70, 76))
NOW = datetime(2026, 11, 21, 18, tzinfo=UTC)


def told() -> Logbook:
    """One organisation twice, a contract of each service, and a sign of distress."""
    log = Logbook()
    for stream, name in ((ONE, "Halden Home Care"), (OTHER, "Halden Ltd")):
        log.record(stream, organisation.OrganisationRegistered(name=name), MAY)
    for stream, title, named in (
        (LOT, "Lot 2", "HOME care"),
        (DAY, "Day", 'Day % "x"'),
    ):
        adopted = contract.ContractAdopted(
            title=title, status="live", provider_id=ONE, service=named
        )
        log.record(stream, adopted, MAY)
    log.record(CARE, service.ServiceRegistered(title="Home care"), MAY)
    sign = distress.DistressRecorded(
        signal="late_accounts",
        organisation_id=ONE,
        handling="restricted",
        readers=(BEN,),
    )
    log.record(SIGN, sign, MAY)
    log.record(ONE, organisation_tie.OrganisationMerged(merged_into=OTHER), JUNE)
    log.record(OTHER, organisation_tie.OrganisationAbsorbed(record=ONE), JUNE)
    log.record(CARE, service.ServiceDescribed(title="Care at home"), JUNE)
    none = distress.DistressHandlingSet(handling="restricted")
    log.record(SIGN, none, TODAY, by=ANN)
    return log


def listed(view: View, noun: str, **asked: str) -> list[str]:
    """What a list holds."""
    filters = {name: (value,) for name, value in asked.items()}
    items = view.page(noun, Question(filters=filters, sort="born_at")).items
    return [item.get("title") or item.get("name") or item["signal"] for item in items]


def test_lists_find_what_hangs_on_a_merged_record(store: Store) -> None:
    reads = Reads(told(), store, lambda: NOW)

    with reads.at(EVERYTHING) as view:
        for named in (str(OTHER), "O-2", str(ONE)):
            assert listed(view, "contract", provider_id=named) == ["Lot 2", "Day"]
        assert listed(view, "organisation") == ["Halden Ltd"]
        found = view.page("organisation", Question(q="home care")).items
        assert [one["name"] for one in found] == ["Halden Ltd"]
    for known_at, day in ((6, None), (None, MAY)):
        with reads.at(EVERYTHING, known_at, day) as view:
            assert listed(view, "contract", provider_id=str(OTHER)) == []
            assert len(listed(view, "organisation")) == 2


def test_lists_find_what_names_a_service_by_any_of_its_names(store: Store) -> None:
    reads = Reads(told(), store, lambda: NOW)

    with reads.at(EVERYTHING) as view:
        for named in (str(CARE), "SV-5", "care at home", "Home care"):
            assert listed(view, "contract", service=named) == ["Lot 2"]
        assert listed(view, "contract", service="%") == []
        assert view.one("contract", str(LOT))["service_reference"] == "SV-5"
        assert "service_id" not in view.one("contract", str(DAY))
    with reads.at(EVERYTHING, known_at=4) as view:
        assert listed(view, "contract", service=str(CARE)) == []
        assert "service_id" not in view.one("contract", str(LOT))


def test_readers_hold_for_all_that_was_ever_said(store: Store) -> None:
    reads = Reads(told(), store, lambda: NOW)

    for who, seen in ((ANN, ["late_accounts"]), (BEN, [])):
        for known_at in (None, 8):
            with reads.at(Reach(who, everything=True), known_at) as view:
                assert listed(view, "distress") == seen
                assert view.readable("distress", {str(SIGN)}) == (
                    {str(SIGN)} if seen else set()
                )
