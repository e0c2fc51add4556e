"""Tests run against a real Querent, whose address and key are in QUERENT_URL and QUERENT_KEY."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from querent import Querent
from querent.models import Project

FLOWERS = Path(__file__).parents[3] / "docs/examples/iris.csv"


def pytest_configure() -> None:
    if not (os.environ.get("QUERENT_URL") and os.environ.get("QUERENT_KEY")):
        pytest.exit("Set QUERENT_URL and QUERENT_KEY to those of a Querent to try on.", returncode=2)


@pytest.fixture(scope="session")
def querent() -> Iterator[Querent]:
    with Querent() as client:
        yield client


@pytest.fixture(scope="session")
def flowers(querent: Querent) -> Iterator[Project]:
    """A table of flowers with a hidden key, of which people can be asked."""
    project = querent.import_file(
        FLOWERS, name="Flowers under test", columns={"species": "label"}, labels="key", holdout=30, timeout=120
    )
    querent.wait_open(project.id, timeout=120)
    yield project
    querent.delete_project(project.id)
