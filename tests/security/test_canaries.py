"""After its walk no room's words stand outside a sealed column, in any place where words could be left.

`test_canary.py` hunts a whole running installation, `test_canary_tables.py` what is typed at the round tables, and
`test_canary_field.py` an answer that was chosen.
"""

import logging
import tempfile
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.cache import cache

from himaya.institutions.models import Region
from himaya.kernel import clock
from himaya.kernel.places import home
from tests import cast, factories
from tests.security import canary_walks as walks
from tests.security import canary_walks_away as away
from tests.security.hunts import LATIN, SAID, Hunt, Walk

pytestmark = [pytest.mark.django_db, pytest.mark.capability("X1")]
capability = pytest.mark.capability
HUNTS = (
    Hunt(capability("D4", "X2"), walks.care),
    Hunt(capability("A10"), walks.conference),
    Hunt(capability("D5"), walks.crisis),
    Hunt(capability("C4"), walks.determination),
    Hunt(capability("C3"), walks.interview),
    Hunt(capability("B2"), walks.reasoning),
    Hunt(capability("D1"), walks.risk),
    Hunt(capability("D2"), walks.risk_clock),
    Hunt(capability("D3"), walks.safety),
    Hunt(capability("F2"), away.inbound),
    Hunt(capability("C5", "C6"), away.letters),
    Hunt(capability("F3"), away.packet),
    Hunt(capability("F1"), away.going),
    Hunt(capability("F1"), away.travelling),
    Hunt(capability("G1", "G3"), away.participant),
)


@pytest.mark.parametrize("hunt", [pytest.param(one, marks=one.mark, id=one.walk.__name__) for one in HUNTS])
def test_no_word_of_a_room_stands_outside_a_sealed_column(
    hunt: Hunt, tmp_path: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    caplog.set_level(logging.DEBUG)
    cache.clear()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    walk = Walk()
    with clock.stopped(factories.TUESDAY):
        cast.play()
        hunt.walk(walk)
    walk.ends(caplog.text, tmp_path, home())


def answer(page: str, **headers: str) -> Any:
    return SimpleNamespace(status_code=200, headers=headers, content=page.encode())


# What leaves a word there; a text is the log. At last what would tell nobody whether the hunt finds anything.
PLANTS: dict[str, Callable[[Walk, Path], Any]] = {
    "a page that hides": lambda walk, folder: walk.hidden.append(f"<p>{SAID}</p>"),
    "a title": lambda walk, folder: walk.hunted(answer(f"<title>{SAID}</title>")),
    "a header": lambda walk, folder: walk.hunted(answer("", Location=f"/search/?name={LATIN}")),
    "a cell": lambda walk, folder: Region.objects.create(pk="east", name_fr=SAID, name_ar="", name_en=""),
    "a log": lambda walk, folder: f"DEBUG written: {SAID}",
    "a file": lambda walk, folder: (folder / "left").write_text(SAID),
    "the name of a file": lambda walk, folder: (folder / f"{LATIN}.pdf").touch(),
    "nothing on a page that shows": lambda walk, folder: walk.shown.append("<p></p>"),
    "no page that shows": lambda walk, folder: walk.shown.clear(),
}


@pytest.mark.parametrize("plant", PLANTS.values(), ids=PLANTS)
def test_a_word_planted_in_any_of_these_places_ends_the_hunt(
    plant: Callable[[Walk, Path], Any], tmp_path: Path
) -> None:
    walk = Walk(shown=[SAID], titles={"Work"})
    walk.ends("", tmp_path)
    with pytest.raises(AssertionError):
        walk.ends(str(plant(walk, tmp_path)), tmp_path)
