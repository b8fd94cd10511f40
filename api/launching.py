"""Starts the service: one process, or several that share one register."""

import os
from contextlib import ExitStack
from tempfile import TemporaryDirectory

import uvicorn

from api import logs
from api.gathering import InOnePiece
from api.metrics import SHARED
from domain.log.register import Home

# Seconds for which streams that never end may hold up a server that is to stop.
PATIENCE = 3
# Seconds that a worker may take to come up before it is taken for dead: the first
# start on a busy machine has taken twenty.
START = 60


def serve(
    home: Home, host: str, port: int, workers: int, application: str = "service"
) -> None:
    """Serves until told to stop. Workers open the register for themselves.

    `application` is `service`, or `demonstration` with its personas.
    """
    os.environ["COUNTERFOIL_DATA"] = str(home.data.resolve())
    if home.keys is not None:
        keys = home.keys if isinstance(home.keys, str) else home.keys.resolve()
        os.environ["COUNTERFOIL_KEYS"] = str(keys)
    logs.configure()
    with ExitStack() as stack:
        if workers > 1:  # they count together, in files of a folder of their own
            folder = TemporaryDirectory(prefix="counterfoil-metrics-")
            os.environ.setdefault(SHARED, stack.enter_context(folder))
        _run(host, port, workers, application)


def _run(host: str, port: int, workers: int, application: str) -> None:
    uvicorn.run(
        f"api.serving:{application}",
        factory=True,
        host=host,
        port=port,
        workers=workers,
        http=InOnePiece,
        log_config=None,
        log_level="warning",
        access_log=False,
        timeout_graceful_shutdown=PATIENCE,
        timeout_worker_healthcheck=START,
    )
