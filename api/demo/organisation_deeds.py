"""What people do about organisations in the story, and what they commission."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from api.demo.stage import Stage
from api.demo.verb import Verb
from domain import organisation_commands as commands
from domain.budget import Budget
from domain.budget_commands import OpenBudget, RecordOutturn, SetBudget
from domain.distress import Distress
from domain.distress_commands import RecordDistress
from domain.log.desk import WritingDesk
from domain.occasion import Command
from domain.organisation import Organisation
from domain.organisation_group import link_parent, merge
from domain.organisation_locations import add_location, rate
from domain.outcome import Outcome
from domain.outcome_commands import RegisterOutcome
from domain.service import Service
from domain.service_commands import RegisterService

Said = Mapping[str, Any]
Deed = Callable[[Stage, str, str, Said], None]

CATALOGUE_OPENED: dict[str, Verb] = {
    "create_organisation": Verb(
        Organisation, Organisation.register, commands.RegisterOrganisation
    ),
    "create_service": Verb(Service, Service.register, RegisterService),
    "create_outcome": Verb(Outcome, Outcome.register, RegisterOutcome),
    "create_budget": Verb(Budget, Budget.open, OpenBudget),
}
ORGANISATIONS_WORKED_ON: dict[str, Verb] = {
    "identify_organisation": Verb(
        Organisation, Organisation.identify, commands.IdentifyOrganisation
    ),
    "rename_organisation": Verb(
        Organisation, Organisation.rename, commands.RenameOrganisation
    ),
    "classify_organisation": Verb(
        Organisation, Organisation.classify, commands.ClassifyOrganisation
    ),
    "describe_organisation": Verb(
        Organisation, Organisation.describe, commands.DescribeOrganisation
    ),
    "correct_organisation": Verb(
        Organisation, Organisation.correct, commands.CorrectOrganisation
    ),
    "check_debarment_organisation": Verb(
        Organisation, Organisation.check_debarment, commands.CheckDebarment
    ),
    "add_location_organisation": Verb(Organisation, add_location, commands.AddLocation),
    "set_budget": Verb(Budget, Budget.set, SetBudget),
    "record_outturn_budget": Verb(Budget, Budget.record_outturn, RecordOutturn),
}


def _acting(
    operation: str,
    command: type[Command],
    carry_out: Callable[[WritingDesk, UUID, Any], None],
) -> Deed:
    """An act that begins at one organisation and touches others."""

    def deed(stage: Stage, who: str, thing: str, said: Said) -> None:
        asked = command.model_validate(stage.meant(said))
        stream = stage.things[thing]

        def act(desk: WritingDesk) -> UUID:
            desk.authorise(operation, desk.read(Organisation, stream))
            carry_out(desk, stream, asked)
            return stream

        stage.submit(who, act)

    return deed


def _record_distress(stage: Stage, who: str, thing: str, said: Said) -> None:
    """A sign of distress: `sign` is what the story calls it."""
    meant = dict(stage.meant(said))
    sign = stage.new(meant.pop("sign"))
    asked = RecordDistress.model_validate(meant)
    stream = stage.things[thing]

    def act(desk: WritingDesk) -> UUID:
        organisation = desk.read(Organisation, stream)
        desk.authorise("record_distress_organisation", organisation)
        facts = Distress.record(stream, asked, desk.occasion(asked))
        desk.record(Distress, sign, facts)
        return sign

    stage.submit(who, act)


def _rate(stage: Stage, who: str, thing: str, said: Said) -> None:
    """A rating of the one location that an organisation of the story has."""
    stream = stage.things[thing]

    def act(desk: WritingDesk) -> UUID:
        organisation = desk.read(Organisation, stream)
        desk.authorise("rate_organisation", organisation)
        (location,) = organisation.sites.known
        asked = commands.RateOrganisation.model_validate({**said, "location": location})
        facts = rate(organisation, asked, desk.occasion(asked))
        desk.record(Organisation, stream, facts)
        return stream

    stage.submit(who, act)


ORGANISATIONS_OTHERWISE: dict[str, Deed] = {
    "link_parent_organisation": _acting(
        "link_parent_organisation", commands.LinkParent, link_parent
    ),
    "merge_organisation": _acting(
        "merge_organisation", commands.MergeOrganisation, merge
    ),
    "record_distress_organisation": _record_distress,
    "rate_organisation": _rate,
}
