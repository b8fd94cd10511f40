"""Prints the table of field classes of docs/decisions/0001, made from the code."""

import sys
from pathlib import Path
from uuid import UUID

from domain.event import Fact
from domain.facts import FACTS
from domain.log.erasing import is_words

PAGE = Path(__file__).parent.parent / "docs/decisions/0001-stored-form.md"
MARK = "<!-- field classes -->"


def table() -> str:
    """One Markdown table a noun: each field of its facts with its class."""
    nouns: dict[str, dict[str, str]] = {}
    for fact in FACTS:
        noun = nouns.setdefault(fact.__module__.rpartition(".")[2], {})
        for name in fact.model_fields:
            noun[name] = _class(fact, name)
    return "\n".join(_lines(noun, fields) for noun, fields in sorted(nouns.items()))


def _class(fact: type[Fact], name: str) -> str:
    made = fact.model_construct(**dict.fromkeys(fact.model_fields, True))
    if name in made.personal(UUID(int=0)):
        return "personal"
    return "words" if is_words(fact.fact_name, name) else "open"


def _lines(noun: str, fields: dict[str, str]) -> str:
    rows = [
        f"| {kind} | {', '.join(sorted(f for f, k in fields.items() if k == kind))} |"
        for kind in ("open", "words", "personal")
        if kind in fields.values()
    ]
    title = noun.replace("_", " ").capitalize()
    return "\n".join((f"\n### {title}\n", "| class | fields |", "|---|---|", *rows))


if __name__ == "__main__":
    page = PAGE.read_text()
    PAGE.write_text(page[: page.index(MARK)] + f"{MARK}\n{table()}\n")
    sys.stdout.write(f"{PAGE.name} is up to date\n")
