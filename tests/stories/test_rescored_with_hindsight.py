"""A risk is rescored after it has happened, by a correction that is dated before."""

from pathlib import Path
from uuid import uuid4

from api.bundle_file import Asked, write_bundle
from api.opening import Opened
from domain.log.signing_keys import create_key
from domain.log.submission import Asker
from domain.rights import SYSTEM
from projections.opening import open_generations, open_reads
from tests.api.bundles import Files, entries_of, files_of
from tests.api.council import Council, Person
from tests.api.pages.signed_in import Browser
from tests.conftest import Clock
from tests.pdf_text import text_of


def test_all_faces_show_the_score_of_that_day_and_when_the_other_was_recorded(
    council: Council, priya: Person, clock: Clock, tmp_path: Path
) -> None:
    contract = priya.make("/v1/contracts", {"title": "Home care"})["id"]
    entry = {"title": "The agency for nights withdraws", "contract_id": contract}
    made = priya.make("/v1/risks", entry)
    risk, name = f"/v1/risks/{made['id']}", made["reference"]
    low = {"current": {"likelihood": 2, "impact": 3}, "reason": "Two agencies hold"}
    priya.make(f"{risk}/assess", low)
    clock.forward(days=2)
    priya.make(f"{risk}/materialise", {"reason": "They left last night"})
    clock.forward(days=3)
    # On the 26th somebody says that it had been 4 x 5 since the 21st.
    priya.make(
        f"{risk}/correct",
        {
            "current": {"likelihood": 4, "impact": 5},
            "reason_code": "clerical",
            "reason": "We had known for a week",
            "effective_on": "2026-11-21",
        },
    )
    corrected = council.head()

    auditor = council.person("Rowan Peverell", "auditor")
    that_day = "2026-11-22T23:59:59Z"

    # The API: as known that day, and what was recorded later.
    then = auditor.get(risk, params={"known_at": that_day}).json()
    now = auditor.get(risk, params={"effective_on": "2026-11-22"}).json()
    assert (then["current"]["score"], now["current"]["score"]) == (6, 20)
    around = auditor.get(f"{risk}/around?date=2026-11-22").json()
    assert around["known"]["current"]["score"] == 6
    (rescored,) = (e for e in around["later"] if e["position"] == corrected)
    assert rescored["recorded_at"].startswith("2026-11-26")
    assert rescored["effective_on"] == "2026-11-21"

    # The page: the register that day, and the history with both clocks.
    browser = Browser(council.app)
    browser.sign_in(auditor.key)
    assert "6 (2 x 3)" in browser.read("/lists/risks?known_at=2026-11-22")
    assert "20 (4 x 5)" in browser.read("/lists/risks")
    history = browser.read(f"/records/{name}")
    assert "Current 6 (2 x 3) 20 (4 x 5)" in history
    assert "Recorded 26 November 2026 at 09:00 by Priya Nair" in history
    assert "True from 21 November 2026, recorded after that. Corrects" in history
    between = browser.read("/audit/compare?from=2026-11-22&to=2026-11-26&noun=risk")
    assert "Current 6 (2 x 3) 20 (4 x 5)" in between

    # The paper of that day, printed today.
    printed = auditor.get("/v1/risk-register.pdf", params={"known_at": that_day})
    assert "6 (2 x 3)" in text_of(printed.content)
    assert "20 (4 x 5)" not in text_of(printed.content)

    # The bundle: the same entry, its moment under the same proof as its score.
    files = bundled(council, tmp_path / "audit.zip")
    entries = {one["position"]: one for one in entries_of(files)}
    assert entries[corrected]["recorded_at"].startswith("2026-11-26")
    assert entries[corrected]["effective_on"] == "2026-11-21"


def bundled(council: Council, path: Path) -> Files:
    """What an auditor is given of all of it."""
    register, home = council.register, council.register.home
    create_key(register, Asker(SYSTEM.account, "cli", uuid4()))
    generations = open_generations(
        register.reading, home.data, home.url, home.schema, register.sources.clock
    )
    reads = open_reads(register.reading, generations)
    write_bundle(Opened(register, generations, reads), Asked(), path)
    generations.close()
    return files_of(path)
