"""Signing in, staying so, and what ends it: by what key somebody came counts."""

import re
from hashlib import sha256

import pytest
from starlette.routing import Route

from api.app import create_app
from api.pages.page import Page
from api.pages.site import Persona
from api.session import LASTS
from domain.log.register import Register, Sources
from projections.opening import open_generations, open_reads
from tests.api.council import Council, Person
from tests.api.pages.signed_in import Browser
from tests.conftest import Clock


def test_whoever_is_not_signed_in_is_led_there_and_back(
    browser: Browser, ann: Person
) -> None:
    asked = browser.open("/?effective_on=2026-01-31")

    assert asked.status_code == 303
    assert asked.headers["Location"] == "/sign-in?back=/%3Feffective_on%3D2026-01-31"
    form = browser.open(asked.headers["Location"])
    assert 'name="back" value="/?effective_on=2026-01-31"' in form.text
    done = browser.sign_in(ann.key, back="/?effective_on=2026-01-31")
    assert done.headers["Location"] == "/?effective_on=2026-01-31"
    assert "Ann Atkins, commissioner" in browser.read("/")


@pytest.mark.parametrize(
    "back",
    [
        "https://example.com/",
        "//example.com/",
        "/\\example.com",
        "/%0d%0aSet-Cookie:x=1".replace("%0d%0a", "\r\n"),
        "javascript:alert(1)",
        "/sign-in?back=/",
        "/\t/example.com",
        "",
    ],
)
def test_nobody_is_sent_to_another_host(
    browser: Browser, ann: Person, back: str
) -> None:
    assert browser.sign_in(ann.key, back=back).headers["Location"] == "/"


def test_the_cookie_holds_no_secret(browser: Browser, ann: Person) -> None:
    said = browser.sign_in(ann.key).headers["Set-Cookie"]

    secret = ann.key.split("_", 2)[2]
    assert "; Path=/; HttpOnly; SameSite=Lax" in said
    assert "Secure" not in said
    assert secret not in said
    assert sha256(secret.encode()).hexdigest() not in said


def test_behind_tls_the_cookie_and_the_host_are_for_tls_alone(
    council: Council, ann: Person
) -> None:
    browser = Browser(council.app, "https://testserver")

    said = browser.sign_in(ann.key).headers["Set-Cookie"]

    assert said.startswith("__Host-counterfoil=")
    assert "; Secure" in said
    assert "Strict-Transport-Security" in browser.open("/").headers


def test_without_tls_nothing_is_promised_of_it(anns: Browser) -> None:
    assert "Strict-Transport-Security" not in anns.open("/").headers


def test_a_wrong_key_is_refused_and_said_beside_the_box(browser: Browser) -> None:
    for key in ("", "cf_", "cl_" + 32 * "a" + "_" + 43 * "b"):
        reply = browser.sign_in(key)

        assert reply.status_code == 401
        assert "Set-Cookie" not in reply.headers
        assert "There is a problem" in reply.text
        assert 'id="key-error"' in reply.text


def test_a_session_that_was_tampered_with_is_none(anns: Browser, ann: Person) -> None:
    value = anns.client.cookies["counterfoil"]
    key = ann.key.split("_")[1]

    for other in (
        value[:-1] + ("A" if value[-1] != "A" else "B"),
        value.replace(key, key[::-1]),
        value.replace(".17", ".18", 1),
        "1..",
        "x",
    ):
        anns.client.cookies.set("counterfoil", other, domain="testserver.local")
        assert anns.open("/").status_code == 303, other


def test_a_session_is_over_with_its_key(council: Council) -> None:
    kit = council.person("Kit Fennimore", "administrator")
    for verb, said in (
        ("revoke", {"reason": "Lost"}),
        ("rotate", {}),
    ):
        dee = council.person("Dee", "reader")
        browser = Browser(council.app)
        browser.sign_in(dee.key)
        assert browser.open("/").status_code == 200

        key = next(k for k in _keys(kit, dee) if k["account_id"] == str(dee.account))
        assert kit.post(f"/v1/keys/{key['id']}/{verb}", said).status_code == 200

        assert browser.open("/").status_code == 303, verb


def test_a_session_is_over_after_half_a_day(anns: Browser, clock: Clock) -> None:
    clock.forward(seconds=LASTS.total_seconds() - 60)
    assert anns.open("/").status_code == 200

    clock.forward(seconds=60)

    assert anns.open("/").status_code == 303


