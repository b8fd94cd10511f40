"""Pages in a real browser: one Chromium and one server for all who look."""

import os
import shutil
import socket
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import uvicorn
from fastapi import FastAPI
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import BrowserContext, Page, ViewportSize, sync_playwright

WIDE, NARROW = 1400, 390
AXE = Path(__file__).parents[3] / "node_modules/axe-core/axe.min.js"
RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
NAMES = ("chromium", "chromium-browser", "google-chrome")
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
# Seconds that a page may take on a machine that does much else.
PATIENCE = 30_000


@contextmanager
def chromium() -> Iterator[Chromium]:
    """The system's Chromium. Skips where there is none, but not on a CI server."""
    found = next(filter(None, map(shutil.which, NAMES)), None)
    if found is None or not AXE.exists():
        missing = "Chromium and axe-core are fetched by scripts/setup --browser"
        if os.environ.get("CI"):
            pytest.fail(missing)
        pytest.skip(missing)
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=found, args=[*FLAGS])
        yield launched
        launched.close()


@contextmanager
def served(app: FastAPI) -> Iterator[str]:
    """The address of a server with an application, on a port of its own."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        config = uvicorn.Config(app, log_level="warning", lifespan="off")
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, args=([listening],))
        thread.start()
        try:
            yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join()


class Looker:
    """Somebody at a screen of some width; notes what the browser complains of.

    `asked` are the hosts that any page has asked for anything.
    """

    def __init__(self, chromium: Chromium, base: str, width: int, **more: Any) -> None:
        size: ViewportSize = {"width": width, "height": 900}
        self.context: BrowserContext = chromium.new_context(
            base_url=base, viewport=size, **more
        )
        self.context.set_default_timeout(PATIENCE)
        self.page: Page = self.context.new_page()
        self.asked: set[str] = set()
        self.complaints: list[str] = []
        self.page.on("request", lambda r: self.asked.add(r.url.split("/")[2]))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("console", self._note)

    def sign_in(self, key: str) -> None:
        """Signs in by the form."""
        self.page.goto("/sign-in")
        self.page.get_by_label("Your key").fill(key)
        self.page.get_by_role("button", name="Sign in", exact=True).click()
        self.page.get_by_role("button", name="Sign out").wait_for()

    def open(self, address: str) -> Page:
        """Opens a page."""
        self.page.goto(address)
        return self.page

    def barriers(self) -> Sequence[str]:
        """What axe finds wrong with the page: the rule, and where."""
        # By the debugger, as an extension of a browser would: no policy stops it.
        self.page.evaluate(AXE.read_text("utf-8"))
        found = self.page.evaluate("rules => axe.run({runOnly: rules})", [*RULES])
        return [
            f"{one['id']}: {node['html'][:120]}"
            for one in found["violations"]
            for node in one["nodes"]
        ]

    def scrolls_sideways(self) -> bool:
        """Whether the page is wider than the screen."""
        width = self.page.evaluate("document.documentElement.scrollWidth")
        seen = self.page.evaluate("document.documentElement.clientWidth")
        return bool(width > seen)

    def stops(self, most: int = 400) -> list[str]:
        """What the Tab key reaches, in order, until it comes round."""
        reached: list[str] = []
        for _ in range(most):
            self.page.keyboard.press("Tab")
            at = self.page.evaluate(_WHERE)
            if at in reached[-1:]:  # a box for a day has a stop for each of its parts
                continue
            if at is None or at in reached:
                break
            reached.append(at)
        return reached

    def tab_to(self, what: str, *, back: bool = False, most: int = 80) -> None:
        """Presses the Tab key until it comes to something, seeing where it is."""
        for _ in range(most):
            self.page.keyboard.press("Shift+Tab" if back else "Tab")
            assert self.sees_focus(), self.page.evaluate(_AT)
            if self.page.evaluate("what => document.activeElement.matches(what)", what):
                return
        message = f"{what} is not to be reached"
        raise AssertionError(message)

    def sees_focus(self) -> bool:
        """Whether what has the focus is in view, and looks as if it had it."""
        return bool(self.page.evaluate(_SEEN))

    def targets(self) -> int:
        """How many things there are to reach."""
        return int(self.page.evaluate(_TARGETS))

    def close(self) -> None:
        """Leaves the screen."""
        self.context.close()

    def _note(self, message: Any) -> None:
        if message.type in {"error", "warning"}:
            self.complaints.append(message.text)


class Screens(NamedTuple):
    """The same person at a desk and at a telephone."""

    base: str
    chromium: Chromium
    wide: Looker
    narrow: Looker

    def barriers(self, address: str) -> list[str]:
        """What is wrong with a page at either width, whatever hinders anybody."""
        found = list[str]()
        for looker in (self.wide, self.narrow):
            looker.complaints.clear()
            looker.open(address)
            found += looker.barriers()
            found += ["it scrolls sideways"] if looker.scrolls_sideways() else []
            found += looker.complaints
            found += looker.asked - {self.base.removeprefix("http://")}
        return found


@contextmanager
def two_screens(app: FastAPI, key: str) -> Iterator[Screens]:
    """Somebody who is signed in at a desk and at a telephone."""
    with chromium() as browser, served(app) as base:
        lookers = [Looker(browser, base, width) for width in (WIDE, NARROW)]
        for looker in lookers:
            looker.sign_in(key)
        yield Screens(base, browser, *lookers)
        for looker in lookers:
            looker.close()


_ALL = (
    "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex]"
)
_WHERE = (
    "(() => { const at = document.activeElement; if (at === document.body) return null;"
    f" return String([...document.querySelectorAll('{_ALL}')].indexOf(at)); }})()"
)
_AT = "document.activeElement.outerHTML.slice(0, 200)"
# Something in view that is outlined, shadowed or, in the picture, filled. What opens a
# calendar is a part of the browser's own, which it outlines as it likes.
_SEEN = """(() => {
    const at = document.activeElement;
    const { top, bottom, left, right } = at.getBoundingClientRect();
    const inside = bottom > 0 && top < innerHeight && right > 0 && left < innerWidth;
    const { outlineStyle, boxShadow } = getComputedStyle(at);
    const filled = at.matches("a.m") && getComputedStyle(at.querySelector(".box")).fill;
    const shown = outlineStyle !== "none" || boxShadow !== "none";
    const own = at.matches("input[type=date]:not(:focus)");
    return inside && (own || (filled ? filled === "rgb(255, 221, 0)" : shown));
})()"""
_TARGETS = (
    f"[...document.querySelectorAll('{_ALL}')].filter(one => one.tabIndex >= 0"
    " && one.getClientRects().length && one.checkVisibility()).length"
)
