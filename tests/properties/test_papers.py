"""The bytes of a paper depend on its position, its clock and its fields: nothing else.

Neither what was entered since nor the store, the process, the seed of its hashes or
its time zone shows in them.
"""

import tempfile
from contextlib import ExitStack
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.log.exporting import Exporting
from domain.log.home import empty_store
from domain.log.keys import KeyStore
from domain.log.register import Home, Register, Sources, init_register
from domain.log.restoring import restore
from tests.api.council import Council, Person
from tests.api.test_stores import serve
from tests.conftest import AUTHORITY, ORIGIN, Clock
from tests.databases import home_on
from tests.properties.acts import ACTS, CHAIN, Act
from tests.properties.lengths import many
from tests.properties.printing import Wanted, printed, printed_elsewhere

ZONES = ("Asia/Kathmandu", "Pacific/Kiritimati", "America/St_Johns")
TODAY = Clock().now.date()

pytestmark = pytest.mark.timeout(many(240, 7200))


class Filled(NamedTuple):
    """A register with things in it, somebody who reads it, and what is there."""

    council: Council
    ann: Person
    things: dict[str, list[str]]


def filled(council: Council) -> Filled:
    """One contract with a chain, a plan, a risk and a change, by two people."""
    ann = council.person("Ann Atkins", "commissioner")
    firm = ann.make("/v1/organisations", {"name": "Halden Care Ltd"})["id"]
    contract = ann.make("/v1/contracts", {"title": "Home care", "end": "2027-08-31"})
    on_it = {"contract_id": contract["id"]}
    path = f"/v1/contracts/{contract['id']}/{CHAIN}/declare"
    (seat,) = ann.make(path, {"organisation_id": firm})["seats"]
    made = {
        "risk": ann.make("/v1/risks", {"title": "Nights fall empty", **on_it}),
        "change": ann.make("/v1/changes", {"title": "Nights", **on_it}),
        "plan": ann.make("/v1/plans", {"title": "Leaving", "kind": "exit", **on_it}),
    }
    things = {noun: [one["id"]] for noun, one in made.items()}
    things |= {"organisation": [firm], "contract": [contract["id"]]}
    return Filled(council, ann, {**things, "seat": [seat["id"]]})


def something_happens(there: Filled, data: st.DataObject, times: int) -> None:
    """Some acts, whether they are taken or refused."""
    for _ in range(times):
        can = [act for act in ACTS if all(map(there.things.get, act.needs))]
        act: Act = data.draw(st.sampled_from(can), "act")
        chosen = {
            noun: data.draw(st.sampled_from(there.things[noun]), noun)
            for noun in dict.fromkeys(act.needs)
        }
        reply = there.ann.post(act.path(chosen), act.body(data, chosen, TODAY))
        assert reply.status_code < 500, reply.text
        if act.opens and reply.is_success:
            there.things.setdefault(act.noun, []).append(reply.json()["id"])


@given(st.data())
@settings(
    max_examples=many(1, 60),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
def test_nothing_but_position_clock_and_fields_shows_in_the_bytes_of_a_paper(
    postgres: str, data: st.DataObject
) -> None:
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        home = home_on("sqlite", Path(folder) / "here", None)
        init_register(home, ORIGIN, AUTHORITY, Sources(Clock()))
        there = filled(serve(stack, home, Clock()))
        something_happens(there, data, 8)
        wanted = Wanted(
            there.things["contract"][0],
            there.things["change"][0],
            there.council.register.reading.head(),
            data.draw(st.sampled_from(["I", "II"]), "part"),
        )
        key = there.ann.key
        first = printed(home, key, wanted)
        something_happens(there, data, 3)

        environment = {
            "PYTHONHASHSEED": str(data.draw(st.integers(1, 9999), "seed")),
            "TZ": data.draw(st.sampled_from(ZONES), "zone"),
        }
        assert printed_elsewhere(home, key, wanted, environment) == first
        elsewhere = home_on("postgres", Path(folder) / "there", postgres)
        copied(there.council.register, elsewhere)
        assert printed(elsewhere, key, wanted) == first
        others = wanted._replace(part="I" if wanted.part == "II" else "II")
        assert set(printed(home, key, others).values()).isdisjoint(first.values())


def copied(register: Register, home: Home) -> None:
    """The same log, with the same keys, on another store."""
    lines, kept = Exporting(register.reading, register.store).lines(), register.keys
    with empty_store(home) as store:
        restore(store, KeyStore(home.key_store), lines, kept.everything())
