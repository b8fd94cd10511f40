"""When information on people who move with the work has to be there."""

from datetime import date
from typing import Final

from domain.law.days import shifted
from domain.law.verdict import Due, Rule

# From 1 May 2014; before that 14 days (SI 2014/16, reg. 10).
LIABILITY_DAYS: Final = 28

EMPLOYEE_LIABILITY: Final = Rule(
    "employee_liability_information",
    "statute",
    "Transfer of Undertakings (Protection of Employment) Regulations 2006",
    "reg. 11(6)",
    "Employee liability information is with the incoming provider",
    "https://www.legislation.gov.uk/uksi/2006/246/regulation/11",
)


def employee_liability(end: date) -> Due:
    """The last day for employee liability information before people move.

    "Not less than 28 days before the relevant transfer": counted back from the last
    day of the contract, so that it is in time whether people move on that day or on
    the one after it.
    """
    return Due(shifted(end, -LIABILITY_DAYS), EMPLOYEE_LIABILITY)
