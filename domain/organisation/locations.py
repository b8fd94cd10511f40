"""What is decided of the places where an organisation works."""

from domain.event import Fact
from domain.occasion import Dated, Occasion
from domain.organisation.commands import (
    AddLocation,
    CloseLocation,
    CorrectLocation,
    RateOrganisation,
)
from domain.organisation.organisation import Organisation


def add_location(
    organisation: Organisation, command: AddLocation, _: Occasion
) -> list[Fact]:
    """RECORD. It works at this place, too."""
    organisation.refuse_gone()
    return organisation.sites.add(command, individual=organisation.individual)


def correct_location(
    organisation: Organisation, command: CorrectLocation, occasion: Occasion
) -> list[Dated]:
    """RECORD. Puts right what was recorded wrongly of one location."""
    organisation.refuse_gone()
    alone = organisation.individual
    return organisation.sites.correct(command, occasion, individual=alone)


def close_location(
    organisation: Organisation, command: CloseLocation, occasion: Occasion
) -> list[Dated]:
    """RECORD. Nothing is done there any more."""
    organisation.refuse_gone()
    return organisation.sites.close(command, occasion)


def rate(
    organisation: Organisation, command: RateOrganisation, occasion: Occasion
) -> list[Dated]:
    """RECORD. A regulator rated one location; the rating belongs to that place."""
    organisation.refuse_gone()
    return organisation.sites.rate(command, occasion)
