"""What the story is made of: one thing after another that somebody does."""

import tomllib
from collections.abc import Mapping
from datetime import datetime
from importlib.resources import files
from typing import Any, NamedTuple

Row = Mapping[str, Any]


class Beat(NamedTuple):
    """One thing that somebody does: when in London, who, what, to what, saying what."""

    at: datetime
    by: str
    do: str
    of: str
    said: Row


def text_of(name: str) -> str:
    """A file of the story."""
    return files("api.demo").joinpath("story", name).read_text("utf-8")


def read(name: str) -> dict[str, Any]:
    """A part of the story."""
    return tomllib.loads(text_of(f"{name}.toml"))
