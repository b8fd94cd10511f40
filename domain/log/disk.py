"""Whether SQLite failed for want of its file or disk, or by a fault of the program."""

import sqlite3
from typing import Final

# A failure is told by its lower bits; the higher ones tell more of it.
PRIMARY: Final = 0xFF
# Full or failing, not to be opened or written, or no longer a database; and held by
# somebody else for longer than one waits.
OF_THE_FILE: Final = frozenset(
    {
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_READONLY,
        sqlite3.SQLITE_CORRUPT,
        sqlite3.SQLITE_NOTADB,
        sqlite3.SQLITE_BUSY,
    }
)


def is_of_the_file(error: BaseException | None) -> bool:
    """Whether the file, its disk or another process is to blame."""
    code: int = getattr(error, "sqlite_errorcode", 0)
    return isinstance(error, sqlite3.Error) and code & PRIMARY in OF_THE_FILE
