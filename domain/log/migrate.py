"""Brings the log's tables up to date: once, before any worker starts."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine
from sqlalchemy.engine import Connection, make_url
from sqlalchemy.pool import NullPool

from domain.log.postgres import lock_key


def migrate_file(path: Path) -> None:
    """Makes or upgrades the tables of a SQLite log."""
    engine = create_engine(f"sqlite:///{path}", poolclass=NullPool)
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA journal_mode=WAL")
        _upgrade(connection)


def migrate_schema(url: str, schema: str) -> None:
    """Makes or upgrades the tables of a register's schema.

    Two workers that start together wait for each other; the second finds it done.
    """
    engine = create_engine(
        make_url(url).set(drivername="postgresql+psycopg"), poolclass=NullPool
    )
    with engine.connect() as connection:
        connection.exec_driver_sql(
            "SELECT pg_advisory_lock(%s)", (lock_key(f"migrate {schema}"),)
        )
        connection.exec_driver_sql(f'CREATE SCHEMA IF NOT EXISTS "{schema}"')
        connection.exec_driver_sql(f'SET search_path TO "{schema}"')
        connection.commit()
        _upgrade(connection)


def last_step() -> str:
    """The name of the last step by which this release makes the tables."""
    return str(ScriptDirectory.from_config(_steps()).get_current_head())


def _upgrade(connection: Connection) -> None:
    config = _steps()
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
    connection.commit()


def _steps() -> Config:
    config = Config()
    config.set_main_option("script_location", "domain.log:migrations")
    config.set_main_option("path_separator", "os")
    return config
