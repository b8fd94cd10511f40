"""Which program serves the register: kept in its log when it is another than before."""

from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from uuid import UUID, uuid4, uuid5

import api
import domain
import projections
from domain.log.desk import Act, WritingDesk
from domain.log.migrate import last_step
from domain.log.register import Register
from domain.log.submission import Asker, Outcome, Submission
from domain.place import Place
from domain.rights import SYSTEM
from domain.software import NoteSoftware, Software


def note_software(register: Register, running: NoteSoftware) -> Outcome:
    """Has an entry made of the program, unless the last one was of the same."""
    stream = uuid5(register.log_id, Software.noun)
    asker = Asker(SYSTEM.account, "system", uuid4())
    return register.submit(Submission(_note(stream, running), asker))


def running() -> NoteSoftware:
    """The program that runs here, with a hash over its source files."""
    return NoteSoftware(
        release=version("counterfoil"), migration=last_step(), sha256=_hash()
    )


def _note(stream: UUID, command: NoteSoftware) -> Act:
    def act(desk: WritingDesk) -> UUID:
        desk.authorise("note_software", Place())
        known = desk.known(stream)
        state = known.state if known is not None else Software()
        if not isinstance(state, Software):
            raise TypeError(stream)
        desk.record(Software, stream, state.note(command, desk.occasion(command)))
        return stream

    return act


def _hash() -> str:
    digest = sha256()
    for package in (api, domain, projections):
        folder = Path(next(iter(package.__path__)))
        for path in sorted(folder.rglob("*.py")):
            data = path.read_bytes()
            named = f"{package.__name__}/{path.relative_to(folder).as_posix()}"
            digest.update(f"{named} {len(data)}\n".encode() + data)
    return digest.hexdigest()
