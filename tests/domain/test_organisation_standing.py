"""What an organisation is, whether one may deal with it, and that it is no more."""

from datetime import date
from typing import Any

import pytest

from domain.errors import OverridesLater, RuleBroken
from domain.facts.organisation import (
    OrganisationClassified,
    OrganisationClosed,
    OrganisationCorrected,
    OrganisationDebarmentChecked,
    OrganisationRegistered,
    OrganisationRenamed,
)
from domain.occasion import Dated
from domain.organisation.commands import (
    CheckDebarment,
    ClassifyOrganisation,
    CloseOrganisation,
    CorrectOrganisation,
    DescribeOrganisation,
    RegisterOrganisation,
    RenameOrganisation,
)
from domain.organisation.organisation import Organisation
from domain.values import Unknown
from tests.given import EARLIER, FIRST, TODAY, given

HALDEN = OrganisationRegistered(name="Halden Homecare Ltd", size="small")
CLOSED = OrganisationClosed(cause="dissolved")
APRIL, OCTOBER = date(2026, 4, 1), date(2026, 10, 1)


def classify(**said: Any) -> ClassifyOrganisation:
    return ClassifyOrganisation.model_validate(said)


def test_a_size_holds_from_its_day_and_says_where_it_is_from() -> None:
    command = classify(size="medium", source="Accounts", effective_on="2026-10-01")
    outcome = given(Organisation, HALDEN).when(Organisation.classify, command)
    outcome.then(OrganisationClassified(size="medium", source="Accounts"))

    classified = OrganisationClassified(size="medium", source="Accounts")
    state = given(Organisation, HALDEN, Dated(classified, OCTOBER)).state
    assert state.on("size", date(2026, 9, 30)) == "small"
    assert state.on("size", OCTOBER) == "medium"


def test_a_size_without_a_source_is_kept_all_the_same() -> None:
    given(Organisation, HALDEN).when(Organisation.classify, classify(vcse=True)).then(
        OrganisationClassified(vcse=True)
    )


def test_the_same_size_is_news_only_if_another_source_says_it() -> None:
    accounts = OrganisationClassified(size="medium", source="Accounts")
    known = given(Organisation, HALDEN, accounts)
    said = {"size": "medium", "source": "Accounts"}

    known.when(Organisation.classify, classify(**said)).then()
    known.when(Organisation.classify, classify(**said | {"source": "Survey"})).then(
        OrganisationClassified(size="medium", source="Survey")
    )


def test_a_later_size_is_not_replaced_in_silence() -> None:
    later = Dated(OrganisationClassified(size="large"), OCTOBER)
    command = classify(size="micro", effective_on="2026-09-15")
    given(Organisation, HALDEN, later).when(Organisation.classify, command).refuses(
        OverridesLater, saying="2026-10-01"
    )


@pytest.mark.parametrize(("size", "sme"), [("small", False), ("large", True)])
def test_two_sizes_at_once_are_refused(size: str, sme: bool) -> None:  # noqa: FBT001
    said = {"size": size, "sme": sme}
    register = RegisterOrganisation.model_validate({"name": "Halden", **said})
    given(Organisation).when(Organisation.register, register).refuses(
        RuleBroken, saying="Leave sme out", rule="two-sizes"
    )
    known = given(Organisation, HALDEN)
    for decide, command in (
        (Organisation.classify, classify(**said)),
        (Organisation.describe, DescribeOrganisation.model_validate(said)),
        (
            Organisation.correct,
            CorrectOrganisation.model_validate({**said, "reason_code": "clerical"}),
        ),
    ):
        known.when(decide, command).refuses(RuleBroken, saying="Leave sme out")


def test_what_stands_is_not_contradicted_by_half() -> None:
    known = given(Organisation, HALDEN)
    known.when(Organisation.classify, classify(sme=False)).refuses(
        RuleBroken, saying="its size is small"
    )
    unknown = OrganisationRegistered(name="A", size=Unknown(unknown="not_asked"))
    given(Organisation, unknown).when(Organisation.classify, classify(sme=True)).then(
        OrganisationClassified(sme=True)
    )


def test_each_look_at_a_list_counts_and_holds_from_its_day() -> None:
    command = CheckDebarment(
        result="clear", list_consulted="Debarment list", checked_on=OCTOBER
    )
    checked = OrganisationDebarmentChecked(
        debarment="clear", debarment_list="Debarment list"
    )
    outcome = given(Organisation, HALDEN).when(Organisation.check_debarment, command)
    outcome.then(Dated(checked, OCTOBER))
    outcome.after.when(Organisation.check_debarment, command).then(
        Dated(checked, OCTOBER)
    )


def test_a_look_without_a_day_was_today() -> None:
    command = CheckDebarment(result="excludable", ground="Late accounts")
    given(Organisation, HALDEN).when(Organisation.check_debarment, command).then(
        Dated(
            OrganisationDebarmentChecked(
                debarment="excludable", debarment_ground="Late accounts"
            ),
            TODAY,
        )
    )


def test_nobody_has_looked_tomorrow() -> None:
    command = CheckDebarment(result="clear", checked_on=date(2026, 11, 22))
    given(Organisation, HALDEN).when(Organisation.check_debarment, command).refuses(
        RuleBroken, saying="in the future", rule="not-yet"
    )


def test_an_organisation_is_closed_once_and_goes_on_being_told_of() -> None:
    command = CloseOrganisation(cause="dissolved", effective_on=OCTOBER)
    outcome = given(Organisation, HALDEN).when(Organisation.close, command)
    outcome.then(CLOSED)
    assert outcome.state.closed

    outcome.after.when(Organisation.close, command).then()
    outcome.after.when(Organisation.rename, RenameOrganisation(name="Gone Ltd")).then(
        OrganisationRenamed(name="Gone Ltd")
    )


def test_what_was_closed_by_mistake_is_put_right() -> None:
    mended = CorrectOrganisation(status="active", reason_code="clerical")
    outcome = given(Organisation, HALDEN, CLOSED).when(Organisation.correct, mended)
    right = OrganisationCorrected(supersedes=FIRST, status="active")
    outcome.then(Dated(right, EARLIER))

    assert not outcome.state.closed
    outcome.after.when(Organisation.correct, mended).then()
    given(Organisation, HALDEN).when(Organisation.correct, mended).then()
