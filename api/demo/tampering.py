"""Alters one entry of a demonstration behind the register's back, to be found out.

It does what somebody would who has the file: the guard of the table is dropped, a
score is lowered where it was said, the guard is put back. Nothing of the register's own
code takes part, and nothing is left in any log.
"""

import sqlite3
from contextlib import closing
from pathlib import Path

import orjson

_GUARDS = (
    "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'events'"
)
_SCORES = (
    "SELECT position, state FROM events WHERE topic LIKE 'risk-assessed.%'"
    " ORDER BY position"
)
_ALTER = "UPDATE events SET state = ? WHERE position = ?"


def tamper(log: Path) -> int:
    """Makes the first score of the gravest impact as unlikely as can be; its position.

    Done again it changes nothing more.
    """
    with closing(sqlite3.connect(log)) as store:
        scores = [(at, orjson.loads(state)) for at, state in store.execute(_SCORES)]
        position, state = max(scores, key=_gravity)
        state["current"]["likelihood"] = 1
        guards = store.execute(_GUARDS).fetchall()
        for name, _ in guards:
            store.execute(f'DROP TRIGGER "{name}"')
        changed = orjson.dumps(state, option=orjson.OPT_SORT_KEYS)
        store.execute(_ALTER, (changed, position))
        for _, guard in guards:
            store.execute(guard)
        store.commit()
    return int(position)


def _gravity(score: tuple[int, dict[str, dict[str, int]]]) -> tuple[int, int]:
    position, state = score
    return state["current"]["impact"], -position
