"""Whatever several people ask for, in whatever order: the register stays in order."""

import shutil
import tempfile
from contextlib import ExitStack
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    precondition,
    rule,
)
from starlette.testclient import TestClient

from api.app import create_app
from api.opening import opened
from api.settings import Settings
from domain.log.register import Home, Sources, init_register
from tests.api.council import Council, Person
from tests.conftest import AUTHORITY, ORIGIN, Clock
from tests.properties.acts import ACTS, CHAIN, Act
from tests.properties.asking import Answers, Keeping, answers, known_live, replayed
from tests.properties.invariants import broken
from tests.properties.lengths import many

# How often somebody looks at all there is to read: that takes as long as many acts.
LOOKS = many(2, 8)
REFUSED = {403, 404, 409, 412, 422}


# At length it goes on for an hour.
pytestmark = pytest.mark.timeout(many(120, 7200))


class Interleavings(RuleBasedStateMachine):
    """Commands of four people and a program, on days gone by or today."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.open = ExitStack()
        self.clock = Clock()
        self.things: dict[str, list[str]] = {}
        self.then: dict[tuple[int, date], Answers] = {}
        self.keeping = Keeping()

    @initialize()
    def four_people_come_in(self) -> None:
        home = Home(self.folder)
        init_register(home, ORIGIN, AUTHORITY, Sources(self.clock))
        self.here = self.open.enter_context(opened(home, Sources(self.clock)))
        register, _, reads = self.here
        register.after_commit(reads.catch_up)
        app = create_app(register, reads, Settings())
        council = Council(register, self.open.enter_context(TestClient(app)))
        self.people: list[Person] = [
            council.person("Ann Atkins", "commissioner"),
            council.person("Ben Bright", "commissioner", "approver"),
            council.person("Cara Cole", "contract_manager", scope={}),
            council.person("Dev Das", "approver", "administrator"),
        ]
        self.things["account"] = [str(person.account) for person in self.people]
        for path, body in (
            ("organisations", {"name": "Halden Care Ltd"}),
            ("contracts", {"title": "Home care"}),
        ):
            made = self.people[0].make(f"/v1/{path}", body)
            self.things[path[:-1]] = [made["id"]]

    @rule(data=st.data())
    def some_ask(self, data: st.DataObject) -> None:
        for _ in range(4):
            who = data.draw(st.sampled_from(self.people), "who")
            can = [act for act in ACTS if all(map(self.things.get, act.needs))]
            self._ask(who, data.draw(st.sampled_from(can), "act"), data)
        assert self.keeping.holds(self.here.reads, None, self.today)

    def _ask(self, who: Person, act: Act, data: st.DataObject) -> None:
        # Of what is not needed nothing is drawn: long examples would be cut off.
        chosen = {
            noun: data.draw(st.sampled_from(self.things[noun]), noun)
            for noun in dict.fromkeys(act.needs)
        }
        body = act.body(data, chosen, self.today)
        before = self.here.register.reading.head()

        reply = who.post(act.path(chosen), body)

        head = self.here.register.reading.head()
        if reply.status_code in REFUSED:
            assert head == before, reply.text
            assert reply.json()["detail"]
            return
        assert reply.status_code in {200, 201}, reply.text
        assert int(reply.headers["Register-Position"]) == head
        if act.opens:
            self.things.setdefault(act.noun, []).append(reply.json()["id"])
        if CHAIN in act.verb:
            seats = [seat["id"] for seat in reply.json()["seats"]]
            known = self.things.setdefault("seat", [])
            known += [seat for seat in seats if seat not in known]

    @rule(days=st.integers(1, 90))
    def time_goes_by(self, days: int) -> None:
        self.clock.forward(days=days)

    @precondition(lambda self: len(self.then) < LOOKS)
    @rule(back=st.integers(0, 200))
    def somebody_looks(self, back: int) -> None:
        head, day = self.here.register.reading.head(), self.today - timedelta(back)
        self.then[head, day] = answers(self.here.reads, head, day)

    @property
    def today(self) -> date:
        """Today, by the clock of the register."""
        return self.clock.now.date()

    def teardown(self) -> None:
        try:
            if self.things:
                self._hold()
        finally:
            self.open.close()
            shutil.rmtree(self.folder)

    def _hold(self) -> None:
        register, generations, reads = self.here
        recorded = list(register.reading.all_recorded())
        states = replayed(recorded)
        assert known_live(register, list(states)) == states
        assert list(broken(recorded, states)) == []
        reads.catch_up(register.reading.head())
        assert generations.check() == []
        for (position, day), answer in self.then.items():
            assert answers(reads, position, day) == answer


TestInterleavings: Any = Interleavings.TestCase
TestInterleavings.settings = settings(
    max_examples=many(4, 500),
    # With more steps most examples would draw too much, and be given up.
    stateful_step_count=many(20, 30),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
