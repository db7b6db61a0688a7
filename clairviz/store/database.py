"""The DuckDB file in service: which version, whether it is sound, and how to open it."""

import logging
from dataclasses import dataclass, field
from pathlib import Path

import duckdb

from clairviz.base import events, paths
from clairviz.base.i18n import message
from clairviz.base.schema import SCHEMA_VERSION
from clairviz.store.importing import history
from clairviz.store.ingest.dataset import fingerprint_of, load
from clairviz.store.ingest.problem import DataRefused, Problem
from clairviz.store.publish import VERSION_NAME, check_writable, digest_of, log_of, publish, scan, versions

log = logging.getLogger(__name__)

# For those who hold a connection or an error of the engine without knowing the engine.
Connection = duckdb.DuckDBPyConnection
Error = duckdb.Error


@dataclass(frozen=True)
class Service:
    """What is served: a verified version, and why it is not the newest data, if so.

    `fault` is empty, or what must be mended: the ``data`` or the folder of the ``database``.
    """

    version: Path
    fingerprint: str
    built_at: str
    problems: tuple[Problem, ...] = field(default=(), compare=False)
    fault: str = field(default="", compare=False)

    @property
    def stamp(self) -> str:
        """A short text that changes whenever the served contents do."""
        return self.fingerprint[:8]


def ensure() -> Service:
    """A database for the data on hand: the one on file, a new one, or the last good one.

    Raises DataRefused if nothing can be served, with the reasons.
    """
    database = paths.database_file()
    wanted = fingerprint_of(paths.data_folder())
    current = version_file(database)
    service = inspect(current) if current else None
    if service and service.fingerprint == wanted:
        return service
    if history.is_pending(paths.data_folder()):
        # A publish is being applied, or was interrupted: never serve a mixture of old and new.
        try:
            with history.locked(paths.data_folder(), wait_seconds=0):
                history.recover(paths.data_folder())
        except (history.Busy, OSError):
            if service:
                return service
    fault = "database"
    try:
        check_writable(database)
        version = publish(load(paths.data_folder()), database)
        built = inspect(version)
        if built:
            events.count("publishes", result="done")
            return built
        problems: tuple[Problem, ...] = (_unwritable(database),)
    except DataRefused as refused:
        problems, fault = refused.problems, "data"
    except (OSError, duckdb.Error) as error:
        events.log_event(log, logging.ERROR, "database not written", folder=database.parent, error=error)
        problems = (_unwritable(database),)
    events.count("publishes", result=f"refused_{fault}")
    for candidate in [service, *(inspect(version) for version in versions(database))]:
        if candidate:
            return Service(candidate.version, candidate.fingerprint, candidate.built_at, problems, fault)
    raise DataRefused(list(problems), fault)


def version_file(database: Path) -> Path | None:
    """The version behind the public address, by a name used for nothing else; None if missing."""
    try:
        if database.is_symlink():
            target = database.resolve()
            return target if target.exists() else None
        if not database.exists():
            return None
        for version in versions(database):
            if version.samefile(database):
                return version
    except OSError:
        return None
    return database


def stamped(stamp: str) -> Service | None:
    """The kept version of that stamp, the newest of several; None where none is kept or sound."""
    for version in versions(paths.database_file()):
        service = inspect(version)
        if service and service.stamp == stamp:
            return service
    return None


def inspect(version: Path) -> Service | None:
    """A version's identity if it is sound and of this schema, else None."""
    try:
        name = VERSION_NAME.fullmatch(version.name)
        if name and digest_of(version) != name[2]:
            events.log_event(log, logging.WARNING, "version damaged", version=version.name)
            return None
        _drop_log(version)
        with connect(version) as connection:
            if not name:
                scan(connection)
            info = dict(connection.execute("SELECT key, value FROM build_info").fetchall())
    except (OSError, ValueError, duckdb.Error) as error:
        events.log_event(log, logging.WARNING, "version unusable", version=version.name, error=error)
        return None
    if info.get("schema_version") != str(SCHEMA_VERSION):
        return None
    return Service(version, info["fingerprint"], info["built_at"])


def connect(version: Path) -> Connection:
    """A read-only connection. Take a ``cursor()`` of it for each call; never share one."""
    return duckdb.connect(str(version), read_only=True)


def _drop_log(version: Path) -> None:
    """Take away a write-ahead log beside `version`: a version is closed before it is published,
    and the engine would serve what stands in the log. OSError if it cannot be taken away."""
    stale = log_of(version)
    if stale.exists():
        events.log_event(log, logging.WARNING, "stale log removed", file=stale.name)
        stale.unlink()


def _unwritable(database: Path) -> Problem:
    # The name alone: viewers read this, and where things are on the machine is not theirs to know.
    return Problem(
        f"{database.absolute().parent.name}/",
        0,
        "",
        database.name,
        message("The database cannot be written to this folder."),
        message("Make the folder writable, or set CLAIRVIZ_DATABASE to a file in a folder that is."),
    )
