"""A server of its own for the pages of site.py."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.long_form.serving import trial_pages


@pytest.fixture(scope="session", name="trial")
def _trial(prepared_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the trial pages answer."""
    home = tmp_path_factory.mktemp("trial") / "home"
    shutil.copytree(prepared_store, home)
    with trial_pages(home) as url:
        yield url
