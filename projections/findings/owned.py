"""The rule that the council looks at its own companies as it does at others."""

from collections.abc import Collection, Mapping

from sqlalchemy import select, true

from projections.findings.book import Beside, Book
from projections.findings.cases import RUNNING, OrganisationCase
from projections.findings.ever import ever_named
from projections.findings.sources import KENT, ROYAL
from projections.findings.surroundings import Surroundings
from projections.findings.verdict import CLEAN, Hit, Missing, Rule, Verdict
from projections.moves import Moves
from projections.view import View

OWNED = frozenset({"in_house", "council_owned"})
WATCHED = "watched"


def own_and_unwatched(organisation: OrganisationCase, around: Surroundings) -> Verdict:
    """A41: it belongs to the council, delivers for it, and no risk of it is kept."""
    records = organisation.records
    contracts = [one for record in records for one in around.engaged.get(record, ())]
    if not contracts or organisation.merged_into is not None:
        return None
    if organisation.sector is None:
        return Missing(("sector",))
    if organisation.sector not in OWNED:
        return None
    if any(record in around.beside(WATCHED) for record in records):
        return CLEAN
    because = {"sector": organisation.sector, "contracts": sorted(contracts)}
    owner = next(filter(None, map(around.in_charge.get, records)), None)
    return Hit(None, because, owner=owner)


def watched(view: View, providers: Collection[str] | None) -> Mapping[str, bool]:
    """The providers of whom a risk is kept, or of a contract of theirs in force."""
    risks = view.pages.alive("risk", view.pin)
    contracts = view.pages.alive("contract", view.pin)
    kept = (
        risks.c.in_error == 0,
        risks.c.status == "open",
        view.pages.readable("risk", view.pin, risks, view.reach),
    )
    on_contracts = select(contracts.c.provider_id).where(
        contracts.c.in_error == 0,
        contracts.c.status.in_(sorted(RUNNING)),
        contracts.c.provider_id.is_not(None),
        contracts.c.id.in_(select(risks.c.contract_id).where(*kept)),
        true() if providers is None else contracts.c.provider_id.in_(providers),
    )
    on_themselves = select(risks.c.organisation_id).where(
        *kept,
        risks.c.organisation_id.is_not(None),
        true() if providers is None else risks.c.organisation_id.in_(providers),
    )
    found = view.connection.execute(on_contracts.union(on_themselves), view.pin.params)
    return dict.fromkeys(found.scalars(), True)


def _moved(view: View, moved: Moves) -> Collection[str]:
    risks, contracts = moved.get("risk", ()), moved.get("contract", ())
    on = ever_named(view, "risk", risks, ("contract_id",))
    of = ever_named(view, "contract", {*on, *contracts}, ("provider_id",))
    return of | ever_named(view, "risk", risks, ("organisation_id",))


BOOK = Book(
    rules=(
        Rule(
            "A41",
            "A company of the council's own delivers, and no risk of it is kept",
            "wrong",
            "policy",
            f"{KENT}, principle 6; {ROYAL}, section 4.8",
            "medium",
            "Enter what may go wrong there, as with any other provider.",
            "/risks",
            {"organisation": own_and_unwatched},
        ),
    ),
    besides={WATCHED: Beside(watched, ("risk", "contract"), _moved)},
)
