"""What the filed accounts of an organisation say of it, for a period that is over."""

from typing import Annotated, ClassVar

from pydantic import BaseModel, Field

from domain.event import Fact
from domain.values import Day, Known, Money, Words

# A financial year may be longer than twelve months (Companies Act 2006, s.391, s.392).
Months = Annotated[int, Field(ge=1, le=18)]


class AccountsFields(BaseModel):
    """What filed accounts say: all in the words of whoever filed them.

    `turnover` is that of the whole period, net of VAT (Companies Act 2006, s.474);
    `cash` is cash at bank and in hand on its last day, `accounts_to`. The period has
    `accounts_months`; `accounts_source` is where the accounts can be read.
    """

    turnover: Known[Money] | None = None
    cash: Known[Money] | None = None
    accounts_months: Months | None = None
    accounts_source: Known[Words] | None = None


class OrganisationAccountsRecorded(AccountsFields, Fact):
    """Accounts were filed; they hold from the end of their period until later ones."""

    fact_name: ClassVar[str] = "organisation-accounts-recorded"

    accounts_to: Day


ACCOUNTS_FACTS: tuple[type[Fact], ...] = (OrganisationAccountsRecorded,)
