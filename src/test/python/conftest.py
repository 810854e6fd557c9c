import pytest
from support import BreakingProxy, Sandbox


@pytest.fixture(scope="session")
def sandbox():
    with Sandbox() as running:
        yield running


@pytest.fixture
def proxy(sandbox):
    with BreakingProxy(sandbox.url) as running:
        yield running
