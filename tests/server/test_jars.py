"""The files of Neo4j: pinned, fetched once, never trusted unseen."""

from __future__ import annotations

import functools
import http.server
import threading
from collections.abc import Iterator
from pathlib import Path

import jgo.maven._core as maven
import pytest

from netmap.errors import ServerError
from netmap.server.fetching import fetch_jars
from netmap.server.home import Home
from netmap.server.jars import NEO4J, Jar, read_lock
from tests.server.conftest import Netmap, assert_two_lines, processes_of

REMOVED = 7


class Quiet(http.server.SimpleHTTPRequestHandler):
    """Serves the files of a folder as a Maven repository does."""

    def log_message(self, *words: object) -> None:
        self.server.asked.append(self.path)  # type: ignore[attr-defined]


class Repository(http.server.ThreadingHTTPServer):
    def __init__(self, folder: Path) -> None:
        super().__init__(("127.0.0.1", 0), functools.partial(Quiet, directory=str(folder)))
        self.asked: list[str] = []

    def jars(self) -> list[str]:
        return [path for path in self.asked if path.endswith(".jar")]


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache that holds all jars but the first few, and nothing else to take them from."""
    real = fetch_jars()
    cache = tmp_path / "cache"
    for number, (jar, path) in enumerate(zip(read_lock(), real, strict=True)):
        place = tmp_path / "remote" / jar.path if number < REMOVED else cache / "netmap" / "neo4j" / jar.path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.symlink_to(path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(cache))
    monkeypatch.setenv("M2_REPO", str(tmp_path / "no-maven"))
    return cache / "netmap" / "neo4j"


@pytest.fixture
def repository(tmp_path: Path, here: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Repository]:
    """A Maven repository on this machine that holds the jars that the cache lacks."""
    server = Repository(tmp_path / "remote")
    threading.Thread(target=server.serve_forever, daemon=True).start()
    monkeypatch.setitem(maven.DEFAULT_REMOTE_REPOS, "central", f"http://127.0.0.1:{server.server_port}")
    yield server
    server.shutdown()
    server.server_close()


def test_the_lock_names_neo4j_first_and_each_file_once() -> None:
    jars = read_lock()
    assert (jars[0].group, jars[0].name, jars[0].version) == ("org.neo4j", "neo4j", NEO4J)
    assert len({jar.path for jar in jars}) == len(jars) == 216
    assert {len(jar.sha256) for jar in jars} == {64}


def test_a_classifier_is_part_of_the_name_of_the_file() -> None:
    epoll = next(jar for jar in read_lock() if jar.classifier == "linux-x86_64")
    assert epoll.path.name == f"netty-transport-native-epoll-{epoll.version}-linux-x86_64.jar"


def test_what_is_missing_is_fetched_and_the_rest_left(here: Path, repository: Repository) -> None:
    sizes: list[int] = []
    arrived: list[int] = []

    class Progress:
        def __init__(self, size: int) -> None:
            sizes.append(size)

        def __enter__(self) -> object:
            return arrived.append

        def __exit__(self, *error: object) -> None:
            return None

    paths = fetch_jars(Progress)  # type: ignore[arg-type]
    missing = read_lock()[:REMOVED]
    assert paths == [here / jar.path for jar in read_lock()]
    assert sizes == [sum(jar.size for jar in missing)]
    assert sorted(arrived) == sorted(jar.size for jar in missing)
    assert sorted(repository.jars()) == sorted(f"/{jar.path.as_posix()}" for jar in missing)
    assert fetch_jars() == paths
    assert len(repository.jars()) == REMOVED
    assert list(here.glob("part-*")) == []


def spoil(file: Path, content: bytes) -> None:
    file.unlink(missing_ok=True)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)


@pytest.mark.parametrize("how", ["cut short", "changed"])
def test_a_file_in_the_cache_that_is_not_what_is_pinned_is_fetched_again(
    here: Path, repository: Repository, tmp_path: Path, how: str
) -> None:
    fetch_jars()
    jar = read_lock()[1]
    good = (here / jar.path).read_bytes()
    spoil(here / jar.path, good[:-1] if how == "cut short" else b"x" + good[1:])
    fetch_jars()
    assert (here / jar.path).read_bytes() == good
    assert repository.jars().count(f"/{jar.path.as_posix()}") == 2


def test_a_file_that_arrives_changed_is_refused_and_not_kept(
    here: Path, repository: Repository, tmp_path: Path
) -> None:
    jar = read_lock()[2]
    spoil(tmp_path / "remote" / jar.path, b"x" * jar.size)
    with pytest.raises(ServerError, match=f"{jar.path.name} is not the file that netmap expects"):
        fetch_jars()
    assert not (here / jar.path).exists()


def test_what_a_killed_download_left_is_cleared_and_what_had_arrived_is_kept(
    here: Path, repository: Repository, tmp_path: Path
) -> None:
    first = read_lock()[0]
    half = here / "part-left" / first.path
    spoil(half, b"half")
    remote = tmp_path / "remote" / read_lock()[REMOVED - 1].path
    away = remote.rename(tmp_path / "away")
    with pytest.raises(ServerError, match="cannot be downloaded"):
        fetch_jars()
    assert not half.exists()
    away.rename(remote)
    kept = [jar for jar in read_lock()[:REMOVED] if jar.is_in(here / jar.path)]
    before = len(repository.jars())
    fetch_jars()
    assert kept
    assert len(repository.jars()) - before == REMOVED - len(kept)


def test_a_good_copy_of_another_maven_program_is_used_where_it_lies(
    here: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("M2_REPO", str(tmp_path / "remote"))
    spoil(here / read_lock()[0].path, b"not a jar")
    assert fetch_jars()[:REMOVED] == [tmp_path / "remote" / jar.path for jar in read_lock()[:REMOVED]]


def test_without_a_network_a_start_says_so(home: Home, netmap: Netmap, tmp_path: Path) -> None:
    nothing = str(tmp_path / "nothing")
    closed = "http://127.0.0.1:9"
    done = netmap("server", "start", XDG_CACHE_HOME=nothing, M2_REPO=nothing, HTTPS_PROXY=closed, https_proxy=closed)
    assert_two_lines(done, "Neo4j cannot be downloaded")
    assert "Fetching Neo4j 5.26.30, 140 MB …" in done.stderr
    assert processes_of(home) == []


def test_a_cache_that_cannot_be_written_is_named(here: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    with pytest.raises(ServerError, match=f"Neo4j cannot be kept in {tmp_path / 'file'}"):
        fetch_jars()


def test_a_file_that_is_gone_is_not_what_is_pinned(tmp_path: Path) -> None:
    jar = Jar("g", "n", "", "1", 0, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
    assert not jar.is_in(tmp_path / "gone")
    (tmp_path / "there").write_bytes(b"")
    assert jar.is_in(tmp_path / "there")
