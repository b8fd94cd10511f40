"""The auditor's page: replay, comparison, one record, and a check that finds out."""

import re
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from typer.testing import CliRunner

from api.app import create_app
from api.cli.app import app as command_line
from api.demo.stage import Stage
from api.demo.story import personas
from api.demo.tampering import tamper
from api.opening import opened
from domain.log.register import Home
from domain.log.signing_keys import create_key
from domain.log.submission import Asker
from domain.log.verifying_range import MOST
from domain.operations import OFFICERS
from domain.rights import SYSTEM
from tests.api.bundles import VERIFIER
from tests.api.council import Council, Person
from tests.api.pages.signed_in import Browser

CHECKED = "/audit/check"


@pytest.fixture(scope="module")
def rowan(lived: Stage) -> Browser:
    """The browser of the external auditor."""
    browser = Browser(lived.app)
    assert browser.sign_in(lived.keys["rowan"]).status_code == 303
    return browser


@pytest.fixture(scope="module")
def altered(
    lived: Stage, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Browser, Path, int]]:
    """The auditor's browser before a copy of the register that somebody altered."""
    lived.register.ledger.root_of(lived.register.reading.head())
    folder = tmp_path_factory.mktemp("altered")
    with (
        closing(sqlite3.connect(lived.register.home.data / "log.db")) as source,
        closing(sqlite3.connect(folder / "log.db")) as copy,
    ):
        source.backup(copy)
    shutil.copy(lived.register.home.data / "keys.db", folder)
    at = tamper(folder / "log.db")
    with opened(Home(folder)) as there:
        browser = Browser(create_app(there.register, there.reads))
        assert browser.sign_in(lived.keys["rowan"]).status_code == 303
        yield browser, folder, at


def test_officers_and_auditors_have_the_page_and_nobody_else(lived: Stage) -> None:
    one_a_role = {who.role: who.of for who in personas()}
    for role, who in one_a_role.items():
        browser = Browser(lived.app)
        browser.sign_in(lived.keys[who])

        may = role in OFFICERS | {"auditor"}
        assert browser.open("/audit").status_code == (200 if may else 403), role
        if not may:
            assert ">Audit<" not in re.sub(r"\s+", "", browser.open("/").text), role


def test_it_says_how_far_all_is_recorded_sealed_and_signed(
    rowan: Browser, lived: Stage
) -> None:
    told = rowan.read("/audit")

    head = lived.register.reading.head()
    assert f"Recorded {head:,} entries" in told
    assert re.search(r"Sealed (all of them|to record no\. [\d,]+)", told)
    assert "Last signed head No head was signed yet" in told
    assert "Last checked not on this page" in told


def test_a_check_finds_nothing_where_nothing_is_amiss(
    rowan: Browser, lived: Stage
) -> None:
    head = lived.register.reading.head()

    whole, some = rowan.read(CHECKED), rowan.read(f"{CHECKED}?first=100&last=100")

    assert f"Records no. 1 to {head:,} are as they were sealed" in whole
    assert "Records no. 100 to 100 are as they were sealed" in some
    assert "Altered" not in whole + some


@pytest.mark.parametrize(
    "query", ["first=0", "last=999999", "first=x", "first=9&last=8"]
)
def test_records_that_there_are_not_are_not_checked(rowan: Browser, query: str) -> None:
    assert rowan.open(f"{CHECKED}?{query}").status_code == 422


def test_a_check_is_bounded() -> None:
    assert MOST <= 5_000


def test_an_altered_entry_is_found_by_the_page_and_by_the_command(
    altered: tuple[Browser, Path, int],
) -> None:
    browser, folder, at = altered

    told = browser.read(CHECKED)
    ran = CliRunner().invoke(command_line, ["verify", "--data", str(folder)])

    assert f"Altered: record no. {at}" in told
    assert "state/current is not as it was sealed" in told
    assert re.search(r"It is an entry of .+ \(R-\d+\)", told)
    assert ran.exit_code == 20
    assert f"position: #{at}" in ran.output
    assert "field: state/current" in ran.output
    assert "are as they were sealed" in browser.read(f"{CHECKED}?last={at - 1}")
    assert "Altered" in browser.read(f"{CHECKED}?first={at}&last={at}")


@pytest.mark.parametrize("back", [0, 1])
def test_an_entry_that_is_gone_is_missed(
    council: Council, anns: Browser, ann: Person, back: int
) -> None:
    for nth in range(3):
        ann.make("/v1/risks", {"title": f"Risk {nth}", "scope": "council"})
    gone = council.head() - back
    council.register.ledger.root_of(council.head())

    with closing(sqlite3.connect(council.register.home.data / "log.db")) as store:
        store.execute("DROP TRIGGER events_last")
        store.execute("DELETE FROM events WHERE position = ?", (gone,))
        store.commit()

    told = anns.read(CHECKED)
    assert f"Altered: record no. {gone} position the entry is gone" in told
    assert "Audit" in anns.read("/audit")


