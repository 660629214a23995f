"""The grounds of the two worked networks, each analysed once."""

from __future__ import annotations

import pytest

from netmap.maps.ground import Ground
from netmap.network import Network
from tests.maps.reading_specs import ground_of


@pytest.fixture(scope="session")
def town(anytown: Network) -> Ground:
    return ground_of(anytown, "anytown")


@pytest.fixture(scope="session")
def borough(riverton: Network) -> Ground:
    return ground_of(riverton, "riverton")
