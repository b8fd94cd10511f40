"""A small town: two contracts, their chains, and who may look at them."""

from typing import Any

from tests.api.council import Council, Person
from tests.api.test_supply_chain import Chain
from tests.conftest import Clock

STARTED = {"started_on": "2025-04-01"}
LATE = {"payment_terms_days": 60, "payment_trigger": "pay_when_paid"}
LONG = "Borderlands Community Transport and Minibus Hire Association of the North"


class Town:
    """Two leads that rely on one agency for nights; a kitchen until the day after."""

    def __init__(self, council: Council, ann: Person, clock: Clock) -> None:
        self.council, self.ann = council, ann
        self.home = Chain(council, ann, people_served={"count": 612})
        rival = ann.make("/v1/organisations", {"name": "Wexley Days Ltd"})["id"]
        self.day = Chain(
            council, ann, title="Day centre", service="Day care", provider_id=rival
        )
        for chain in (self.home, self.day):
            ann.make(f"/v1/contracts/{chain.contract['id']}/start", STARTED)
        self.agency = self.home.firm("Nightly Agency & Sons <Ltd>")
        self.kitchen, self.vans = self.home.firm("Kitchen"), self.home.firm(LONG)
        ann.make(
            f"/v1/organisations/{self.vans}/classify",
            {"size": "small", "sme": True, "vcse": True},
        )
        terms: dict[str, Any] = {"value_share": "0.4", "essential": True, **LATE}
        self.nights = self.home.declare(self.agency, **terms)
        self.day.declare(self.agency, **terms)
        self.meals = self.home.declare(
            self.kitchen, parent_seat_id=self.nights, value_share="0.5", **LATE
        )
        self.home.declare(self.vans, value_share="0.1", essential=False)
        clock.forward(days=1)
        self.home.act("end", seat_id=self.meals, ended_on="2026-11-22")
        self.risk(self.agency, 4, 4)
        secret = self.risk(self.vans, 5, 5)
        self.cal = council.person("Cal Reader", "reader")
        names = {"handling": "restricted", "readers": [str(ann.account)]}
        ann.make(f"/v1/risks/{secret}/set-handling", {**names, "reason": "talks"})

    def risk(self, firm: str, likelihood: int, impact: int) -> str:
        """A risk about an organisation, with its score."""
        said = {"title": "The rota cannot be filled", "organisation_id": firm}
        risk = str(self.ann.make("/v1/risks", said)["id"])
        score = {"current": {"likelihood": likelihood, "impact": impact}}
        self.ann.make(f"/v1/risks/{risk}/assess", {**score, "reason": "the rota"})
        return risk
