"""Contracts are entered with what is known, in the state in which they are."""

from datetime import date
from typing import Any

import pytest
from pydantic import ValidationError

from domain.contract.commands import RegisterContract
from domain.contract.contract import Contract
from domain.errors import RuleBroken
from domain.facts.contract import (
    ContractAdopted,
    ContractCorrected,
    ContractDescribed,
    ContractRegistered,
)
from domain.facts.contract_fields import NoticePeriod, PeopleServed, Status
from domain.occasion import Dated
from domain.values import NotApplicable
from tests.contracts import (
    CHANGE,
    FREE,
    HALDEN,
    LIVE,
    OVER,
    adopt,
    adopted,
    agreed,
    register,
)
from tests.given import ANN, BEN, FIRST, STREAM, TODAY, given, occasion

COMMISSIONER = occasion(role="commissioner")


class TestRegister:
    def test_what_is_entered_late_has_been_true_since_the_contract_started(
        self,
    ) -> None:
        began = date(2024, 4, 1)

        given(Contract).when(
            Contract.register, register(start="2024-04-01"), COMMISSIONER
        ).then(
            Dated(
                ContractRegistered(
                    title="Home care, lot 2", status="live", start=began
                ),
                began,
            )
        )

    def test_a_day_that_is_said_is_the_day_from_which_it_holds(self) -> None:
        command = register(start="2024-04-01", effective_on="2026-11-01")

        decided = Contract.register(command, COMMISSIONER)

        assert not any(isinstance(fact, Dated) for fact in decided)

    def test_a_title_is_enough(self) -> None:
        given(Contract).when(Contract.register, register(), COMMISSIONER).then(
            ContractRegistered(title="Home care, lot 2", status="planned")
        )

    def test_everything_that_the_page_of_shapes_shows(self) -> None:
        shown = {
            "title": "Home care, lot 2",
            "contract_number": "CT-0117",
            "authority": "Northmoor Borough Council",
            "kind": "contract",
            "category": "services",
            "regime": "PA23",
            "light_touch": True,
            "provider_id": str(HALDEN),
            "department": "Adult social care",
            "service": "Home care",
            "start": "2024-04-01",
            "end": "2027-03-31",
            "extension_options": [{"months": 12, "notice_months": 6}],
            "annual_value": {"amount": "1250000.00", "vat_basis": "net"},
            "estimated_value_at_award": {"unknown": "not_asked"},
            "payment_terms_days": 30,
            "notice_period_months": {"council": 6, "provider": 6},
            "tier": "gold",
            "people_served": {
                "count": 612,
                "as_of": "2026-10-31",
                "basis": "case list",
            },
            "contract_manager": str(ANN),
            "commissioner": str(BEN),
            "wards": ["Northgate"],
            "cpv": ["85312000"],
            "ocid": "ocds-h6vhtk-0482ab",
        }
        outcome = given(Contract).when(
            Contract.register, RegisterContract.model_validate(shown)
        )
        registered = ContractRegistered.model_validate({**shown, "status": "live"})
        outcome.then(Dated(registered, date(2024, 4, 1)))

        state = outcome.state
        assert state.on("people_served", TODAY) == PeopleServed(
            count=612, as_of=date(2026, 10, 31), basis="case list"
        )
        assert state.on("notice_period_months", TODAY) == NoticePeriod(
            council=6, provider=6
        )

    @pytest.mark.parametrize(
        ("start", "status"),
        [
            (None, "planned"),
            ("2026-11-22", "planned"),
            ("2026-11-21", "live"),
            ("2020-01-01", "live"),
        ],
    )
    def test_it_is_live_once_it_has_started(
        self, start: str | None, status: Status
    ) -> None:
        outcome = given(Contract).when(Contract.register, register(start=start))
        assert outcome.state.status == status

    def test_where_a_beginning_is_given_it_counts(self) -> None:
        command = register(status="awarded", start="2020-01-01")
        assert (
            given(Contract).when(Contract.register, command).state.status == "awarded"
        )
        with pytest.raises(ValidationError, match="status"):
            register(status="ended")

    def test_who_enters_it_as_its_manager_manages_it(self) -> None:
        title = "Home care, lot 2"
        given(Contract).when(Contract.register, register()).then(
            ContractRegistered(title=title, status="planned", contract_manager=ANN)
        )
        other = register(contract_manager=str(BEN))
        given(Contract).when(Contract.register, other).then(
            ContractRegistered(title=title, status="planned", contract_manager=BEN)
        )

    def test_it_does_not_end_before_it_starts(self) -> None:
        command = {"start": "2026-04-01", "end": "2026-03-31"}
        for decide, asked in (
            (Contract.register, register(**command)),
            (Contract.adopt, adopt(**command)),
        ):
            given(Contract).when(decide, asked).refuses(
                RuleBroken, saying="before it starts on 2026-04-01", rule="INV-C3"
            )

    def test_a_contract_of_one_day_is_one(self) -> None:
        command = register(start="2026-04-01", end="2026-04-01")
        assert given(Contract).when(Contract.register, command).state.status == "live"

    @pytest.mark.parametrize(
        "wrong",
        [
            {"cpv": ["8531200"]},
            {"payment_terms_days": -1},
            {"payment_terms_days": "30"},
            {"kind": "deal"},
            {"annual_value": 1250000},
            {"light_touch": 1},
            {"sector": "private"},
        ],
    )
    def test_what_is_no_value_is_refused(self, wrong: dict[str, Any]) -> None:
        with pytest.raises(ValidationError):
            register(**wrong)

    def test_what_it_names_has_to_exist(self) -> None:
        command = register(
            provider_id=str(HALDEN), contract_manager=str(ANN), commissioner=str(BEN)
        )
        assert [(link.pointer, link.noun, link.id) for link in command.links()] == [
            ("/provider_id", "organisation", HALDEN),
            ("/contract_manager", "account", ANN),
            ("/commissioner", "account", BEN),
        ]
        assert list(register(provider_id={"unknown": "not_asked"}).links()) == []
        (link,) = agreed(change_id=str(CHANGE), end="2028-03-31").links()
        assert (link.noun, link.id) == ("change", CHANGE)


