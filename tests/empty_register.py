"""An empty register in SQLite files, made once a run and copied for each test.

It is what `init_register` and the first look at the read side leave behind: to make
that anew for each of a thousand tests took a fifth of all their time.
"""

import atexit
from functools import cache
from pathlib import Path
from shutil import copytree, rmtree
from tempfile import mkdtemp

from domain.log.register import Home, Register, Sources, init_register
from projections.opening import open_generations, open_reads
from tests.conftest import AUTHORITY, ORIGIN, Clock


def copied_to(folder: Path) -> Home:
    """The register, in a folder of the test's own."""
    copytree(_made(), folder, dirs_exist_ok=True)
    return Home(folder, signer=folder / "signer")


@cache
def _made() -> Path:
    """The folder that is copied; it goes with the process."""
    folder = Path(mkdtemp(prefix="counterfoil-"))
    atexit.register(rmtree, folder)
    home, sources = Home(folder), Sources(Clock())
    init_register(home, ORIGIN, AUTHORITY, sources)
    register = Register(home, sources)
    generations = open_generations(register.reading, folder, clock=sources.clock)
    open_reads(register.reading, generations)
    generations.close()
    register.close()
    return folder
