"""The service as a process of its own, opened from the environment."""

from collections.abc import AsyncIterator
from contextlib import ExitStack, asynccontextmanager

from fastapi import FastAPI

from api.app import create_app
from api.opening import home_of, opened
from api.settings import Settings
from api.stopping import told_to_stop


def service() -> FastAPI:
    """The application of one worker, over a register that it opens for itself."""
    stack = ExitStack()
    register, _, reads = stack.enter_context(opened(home_of()))
    register.after_commit(reads.catch_up)
    app = create_app(register, reads, Settings())

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        stopping = app.state.service.stopping
        with stack, told_to_stop(stopping.set):
            yield

    app.router.lifespan_context = lifespan
    return app