class TestAdopt:
    @pytest.mark.parametrize("status", [*FREE, *LIVE, *OVER])
    def test_in_any_state(self, status: Status) -> None:
        given(Contract).when(Contract.adopt, adopt(status=status), COMMISSIONER).then(
            ContractAdopted(title="Home care, lot 2", status=status)
        )

    def test_it_says_that_it_is_an_opening_entry(self) -> None:
        assert adopted().model_dump()["opening"] is True

    @pytest.mark.parametrize(
        ("dates", "status"),
        [
            ({}, "live"),
            ({"start": "2026-11-22"}, "planned"),
            ({"start": "2020-04-01", "end": "2024-03-31"}, "live"),
        ],
    )
    def test_without_a_state_it_is_not_guessed_to_be_over(
        self, dates: dict[str, str], status: Status
    ) -> None:
        outcome = given(Contract).when(Contract.adopt, adopt(**dates))
        assert outcome.state.status == status


class TestPlace:
    def test_it_follows_what_holds_without_an_end(self) -> None:
        deputy = Dated(
            ContractCorrected(supersedes=FIRST, contract_manager=BEN),
            date(2026, 10, 1),
            date(2026, 12, 1),
        )
        described = ContractDescribed(service="Home care", wards=("Northgate", "Mill"))
        place = given(Contract, adopted(), described, deputy).state.place

        assert place.contract == STREAM
        assert place.manager == ANN
        assert place.department == "Adult social care"
        assert place.organisations == {HALDEN}
        assert place.services == {"Home care"}
        assert place.wards == {"Northgate", "Mill"}
        assert place.shared

    def test_what_is_not_known_is_nowhere(self) -> None:
        not_known = {"unknown": "not_asked"}
        bare = adopted(
            department=not_known, provider_id=not_known, service=not_known
        ).model_copy(update={"contract_manager": NotApplicable(not_applicable="ended")})
        place = given(Contract, bare).state.place

        assert (place.manager, place.department) == (None, None)
        assert (place.organisations, place.services) == (frozenset(), frozenset())

    def test_one_to_be_lies_with_its_manager(self) -> None:
        command = register(department="Highways", wards=["Mill"], service="Roads")
        place = Contract.place_to_be(command, BEN)
        assert (place.manager, place.department) == (BEN, "Highways")
        assert place.wards == {"Mill"}
        assert place.services == {"Roads"}
        assert not place.names_something

        named = register(contract_manager=str(ANN))
        assert Contract.place_to_be(named, BEN).manager == ANN
