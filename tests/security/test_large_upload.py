"""Two hundred megabytes up and down in constant memory, and a disk that fills up on the way.

Planted faults, each seen red: the pieces collected before they are sealed; the download read whole.
"""

from pathlib import Path
from typing import Any

import pytest

from tests.races.told import told_by

MEGABYTES = 198
# A few pieces on their way in and out, whatever the file is.
MOST_GROWTH = 24


@pytest.mark.deep("a minute: processes of an installation")
@pytest.mark.sqlite
@pytest.mark.django_db
@pytest.mark.capability("X2")
def test_a_large_file_takes_no_more_memory_than_a_small_one(tmp_path: Path, bare_store: Path) -> None:
    found: dict[str, Any] = told_by("security.large_upload", MEGABYTES, home=tmp_path / "home", base=bare_store)
    assert found["came_back"] == found["size"] > MEGABYTES * 1024 * 1024, found
    assert found["grew_by_upload"] < MOST_GROWTH, found
    assert found["grew_by_download"] < MOST_GROWTH, found
    assert [tuple(one) for one in found["full"]] == [(422, True, True), (409, True, True)], found
    assert found["left_by_full"] == 0, found
