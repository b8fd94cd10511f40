"""The service as a process of its own, opened from the environment."""

import gc
import sys
from collections.abc import AsyncIterator, Sequence
from contextlib import ExitStack, asynccontextmanager

from fastapi import FastAPI

from api import logs
from api.app import create_app
from api.demo.making import keys_of_personas
from api.demo.story import personas
from api.opening import home_of, opened
from api.pages.site import Persona
from api.settings import Settings
from api.stopping import told_to_stop

# Seconds for which a thread that works may keep the others waiting. The writer lets go
# of the interpreter at every statement: at the 5 ms of the default, each of them could
# cost it that much behind a busy event loop.
TURN = 0.0005
# New objects between two looks for rubbish; and how many such looks to an older half.
RUBBISH = 50_000, 20, 50


def service() -> FastAPI:
    """The application of one worker, over a register that it opens for itself."""
    return _serving(())


def demonstration() -> FastAPI:
    """The same over a demonstration: who opens its pages chooses a persona.

    Raises RuleBroken where another register lies.
    """
    keys = keys_of_personas(home_of())
    return _serving(
        [Persona(who.name, who.post, who.role, keys[who.of]) for who in personas()]
    )


def _serving(personas: Sequence[Persona]) -> FastAPI:
    logs.configure()
    stack = ExitStack()
    register, _, reads = stack.enter_context(opened(home_of()))
    register.after_commit(reads.catch_up)
    register.sign_unasked()
    app = create_app(register, reads, Settings(), personas)
    _settle()

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        stopping = app.state.service.stopping
        with stack, told_to_stop(stopping.set):
            yield
        app.state.service.metrics.close()

    app.router.lifespan_context = lifespan
    return app


def spare_rubbish() -> None:
    """Looks for rubbish seldom, and never among what is there already."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(*RUBBISH)


def _settle() -> None:
    """Spares what will stay for good the search for rubbish: a pause of 100 ms."""
    sys.setswitchinterval(TURN)
    spare_rubbish()
