"""`python -m netmap.cli`, and the program `netmap`."""

import atexit
import gc

from netmap.cli import main

_BETWEEN_SEARCHES = 100_000
"""Objects made between two searches for rubbish: looking as often as Python does takes a tenth of a command."""


def run() -> None:
    """Run one command in a process of its own."""
    gc.set_threshold(_BETWEEN_SEARCHES, 50, 100)
    atexit.register(gc.freeze)  # a process that ends need not search all it leaves behind
    main(prog_name="netmap")


if __name__ == "__main__":
    run()