def test_altering_again_changes_nothing_more(
    altered: tuple[Browser, Path, int],
) -> None:
    _, folder, at = altered

    with closing(sqlite3.connect(folder / "log.db")) as store:
        before = store.execute("SELECT state FROM events").fetchall()
        assert tamper(folder / "log.db") == at
        assert store.execute("SELECT state FROM events").fetchall() == before
        guards = "SELECT count(*) FROM sqlite_master WHERE tbl_name = 'events'"
        assert store.execute(f"{guards} AND type = 'trigger'").fetchone() == (4,)


def test_lists_are_replayed_as_known_on_a_day(rowan: Browser) -> None:
    page = rowan.open("/lists/risks?known_at=2025-05-27")
    at = int(page.headers["Register-Position"])
    api = rowan.open(f"/v1/risks?known_at={at}&limit=1").json()

    assert f"{api['total']} risks" in page.text
    assert f"known_at={at}" in page.text  # the same as data
    following = re.search(r'href="([^"]+cursor=[^"]+)">Next page', page.text)
    assert following is not None
    second = rowan.open(following[1].replace("&amp;", "&"))
    assert second.headers["Register-Position"] == str(at)
    assert rowan.open("/lists/secrets").status_code == 404


def test_two_days_are_compared_entry_by_entry(rowan: Browser, lived: Stage) -> None:
    last = lived.service.today()
    first = last - timedelta(days=40)

    page = rowan.open(f"/audit/compare?from={first}&to={last}&noun=risk")
    told = rowan.open(f"/v1/diff?from={first}T23:59:59Z&noun=risk&limit=25").json()

    assert page.status_code == 200
    for one in told["items"]:
        assert one["title"].replace("'", "&#39;") in page.text
        for event in one["events"]:
            assert f'id="e{event["position"]}"' in page.text
    assert rowan.open(f"/audit/compare?from={last}&to={first}").status_code == 422
    assert rowan.open("/audit/compare?noun=key").status_code == 422


def test_the_comparison_goes_on_from_page_to_page(rowan: Browser) -> None:
    seen: list[str] = []
    address = "/audit/compare?noun=change"
    while address:
        page = rowan.open(address)
        assert page.status_code == 200
        seen += re.findall(r'<span class="app-quiet">(CR-\d+)</span>', page.text)
        following = re.search(r'href="([^"]+)">Next things', page.text)
        address = following[1].replace("&amp;", "&") if following else ""

    assert len(seen) == len(set(seen))
    assert len(seen) == rowan.open("/v1/changes?limit=1").json()["total"] > 25


def test_a_reference_leads_to_its_history(rowan: Browser) -> None:
    led = rowan.open("/audit/record?reference=r-114+&known_at=2025-01-31")

    assert led.headers["Location"] == "/records/R-114?known_at=2025-01-31"
    assert rowan.open("/audit/record?reference=nonsense").status_code == 404


def test_an_auditor_of_everything_takes_a_bundle_that_others_can_check(
    council: Council, ann: Person, tmp_path: Path
) -> None:
    ann.make("/v1/risks", {"title": "The agency withdraws", "scope": "council"})
    part = {"departments": ["Housing"]}
    whole, some = Browser(council.app), Browser(council.app)
    whole.sign_in(council.person("Rowan", "auditor").key)
    some.sign_in(council.person("Robin", "auditor", scope=part).key)
    address = "/audit/bundle.zip"
    unsigned = whole.open(address)
    assert unsigned.status_code == 404
    assert "Nothing is signed of this yet" in unsigned.text
    assert "Take a bundle" not in whole.read("/audit")
    key = create_key(council.register, Asker(SYSTEM.account, "cli", uuid4()))
    (tmp_path / "keys.txt").write_text(f"{key}\n")

    assert "Take a bundle of all" in whole.read("/audit")
    (tmp_path / "audit.zip").write_bytes(whole.open(address).content)
    said = [str(tmp_path / "audit.zip"), "--trust", str(tmp_path / "keys.txt")]
    checked = subprocess.run(  # noqa: S603 - our own script
        [sys.executable, "-I", "-S", str(VERIFIER), *said],
        capture_output=True,
        check=False,
    )

    assert checked.returncode in {0, 11}, checked.stdout
    assert some.open(address).status_code == 403
    assert whole.open(f"{address}?first=0").status_code == 422


def test_who_is_told_on_a_page_what_is_withheld_is_kept_as_in_the_api(
    council: Council, ann: Person, anns: Browser
) -> None:
    said = {"title": "Hush", "scope": "council", "handling": "restricted"}
    hush = ann.make("/v1/risks", said)
    ben = Browser(council.app)
    ben.sign_in(council.person("Ben Bright", "commissioner").key)
    log = council.app.state.service.read_log
    before = log.size()

    assert "Hush" in anns.read("/lists/risks")
    assert "Hush" in anns.read(f"/records/{hush['reference']}")
    assert "Hush" in anns.read("/audit/compare")
    assert "Hush" not in ben.read("/lists/risks") + ben.read("/audit/compare")

    found = [one.read for one in log.reads(before, log.size())]
    assert [one.operation for one in found] == [
        "get_risks_page",
        "get_record",
        "get_audit_compare",
    ]
    assert {one.records for one in found} == {(hush["id"],)}
    assert {one.auth for one in found} == {"session"}