def test_what_a_session_may_do_is_judged_by_the_grants_of_now(
    council: Council, anns: Browser, ann: Person
) -> None:
    kit = council.person("Kit Fennimore", "administrator")

    kit.make(f"/v1/accounts/{ann.account}/close", {"reason": "Left"})

    reply = anns.open("/")
    assert reply.status_code == 403
    assert "You are not allowed to see this" in reply.text


def test_every_process_accepts_a_session(
    council: Council, anns: Browser, clock: Clock
) -> None:
    home = council.register.home
    with Register(home, Sources(clock)) as register:
        generations = open_generations(register.reading, home.data, clock=clock)
        reads = open_reads(register.reading, generations)
        other = Browser(create_app(register, reads))
        value = anns.client.cookies["counterfoil"]
        other.client.cookies.set("counterfoil", value, domain="testserver.local")

        assert "Ann Atkins" in other.read("/")
        generations.close()


def test_signing_out_ends_it_in_this_browser(anns: Browser) -> None:
    reply = anns.send("/sign-out")

    assert reply.headers["Location"] == "/sign-in?out=yes"
    assert anns.open("/").status_code == 303
    assert "You have signed out" in anns.read("/sign-in?out=yes")


def test_what_is_done_in_a_session_is_recorded_as_that(
    council: Council, anns: Browser, ann: Person
) -> None:
    risk = {"title": "Sole nursing agency withdraws", "scope": "council"}
    own = {"Origin": "http://testserver"}

    reply = anns.client.post("/v1/risks", json=risk, headers=own)

    assert reply.status_code == 201, reply.text
    (entered,) = council.register.reading.history(reply.json()["id"])
    assert entered.envelope.auth == "session"
    assert entered.envelope.by == ann.account


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Origin": "http://testserver"}, 201),
        ({"Sec-Fetch-Site": "same-origin"}, 201),
        ({}, 403),
        ({"Origin": "https://example.com"}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": "http://testserver:8080"}, 403),
        ({"Sec-Fetch-Site": "cross-site", "Origin": "http://testserver"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Sec-Fetch-Site": "none"}, 403),
    ],
)
def test_no_page_of_another_site_acts_in_somebodys_name(
    anns: Browser, headers: dict[str, str], status: int
) -> None:
    risk = {"title": "Sole nursing agency withdraws", "scope": "council"}

    reply = anns.client.post("/v1/risks", json=risk, headers=headers)

    assert reply.status_code == status
    signing = anns.client.post("/sign-out", headers=headers)
    assert signing.status_code == (303 if status == 201 else 403)


def test_only_a_demonstration_has_personas(
    council: Council, browser: Browser, ann: Person
) -> None:
    assert browser.send("/sign-in", persona="Ann Atkins").status_code == 401

    helena = Persona("Helena Brandt", "head of commissioning", "commissioner", ann.key)
    reads = council.app.state.service.reads
    demo = Browser(create_app(council.register, reads, personas=[helena]))

    assert "Helena Brandt head of commissioning" in demo.read("/sign-in")
    assert demo.send("/sign-in", persona="Helena Brandt").status_code == 303
    assert demo.open("/").status_code == 200


def test_a_page_that_nobody_has_a_right_to_does_not_start(
    council: Council, monkeypatch: pytest.MonkeyPatch
) -> None:
    pages = [route for route in council.app.routes if isinstance(route, Page)]
    monkeypatch.setattr(pages[0], "right", "do_as_one_likes")
    with pytest.raises(RuntimeError, match="nobody has said who may"):
        create_app(council.register, council.app.state.service.reads)


def test_nobody_gets_in_by_a_page_of_another_route(council: Council) -> None:
    """All that answers without a key is named here."""
    plain = {
        route.path
        for route in council.app.routes
        if isinstance(route, Route) and not hasattr(route, "right")
    }

    assert plain == {
        "/healthz",
        "/readyz",
        "/metrics",
        "/openapi.json",
        "/docs",
        "/problems/{rule}",
        "/problems/rights/{operation}",
        "/sign-in",
        "/sign-out",
        "/accessibility",
        "/static/{name:path}",
    }


def _keys(kit: Person, of: Person) -> list[dict[str, str]]:
    found = kit.get("/v1/keys", params={"limit": 200}).json()["items"]
    assert any(re.fullmatch("[0-9a-f-]{36}", key["id"]) for key in found), of
    return list(found)
