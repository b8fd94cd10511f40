"""Who may ask a council for what it holds: by when it answers, what may be withheld."""

from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache
from typing import Final, NamedTuple

import holidays

from domain.law.days import SATURDAY

# FOIA 2000 s.10(1); EIR 2004 reg. 5(2): from the day after receipt.
WORKING_DAYS: Final = 20
_PARTS_OF_THE_KINGDOM: Final = ("ENG", "WLS", "SCT", "NIR")
_FOIA: Final = "Freedom of Information Act 2000"
_EIR: Final = "Environmental Information Regulations 2004"
_LGA: Final = "Local Government Act 1972, Schedule 12A, Part 1"
_LAAA: Final = "Local Audit and Accountability Act 2014"


class Exemption(NamedTuple):
    """A ground on which something is withheld, and where it stands.

    A `qualified` one holds only where the public interest in disclosing does not
    outweigh it, so that somebody has to have weighed it.
    """

    cite: str
    qualified: bool


# Withheld under what, by the law under which somebody asks.
EXEMPTIONS: Final[Mapping[str, Mapping[str, Exemption]]] = {
    "foi": {
        "foia_40": Exemption(f"{_FOIA}, s.40 (personal information)", qualified=False),
        "foia_41": Exemption(
            f"{_FOIA}, s.41 (provided in confidence)", qualified=False
        ),
        "foia_43": Exemption(f"{_FOIA}, s.43 (commercial interests)", qualified=True),
    },
    "eir": {
        "eir_12_5_e": Exemption(
            f"{_EIR}, reg. 12(5)(e) (commercial confidentiality)", qualified=True
        ),
        "eir_13": Exemption(f"{_EIR}, reg. 13 (personal data)", qualified=False),
    },
    "lga_1972": {
        "sch_12a_1": Exemption(
            f"{_LGA}, para. 1 (relating to an individual)", qualified=True
        ),
        "sch_12a_2": Exemption(
            f"{_LGA}, para. 2 (revealing an individual's identity)", qualified=True
        ),
        "sch_12a_3": Exemption(
            f"{_LGA}, para. 3 (financial or business affairs)", qualified=True
        ),
    },
    "laaa_2014": {
        "laaa_26_4": Exemption(
            f"{_LAAA}, s.26(4) (commercial confidentiality)", qualified=True
        ),
        "laaa_26_6": Exemption(
            f"{_LAAA}, s.26(6) (personal information)", qualified=False
        ),
    },
}
EVERY: Final[Mapping[str, Exemption]] = {
    code: exemption for law in EXEMPTIONS.values() for code, exemption in law.items()
}
# What forbids to alter or destroy what somebody has asked for.
HELD_BY: Final[Mapping[str, str]] = {
    "foi": f"{_FOIA}, s.77: to alter or destroy it so that it is not disclosed is an"
    " offence",
    "eir": f"{_EIR}, reg. 19: to alter or destroy it so that it is not disclosed is an"
    " offence",
}


def exemptions_under(kind: str) -> Mapping[str, Exemption]:
    """What may be withheld under the law of a request; without one, under any."""
    return EXEMPTIONS.get(kind, EVERY)


def answer_due(kind: str, received_on: date) -> date | None:
    """The last day on which a request is answered in time, None if no law names one.

    FOIA s.10(1), EIR reg. 5(2): the twentieth working day after that of receipt.
    """
    if kind not in ("foi", "eir"):
        return None
    day, left = received_on, WORKING_DAYS
    while left:
        day += timedelta(days=1)
        left -= _is_working_day(day)
    return day


def _is_working_day(day: date) -> bool:
    """FOIA s.10(6): a bank holiday in any part of the United Kingdom is none."""
    return day.weekday() < SATURDAY and day not in _bank_holidays(day.year)


@cache
def _bank_holidays(year: int) -> frozenset[date]:
    return frozenset(
        day
        for part in _PARTS_OF_THE_KINGDOM
        for day in holidays.country_holidays("GB", subdiv=part, years=year)
    )
