"""Another database in the place of the one that is served; the old one is kept until the new one answers."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

from netmap.server.home import Home
from netmap.server.process import Running, end, find_running
from netmap.server.starting import held, start_on

DATA = re.compile(r"data-(\d+)")


def swap_data(
    home: Home,
    jars: Sequence[Path],
    fill: Callable[[str], object],
    finish: Callable[[Running], object],
    *,
    port: int | None = None,
    memory: str | None = None,
) -> Running:
    """Fill a new folder of data while no server runs, serve it, and only then remove the old one.

    Whatever fails, and however: the old database is the one that counts. It is served again if it was before.

    Parameters
        fill: given the name of a new folder of data within the home, writes a database there.
        finish: given the server that serves it, does what is left (constraints) and looks whether all is well.
    Raises
        NetmapError: what `fill` or `finish` raises, or that the server does not start on the new data.
    """
    home.make()
    with held(home):
        old = home.read().data
        _remove_all_but(home, old)
        new = f"data-{int(old.rpartition('-')[2]) + 1}"
        before = find_running(home)
        if before:
            end(before)
        try:
            fill(new)
            running = start_on(home, jars, data=new, port=port, memory=memory)
            finish(running)
        except BaseException:
            _go_back(home, jars, old, was_running=before is not None)
            raise
        home.remember(data=new)
        _remove_all_but(home, new)
        return running


def _go_back(home: Home, jars: Sequence[Path], old: str, *, was_running: bool) -> None:
    running = find_running(home)
    if running:
        end(running)
    _remove_all_but(home, old)
    if was_running:
        start_on(home, jars, data=old)


def _remove_all_but(home: Home, kept: str) -> None:
    for folder in home.folder.glob("data-*"):
        if DATA.fullmatch(folder.name) and folder.name != kept:
            shutil.rmtree(folder)
