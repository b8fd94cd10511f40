"""Somebody at a browser: cookies are kept, and each act says where it comes from."""

import re
from dataclasses import dataclass, field
from html import unescape
from typing import Any

from fastapi import FastAPI
from httpx2 import Response
from starlette.testclient import TestClient

HTML = {"Accept": "text/html,application/xhtml+xml"}


@dataclass
class Browser:
    """A browser with cookies of its own, which follows no redirect unless told."""

    app: FastAPI
    base_url: str = "http://testserver"
    client: TestClient = field(init=False)

    def __post_init__(self) -> None:
        self.client = TestClient(
            self.app, base_url=self.base_url, follow_redirects=False, headers=HTML
        )

    def open(self, address: str, **more: Any) -> Response:
        """Opens a page."""
        return self.client.get(address, **more)

    def send(self, address: str, **form: str) -> Response:
        """Sends a form of our own pages."""
        own = {"Origin": self.base_url}
        return self.client.post(address, data=form, headers=own)

    def sign_in(self, key: str, back: str = "/") -> Response:
        """Signs in with a key."""
        return self.send("/sign-in", key=key, back=back)

    def read(self, address: str) -> str:
        """The words of a page that has to open, as people read them."""
        reply = self.open(address)
        assert reply.status_code == 200, (address, reply.status_code)
        return words(reply.text)


def words(html: str) -> str:
    """The visible words of a page, in one line."""
    body = html.partition("<body")[2].partition(">")[2]
    body = re.sub(r"<(script|svg)\b.*?</\1>", " ", body, flags=re.DOTALL)
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", body))).strip()
