"""Runs an application as all servers of a bench run: `-m module --port N`."""

import argparse

import uvicorn
from fastapi import FastAPI


def arguments() -> argparse.ArgumentParser:
    """What every server of a bench is told."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int, required=True)
    return parser


def serve(app: FastAPI, port: int | None = None) -> None:
    """Serves on this machine alone, one process, without a line for each request."""
    port = port or arguments().parse_args().port
    uvicorn.run(app, host="127.0.0.1", port=port, access_log=False, log_level="warning")
