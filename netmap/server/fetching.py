"""Fetches the files that Neo4j consists of, once, and trusts none that is not what is pinned."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import platformdirs

from netmap.errors import ServerError
from netmap.server.extra import needs_extra
from netmap.server.jars import Jar, read_lock

if TYPE_CHECKING:
    from jgo.maven import MavenContext

THREADS = 6
SECONDS = 30
PART = "part-"

Advance = Callable[[int], None]
Progress = Callable[[int], AbstractContextManager[Advance]]


def fetch_jars(progress: Progress | None = None) -> list[Path]:
    """Give the class path of Neo4j, after downloading what is not on this machine.

    Every file is checked against its SHA-256 each time, so one that was cut short or changed is fetched again.

    Parameters
        progress: entered only where something is to be downloaded, with the number of bytes in all; it gives
            the function that is called with the bytes of each file that has arrived.
    Raises
        ServerError: a file cannot be fetched, is not what is pinned, or cannot be kept.
    """
    found = {jar: _found(jar) for jar in read_lock()}
    missing = [jar for jar, path in found.items() if path is None]
    if missing:
        with (progress or _quietly)(sum(jar.size for jar in missing)) as advance:
            _download(missing, advance)
        found.update({jar: _found(jar) for jar in missing})
    return [path for path in found.values() if path]


@contextmanager
def _quietly(size: int) -> Iterator[Advance]:
    yield lambda arrived: None


def _cache() -> Path:
    return platformdirs.user_cache_path("netmap") / "neo4j"


def _found(jar: Jar) -> Path | None:
    """Find a file in netmap's cache, else in the cache that all Maven programs share."""
    with needs_extra():
        from jgo.constants import default_maven_repo
    places = (cache / jar.path for cache in (_cache(), default_maven_repo()))
    return next((place for place in places if jar.is_in(place)), None)


def _download(missing: list[Jar], advance: Advance) -> None:
    """Download beside the cache and move each file in once it is whole; a second process waits for the first."""
    with needs_extra():
        from filelock import FileLock
        from jgo.maven import MavenContext
        from requests import RequestException
    cache = _cache()
    try:
        cache.mkdir(parents=True, exist_ok=True)
        with FileLock(cache / "fetching.lock"):
            for left in cache.glob(f"{PART}*"):
                shutil.rmtree(left)
            with TemporaryDirectory(dir=cache, prefix=PART) as part, ThreadPoolExecutor(THREADS) as pool:
                context = MavenContext(repo_cache=Path(part), timeout=SECONDS)
                for jar in pool.map(partial(_download_one, context, cache), missing):
                    advance(jar.size)
    except (RequestException, RuntimeError) as error:
        raise ServerError(
            "Neo4j cannot be downloaded: Maven Central does not answer as it should.",
            "Check the connection (a proxy is taken from HTTPS_PROXY), then try again; what has arrived is kept.",
        ) from error
    except OSError as error:
        raise ServerError(
            f"Neo4j cannot be kept in {cache}: {error.strerror or error}.",
            "Make room there, or check that you may write there.",
        ) from error


def _download_one(context: MavenContext, cache: Path, jar: Jar) -> Jar:
    if _found(jar):
        return jar
    component = context.project(jar.group, jar.name).at_version(jar.version)
    arrived = component.artifact(jar.classifier, "jar").resolve()
    if not jar.is_in(arrived):
        raise ServerError(
            f"{jar.path.name} is not the file that netmap expects, and was thrown away.",
            "Try again; if it stays so, something between this machine and Maven Central changes files.",
        )
    target = cache / jar.path
    target.parent.mkdir(parents=True, exist_ok=True)
    arrived.replace(target)
    return jar
