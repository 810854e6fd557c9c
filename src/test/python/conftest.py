import pytest
from support import BreakingProxy, Simulator


@pytest.fixture(scope="session")
def simulator():
    with Simulator() as running:
        yield running


@pytest.fixture
def proxy(simulator):
    with BreakingProxy(simulator.url) as running:
        yield running
