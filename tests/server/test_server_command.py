"""The life of one server as its owner sees it: started twice at once, asked, killed, started again, stopped."""

from __future__ import annotations

import json
import os
import re
import signal
import stat
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import neo4j
import psutil
import pytest

from netmap.server.fetching import fetch_jars
from netmap.server.home import Home
from netmap.server.jars import NEO4J, read_lock
from netmap.server.passwords import find_password, get_password
from netmap.server.ports import find_port
from netmap.server.process import end, find_running, is_gone_within
from netmap.shipped import shipped
from tests.neo4j_server import MEMORY
from tests.server.conftest import Netmap, assert_two_lines, environment, netmap_of, processes_of


class Watcher(threading.Thread):
    """Keeps the words and the variables of every process that is seen, until it is told to stop."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.seen: set[str] = set()
        self.done = threading.Event()

    def run(self) -> None:
        while not self.done.wait(0.05):
            for process in psutil.process_iter():
                for place in ("cmdline", "environ"):
                    try:
                        self.seen.add(Path(f"/proc/{process.pid}/{place}").read_text(errors="replace"))
                    except OSError:
                        continue

    def stop(self) -> str:
        self.done.set()
        self.join()
        return "\n".join(self.seen)


class Life:
    """A server that two callers started in the same moment, and everything that was said and seen meanwhile."""

    def __init__(self, folder: Path) -> None:
        self.home = Home(folder)
        self.home.make()
        self.home.remember(port=find_port())
        self.netmap = netmap_of(self.home)
        watcher = Watcher()
        watcher.start()
        starts = [
            subprocess.Popen(
                [sys.executable, "-m", "netmap.cli", "server", "start", "--memory", MEMORY],
                env=environment(self.home),
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                encoding="utf-8",
            )
            for _ in range(2)
        ]
        self.said = [each.communicate(timeout=300) for each in starts]
        self.codes = [each.returncode for each in starts]
        self.seen = watcher.stop()

    @property
    def port(self) -> int:
        port = self.home.read().port
        assert port is not None
        return port

    def driver(self, scheme: str = "bolt") -> neo4j.Driver:
        return neo4j.GraphDatabase.driver(f"{scheme}://127.0.0.1:{self.port}", auth=("neo4j", get_password(self.home)))

    def process(self) -> psutil.Process:
        running = find_running(self.home)
        assert running is not None
        return running.process


@pytest.fixture(scope="module")
def life(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Life]:
    life = Life(tmp_path_factory.mktemp("server") / "my sérver")
    yield life
    if running := find_running(life.home):
        end(running)


@pytest.fixture
def netmap(life: Life) -> Netmap:
    return life.netmap


def test_two_starts_at_once_make_one_server_and_both_say_where_it_is(life: Life) -> None:
    assert life.codes == [0, 0], life.said
    url = f"neo4j://neo4j@127.0.0.1:{life.port}"
    for out, err in life.said:
        assert out.splitlines()[0] == f"Neo4j {NEO4J} runs at {url}"
        assert err == f"Starting Neo4j {NEO4J} …\n"
    assert [process.pid for process in processes_of(life.home)] == [life.process().pid]


def test_what_the_start_says_to_do_next_names_a_source_that_is_there(life: Life) -> None:
    advice = life.said[0][0].splitlines()[1]
    found = re.fullmatch(r'Load an example into it with: netmap load "(.+)" --into (\S+)', advice)
    assert found is not None
    assert Path(found[1]) == shipped("datasets") / "riverton" and Path(found[1]).is_dir()
    assert found[2] == f"neo4j://neo4j@127.0.0.1:{life.port}"


def test_any_client_reaches_it_with_and_without_routing(life: Life) -> None:
    for scheme in ("bolt", "neo4j"):
        with life.driver(scheme) as driver:
            assert driver.execute_query("RETURN 1 AS one").records[0]["one"] == 1
            assert driver.get_server_info().agent == f"Neo4j/{NEO4J}"


def test_it_is_a_process_of_its_own_that_shares_nothing_with_who_started_it(life: Life) -> None:
    process = life.process()
    assert os.getsid(process.pid) == process.pid
    pipes = {str(Path(f"/proc/{process.pid}/fd/{number}").readlink()) for number in (0, 1, 2)}
    assert pipes <= {"/dev/null", str(life.home.console)}


def test_only_the_owner_can_read_its_folder_and_password(life: Life) -> None:
    assert stat.S_IMODE(life.home.folder.stat().st_mode) == 0o700
    assert stat.S_IMODE(life.home.password.stat().st_mode) == 0o600
    data = life.home.folder / "data-1"
    open_to_others = [path for path in (data, *data.rglob("*")) if path.stat().st_mode & 0o077]
    assert open_to_others == []


def test_the_password_is_in_one_file_and_nowhere_else(life: Life) -> None:
    password = get_password(life.home)
    assert len(password) == 32
    assert str(life.home.folder) in life.seen and "AdminTool" in life.seen
    assert password not in life.seen
    assert password not in "".join(text for pair in life.said for text in pair)
    for command in (("status",), ("logs", "--lines", "1000"), ("path",), ("start",)):
        done = life.netmap("server", *command)
        assert password not in done.stdout + done.stderr
    holders = [
        path for path in life.home.folder.rglob("*") if path.is_file() and password.encode() in path.read_bytes()
    ]
    assert holders == [life.home.password]


def test_the_password_is_found_for_its_address_alone(life: Life, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NETMAP_SERVER_HOME", str(life.home.folder))
    assert find_password("127.0.0.1", life.port) == get_password(life.home)
    assert find_password("localhost", life.port) == get_password(life.home)
    assert find_password("127.0.0.1", life.port + 1) is None
    assert find_password("example.org", life.port) is None


def test_nothing_but_bolt_on_loopback_listens(life: Life) -> None:
    listening = [each for each in life.process().net_connections("all") if each.status == psutil.CONN_LISTEN]
    assert [(each.laddr.ip.removeprefix("::ffff:"), each.laddr.port) for each in listening] == [
        ("127.0.0.1", life.port)
    ]
    unconnected = [each for each in life.process().net_connections("udp") if not each.raddr]
    assert unconnected == []


def test_it_reads_no_files_for_a_query_and_reports_to_nobody(life: Life) -> None:
    with life.driver() as driver:
        records = driver.execute_query("CALL dbms.listConfig() YIELD name, value").records
    settings = {record["name"]: record["value"] for record in records}
    assert settings["dbms.security.allow_csv_import_from_file_urls"] == "false"
    assert settings["dbms.usage_report.enabled"] == "false"
    assert settings["server.http.enabled"] == settings["server.https.enabled"] == "false"
    assert settings["db.transaction.monitor.check.interval"] == "200ms"
    assert settings["server.directories.data"] == str(life.home.folder / "data-1")


def test_the_class_path_is_what_is_pinned(life: Life) -> None:
    options = life.home.java_options.read_text(encoding="utf-8").splitlines()
    paths = options[options.index('"-cp"') + 1].strip('"').split(os.pathsep)
    assert paths == [str(path) for path in fetch_jars()]
    assert all(jar.is_in(Path(path)) for jar, path in zip(read_lock(), paths, strict=True))
    assert len(" ".join(life.process().cmdline())) < 1000


def test_a_second_start_says_that_it_runs(life: Life, netmap: Netmap) -> None:
    pid = life.process().pid
    done = netmap("server", "start")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith(f"Neo4j {NEO4J} was running already at neo4j://neo4j@127.0.0.1:{life.port}\n")
    assert life.process().pid == pid


def test_status_as_a_document(life: Life, netmap: Netmap) -> None:
    said = json.loads(netmap("server", "status", "--format", "json").stdout)
    assert 100e6 < said.pop("memory") < 2e9
    assert 0 < said.pop("uptime") < 3600
    assert 1e6 < said.pop("data") < 100e6
    assert said == {
        "schema": "netmap/server/1",
        "running": True,
        "answering": True,
        "url": f"neo4j://neo4j@127.0.0.1:{life.port}",
        "version": NEO4J,
        "folder": str(life.home.folder),
    }


def test_status_for_a_person(netmap: Netmap) -> None:
    lines = netmap("server", "status", "--format", "csv").stdout.splitlines()
    assert lines[0] == "what,now" and lines[1] == "running,yes"
    assert re.fullmatch(r'memory,"?[\d,]+ MB"?', lines[5])


def test_logs_and_path(life: Life, netmap: Netmap) -> None:
    assert netmap("server", "path").stdout == f"{life.home.folder}\n"
    assert "INFO  Started." in netmap("server", "logs").stdout
    assert len(netmap("server", "logs", "--lines", "1").stdout.splitlines()) <= 2


def test_a_password_that_is_not_the_databases_is_told(life: Life, netmap: Netmap) -> None:
    right = life.home.password.read_text()
    life.home.password.write_text("wrong")
    done = netmap("server", "start")
    status = json.loads(netmap("server", "status", "--format", "json").stdout)
    life.home.password.write_text(right)
    assert_two_lines(done, f"The database does not accept the password in {life.home.password}.")
    assert (status["running"], status["answering"]) == (True, False)


def test_after_a_kill_a_start_has_everything_that_was_committed(life: Life, netmap: Netmap) -> None:
    with life.driver() as driver:
        driver.execute_query("CREATE (:Organisation {id: 'o1', name: 'Ärger & Söhne'})")
    process, port = life.process(), life.port
    os.kill(process.pid, signal.SIGKILL)
    process.wait(30)
    assert netmap("server", "status", "--format", "csv").stdout.splitlines()[1] == "running,no"
    done = netmap("server", "start")
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith(f"Neo4j {NEO4J} runs at neo4j://neo4j@127.0.0.1:{port}\n")
    with life.driver() as driver:
        assert driver.execute_query("MATCH (o:Organisation) RETURN o.name").records[0].value() == "Ärger & Söhne"


def test_stop_ends_it_in_its_own_way_and_a_second_stop_says_that_none_runs(life: Life, netmap: Netmap) -> None:
    process = life.process()
    done = netmap("server", "stop")
    assert (done.returncode, done.stdout, done.stderr) == (0, "Neo4j has stopped.\n", "")
    assert is_gone_within(process, 0)
    assert life.home.log.read_text(encoding="utf-8").splitlines()[-1].endswith("INFO  Stopped.")
    done = netmap("server", "stop")
    assert (done.returncode, done.stdout) == (0, "No Neo4j of yours is running.\n")
    assert processes_of(life.home) == []
