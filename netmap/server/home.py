"""The folder of the local server, and the few choices that it remembers from one start to the next."""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import platformdirs

from netmap.errors import ServerError
from netmap.placing import write_in_place

VARIABLE = "NETMAP_SERVER_HOME"
FIRST_DATA = "data-1"


@dataclass(frozen=True)
class State:
    """What is remembered: `data` is the folder that holds the graph, `serving` the one that process `pid` opened."""

    data: str = FIRST_DATA
    port: int | None = None
    memory: str | None = None
    pid: int | None = None
    serving: str | None = None


@dataclass(frozen=True)
class Home:
    """The folder of one local server: every path that belongs to it."""

    folder: Path

    @property
    def settings(self) -> Path:
        """What Neo4j reads: neo4j.conf."""
        return self.folder / "conf" / "neo4j.conf"

    @property
    def java_options(self) -> Path:
        """What Java is told: memory and class path."""
        return self.folder / "conf" / "java.args"

    @property
    def console(self) -> Path:
        """What the process printed since its latest start."""
        return self.folder / "logs" / "console.log"

    @property
    def log(self) -> Path:
        """What Neo4j logged."""
        return self.folder / "logs" / "neo4j.log"

    @property
    def tool_log(self) -> Path:
        """What Neo4j's administration tool said when it failed last."""
        return self.folder / "logs" / "admin.log"

    @property
    def password(self) -> Path:
        """The password, for its owner alone."""
        return self.folder / "password"

    @property
    def lock(self) -> Path:
        """Held by whoever starts, stops or fills the server."""
        return self.folder / "server.lock"

    @property
    def state(self) -> Path:
        """What is remembered."""
        return self.folder / "state.json"

    def holds_data(self) -> bool:
        """Say whether a server ever ran here."""
        return (self.folder / self.read().data).is_dir()

    def make(self) -> None:
        """Make the folder, for its owner alone; one that is there stays as it is."""
        try:
            self.folder.parent.mkdir(parents=True, exist_ok=True)
            self.folder.mkdir(mode=0o700, exist_ok=True)
            for inside in (self.settings.parent, self.console.parent):
                inside.mkdir(mode=0o700, exist_ok=True)
        except OSError as error:
            raise ServerError(
                f"The folder of the server, {self.folder}, cannot be made: {error.strerror or error}.",
                f"Name another folder in the variable {VARIABLE}.",
            ) from error

    def read(self) -> State:
        """Read what is remembered; a new home has the defaults."""
        if not self.state.is_file():
            return State()
        try:
            return State(**json.loads(self.state.read_text(encoding="utf-8")))
        except (OSError, ValueError, TypeError) as error:
            raise ServerError(
                f"{self.state} cannot be read: {error}.",
                "Stop the server if it runs, then remove that file; the data stay where they are.",
            ) from error

    def remember(self, **changes: Any) -> State:
        """Change what is remembered and give it."""
        state = replace(self.read(), **changes)
        write_in_place(self.state, json.dumps(asdict(state), indent=2) + "\n", ServerError)
        return state


def find_home() -> Home:
    """Find the folder of the local server: the one in NETMAP_SERVER_HOME, else in the user's data folder."""
    named = os.environ.get(VARIABLE)
    return Home(Path(named).resolve() if named else platformdirs.user_data_path("netmap") / "server")
