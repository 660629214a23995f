"""The way to a server: every form of address, TLS, and what a person is told when the way is barred."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest
import trustme

from netmap.errors import NetmapError, StoreError
from netmap.server.java import find_java
from netmap.server.process import ENTRY
from netmap.server.starting import PAUSE
from netmap.shipped import shipped
from netmap.sources.reading import read_source
from netmap.stores import open_store
from netmap.stores.neo4j.address import PASSWORD_VARIABLE, get_password, is_address, read_address
from netmap.stores.neo4j.connecting import check_version
from tests.neo4j_server import OwnServer

SECRET = "correct-horse-battery"


@pytest.mark.parametrize(
    ("text", "server", "user", "database"),
    [
        ("neo4j://example.org", "neo4j://example.org:7687", "neo4j", None),
        ("neo4j+s://anna@example.org/boards", "neo4j+s://example.org:7687", "anna", "boards"),
        ("NEO4J+SSC://example.org:9999/", "neo4j+ssc://example.org:9999", "neo4j", None),
        ("bolt://a%40b@127.0.0.1:1", "bolt://127.0.0.1:1", "a@b", None),
        ("bolt+s://[::1]:7000/x", "bolt+s://[::1]:7000", "neo4j", "x"),
        ("bolt+ssc://h", "bolt+ssc://h:7687", "neo4j", None),
    ],
)
def test_every_form_of_address_is_read(text: str, server: str, user: str, database: str | None) -> None:
    address = read_address(text)
    assert (address.server, address.user, address.database) == (server, user, database)
    assert is_address(text)


@pytest.mark.parametrize("text", ["netmap.db", "http://example.org", "neo4j", "C:\\neo4j", "neo4j:7687"])
def test_anything_else_is_no_address_of_a_server(text: str) -> None:
    assert not is_address(text)


@pytest.mark.parametrize(
    "text", ["bolt://", "bolt:///x", "bolt://h:port", "bolt://h:99999", "bolt://h/a/b", "bolt://h?x=1", "bolt://h/a#b"]
)
def test_an_address_that_cannot_be_understood_is_shown_with_the_way_to_write_it(text: str) -> None:
    with pytest.raises(StoreError) as caught:
        read_address(text)
    assert text in caught.value.message and caught.value.hint


def test_a_password_in_the_address_is_refused_and_not_repeated() -> None:
    with pytest.raises(StoreError) as caught:
        read_address(f"bolt://neo4j:{SECRET}@127.0.0.1")
    assert SECRET not in str(caught.value) and PASSWORD_VARIABLE in caught.value.hint


def test_the_password_comes_from_the_variable_else_the_server_of_this_machine_else_a_person(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("NETMAP_SERVER_HOME", str(tmp_path))
    monkeypatch.delenv(PASSWORD_VARIABLE, raising=False)
    address = read_address("bolt://anna@127.0.0.1:7999")
    with pytest.raises(StoreError, match="no password for anna"):
        get_password(address)
    assert (
        get_password(address, lambda question: f"asked: {question}")
        == "asked: Password of anna at bolt://127.0.0.1:7999"
    )
    (tmp_path / "state.json").write_text('{"port": 7999}')
    (tmp_path / "password").write_text("from the file")
    assert get_password(address) == "from the file"
    with pytest.raises(StoreError):
        get_password(read_address("bolt://anna@127.0.0.1:8000"))
    monkeypatch.setenv(PASSWORD_VARIABLE, "from the variable")
    assert get_password(address) == "from the variable"


@pytest.mark.parametrize("agent", ["Neo4j/4.4.41", "Neo4j/3.5.35", "Memgraph/2.0"])
def test_a_server_that_is_too_old_is_told_from_one_that_is_not(agent: str) -> None:
    address = read_address("bolt://127.0.0.1")
    with pytest.raises(StoreError, match="needs Neo4j 5 or later"):
        check_version(address, agent)
    for new in ("Neo4j/5.26.30", "Neo4j/2026.01.0", "Neo4j/5.27-aura"):
        check_version(address, new)


@pytest.fixture(scope="module")
def server(start_server: Callable[[], OwnServer]) -> OwnServer:
    server = start_server()
    store = server.store()
    store.load("anytown", read_source(shipped("datasets") / "anytown").records)
    store.close()
    return server


def netmap(*words: str, **variables: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "netmap.cli", *words],
        env={**os.environ, "PYTHONIOENCODING": "utf-8", **variables},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        timeout=120,
    )


def assert_two_lines(done: subprocess.CompletedProcess[str], said: str) -> None:
    assert done.returncode == 1, done.stdout + done.stderr
    assert done.stdout == ""
    lines = done.stderr.splitlines()
    assert len(lines) == 2 and all(line.endswith(".") for line in lines), done.stderr
    assert said in done.stderr


def port_of(server: OwnServer) -> int:
    return read_address(server.url).port


def test_a_wrong_password(server: OwnServer) -> None:
    done = netmap("query", server.url, "sources", NETMAP_NEO4J_PASSWORD=SECRET)
    assert_two_lines(done, "does not know neo4j with this password")
    assert SECRET not in done.stderr


def test_a_user_that_is_not_there(server: OwnServer) -> None:
    address = f"bolt://nobody@127.0.0.1:{port_of(server)}"
    assert_two_lines(netmap("query", address, "sources", NETMAP_NEO4J_PASSWORD=server.password), "does not know nobody")


def test_no_password_and_nobody_to_ask(server: OwnServer, tmp_path: Path) -> None:
    done = netmap("query", server.url, "sources", NETMAP_SERVER_HOME=str(tmp_path), NETMAP_NEO4J_PASSWORD="")
    assert_two_lines(done, "There is no password for neo4j")


def test_a_database_that_is_not_there(server: OwnServer) -> None:
    done = netmap("query", f"{server.url}/boards", "sources", NETMAP_NEO4J_PASSWORD=server.password)
    assert_two_lines(done, "There is no database boards")


def test_a_database_that_is_there(server: OwnServer) -> None:
    done = netmap("query", f"{server.url}/neo4j", "sources", "--format", "csv", NETMAP_NEO4J_PASSWORD=server.password)
    assert done.returncode == 0 and "anytown" in done.stdout


@pytest.mark.parametrize("scheme", ["bolt", "neo4j", "neo4j+s", "bolt+ssc"])
def test_no_server(scheme: str) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        address = f"{scheme}://127.0.0.1:{taken.getsockname()[1]}"
        assert_two_lines(netmap("query", address, "sources", NETMAP_NEO4J_PASSWORD=SECRET), "No Neo4j answers at")


def test_a_server_that_speaks_none_of_the_versions_on_offer() -> None:
    """What a Neo4j answers that is older than the driver knows, and many a program that is no Neo4j."""
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def answer() -> None:
            while True:
                try:
                    caller, _ = listening.accept()
                except OSError:
                    return
                with caller:
                    caller.recv(1000)
                    caller.sendall(bytes(4))

        threading.Thread(target=answer, daemon=True).start()
        address = f"bolt://127.0.0.1:{listening.getsockname()[1]}"
        done = netmap("query", address, "sources", NETMAP_NEO4J_PASSWORD=SECRET)
        listening.shutdown(socket.SHUT_RDWR)
    assert_two_lines(done, "is not a Neo4j that netmap can speak to")


def test_a_plain_server_asked_for_tls(server: OwnServer) -> None:
    done = netmap("query", f"bolt+s://127.0.0.1:{port_of(server)}", "sources", NETMAP_NEO4J_PASSWORD=server.password)
    assert_two_lines(done, "TLS")


def test_no_command_shows_the_password(server: OwnServer, tmp_path: Path) -> None:
    """Not in what it prints, nor to others in the list of processes."""
    words = [sys.executable, "-m", "netmap.cli", "analyse", "dominance", server.url, "--as-of", "2026-01-31"]
    environment = {**os.environ, "NETMAP_NEO4J_PASSWORD": server.password}
    with subprocess.Popen(
        words, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as running:
        seen = []
        while running.poll() is None:
            seen += [word for process in psutil.process_iter(["cmdline"]) for word in process.info["cmdline"] or ()]
        printed = running.stdout.read() if running.stdout else ""
    assert running.returncode == 0 and server.url in seen
    assert server.password not in printed
    assert not any(server.password in word for word in seen)


def test_a_server_that_goes_away_in_mid_query(start_server: Callable[[], OwnServer]) -> None:
    server = start_server()
    store = server.store()
    store.load("anytown", read_source(shipped("datasets") / "anytown").records)
    asked = "UNWIND range(1, 100000) AS a UNWIND range(1, 100000) AS b RETURN sum(a * b % 7) AS n"

    def kill_when_asked() -> None:
        with server.driver() as driver, driver.session() as session:
            while not session.run(
                "SHOW TRANSACTIONS YIELD currentQuery WHERE currentQuery STARTS WITH 'UNWIND' RETURN count(*)"
            ).single(strict=True)[0]:
                pass
        server.kill()

    killer = threading.Thread(target=kill_when_asked)
    killer.start()
    with pytest.raises(NetmapError, match="or it went away"):
        store.read(asked, seconds=120)
    killer.join()
    store.close()


@pytest.fixture(scope="module")
def tls(server: OwnServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """The same server and data, started once more with a certificate; plain connections are still taken."""
    folder = tmp_path_factory.mktemp("tls")
    authority = trustme.CA()
    certificate = authority.issue_cert("localhost", "127.0.0.1")
    keys = folder / "bolt"
    keys.mkdir()
    certificate.private_key_pem.write_to_path(keys / "private.key")
    for blob in certificate.cert_chain_pems:
        blob.write_to_path(keys / "public.crt", append=True)
    authority.cert_pem.write_to_path(folder / "authority.pem")
    port = port_of(server)
    server.remove()
    settings = server.home.settings.read_text(encoding="utf-8")
    (folder / "neo4j.conf").write_text(
        f"{settings}\ndbms.ssl.policy.bolt.enabled=true\ndbms.ssl.policy.bolt.base_directory={keys}\n"
        "server.bolt.tls_level=OPTIONAL\n"
    )
    java = [str(find_java()), f"@{server.home.java_options}", ENTRY, f"--home-dir={server.home.folder}"]
    with subprocess.Popen([*java, f"--config-dir={folder}"], stdout=subprocess.DEVNULL) as process:
        while socket.socket().connect_ex(("127.0.0.1", port)):
            assert psutil.Process(process.pid).status() != psutil.STATUS_ZOMBIE
            threading.Event().wait(PAUSE)
        yield {"port": str(port), "authority": str(folder / "authority.pem")}
        process.terminate()


@pytest.mark.parametrize("scheme", ["neo4j+s", "bolt+s"])
def test_tls_with_an_authority_that_is_trusted(tls: dict[str, str], server: OwnServer, scheme: str) -> None:
    address = f"{scheme}://localhost:{tls['port']}"
    words = ("query", address, "sources", "--format", "csv")
    done = netmap(*words, NETMAP_NEO4J_PASSWORD=server.password, SSL_CERT_FILE=tls["authority"])
    assert done.returncode == 0 and "anytown" in done.stdout, done.stderr
    assert_two_lines(netmap(*words, NETMAP_NEO4J_PASSWORD=server.password), "TLS")


@pytest.mark.parametrize("scheme", ["neo4j+ssc", "bolt+ssc", "bolt"])
def test_tls_with_a_certificate_of_ones_own(tls: dict[str, str], server: OwnServer, scheme: str) -> None:
    address = f"{scheme}://localhost:{tls['port']}"
    done = netmap("query", address, "sources", "--format", "csv", NETMAP_NEO4J_PASSWORD=server.password)
    assert done.returncode == 0 and "anytown" in done.stdout, done.stderr


def test_a_store_can_be_asked_by_prompt(server: OwnServer, tls: dict[str, str]) -> None:
    store = open_store(server.url, ask=lambda question: server.password)
    assert store.datasets() == ["anytown"]
    store.close()
