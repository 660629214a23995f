"""The folder of real data; `tests/conftest.py` leaves these tests out where there is none."""

from __future__ import annotations

import os
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def real_data() -> Path:
    return Path(os.environ["NETMAP_REAL_DATA"])
