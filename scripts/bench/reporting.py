"""Tables on paper: printed, and kept in docs/benchmarks.md under a mark each."""

import os
import platform
import re
import sqlite3
from datetime import UTC, datetime
from pathlib import Path

import psycopg

from scripts.bench.measuring import Table, Target
from scripts.places import SERVER

PAGE = Path(__file__).parents[2] / "docs/benchmarks.md"
INTRODUCTION = """# Benchmarks

Made by `python -m scripts.bench --keep`; each part says when and where. **Read ratios,
not absolutes**: what is compared ran side by side in one run, round by round, and each
figure is the median of its rounds. Servers, load and databases share one machine and
listen on 127.0.0.1 alone. Authorisation, validation, receipts, read side and sealing
are on, and each acknowledged command is on disk.
"""


def page_part(table: Table) -> str:
    """A table as Markdown, with its targets and its notes."""
    width = len(table.head)
    lines = [
        f"## {table.title}",
        "",
        machine(),
        "",
        _line(table.head),
        _line(("---",) * width),
        *(_line((row.name, *row.cells)) for row in table.rows),
    ]
    if table.targets:
        lines += ["", _line(("target", "wanted", "found", "")), _line(("---",) * 4)]
        lines += [_line(_cells(target)) for target in table.targets]
    for note in table.notes:
        lines += ["", note]
    return "\n".join(lines) + "\n"


def keep(name: str, parts: list[str]) -> None:
    """Puts a bench's tables in its place on the page, or at the end."""
    page = PAGE.read_text() if PAGE.exists() else INTRODUCTION
    begin, end = f"<!-- {name} -->\n", f"<!-- end of {name} -->\n"
    part = begin + "\n" + "\n".join(parts) + "\n" + end
    found = re.compile(f"{re.escape(begin)}.*{re.escape(end)}", re.DOTALL)
    there = found.search(page)
    page = found.sub(lambda _: part, page) if there else f"{page}\n{part}"
    PAGE.write_text(page)


def machine() -> str:
    """When and on what a bench ran, by what tells how fast it is."""
    words = [
        f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC",
        f"{os.cpu_count()} cores {_processor()}".strip(),
        f"load {os.getloadavg()[0]:.1f} at the end",
        f"{platform.system()} {platform.release().partition('-')[0]}",
        f"Python {platform.python_version()}",
        f"SQLite {sqlite3.sqlite_version}",
    ]
    try:
        with psycopg.connect(SERVER, connect_timeout=3) as server:
            version = server.info.server_version
            words.append(f"PostgreSQL {version // 10000}.{version % 10000}")
    except psycopg.OperationalError:
        pass
    return "; ".join(words) + "."


def _processor() -> str:
    try:
        cpu = Path("/proc/cpuinfo").read_text()
    except OSError:
        return platform.processor()
    found = re.search(r"model name\s*: (.*)", cpu)
    return found[1] if found else ""


def _cells(target: Target) -> tuple[str, ...]:
    sign = "<=" if target.at_most else ">="
    verdict = "met" if target.met else "**missed**"
    wanted, found = (_shown(value, target) for value in (target.wanted, target.found))
    return target.what, f"{sign} {wanted}", found, verdict


def _shown(value: float, target: Target) -> str:
    digits = f"{value:,.0f}" if abs(value) >= 100 else f"{value:.2f}"  # noqa: PLR2004
    return f"{digits} {target.unit}" if target.unit != "x" else f"{digits}x"


def _line(cells: tuple[str, ...]) -> str:
    return f"| {' | '.join(cells)} |"
