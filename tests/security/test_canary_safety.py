"""How somebody is reached and their plan, with two words of their own: sealed in their tables and nowhere else."""

import logging
from typing import Any

import pytest
from django.core.cache import cache

from himaya.adapters import sheet_html
from himaya.kernel import clock
from tests import cast, factories
from tests.rooms.safety import made
from tests.security.test_canary_conferences import HUNT, SAID, TITLE, browser, cells, page, posted

pytestmark = [pytest.mark.django_db, pytest.mark.capability("D3", "X1")]


def test_no_word_stands_outside_a_sealed_column(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    caplog.set_level(logging.DEBUG)
    cache.clear()
    monkeypatch.setattr(sheet_html, "render", lambda sheet, seconds: b"%PDF")
    with clock.stopped(factories.TUESDAY):
        cast.play()
        case = made.case(identity=None)
        worker = browser(cast.INSPECTOR)
        base = f"/safety/cases/{case.pk}/"
        reached: dict[str, Any] = {"ways": ["call"], "messages": "no", "every": "20:00-08:00"}
        reached |= dict.fromkeys(("word", "answer", "who", "say", "words"), SAID)
        posted(worker, f"{base}contact/", {**reached, "every": "evening"}, 422)
        posted(worker, f"{base}contact/", {**reached, "after": "3"}, 409)
        posted(worker, f"{base}contact/", reached)
        plan = {"do": "write", "language": "fr", "staff": SAID, "who_to_call": SAID}
        posted(worker, base, {**plan, "language": ""}, 422)
        posted(worker, base, plan)
        posted(worker, base, {**plan, "do": "revise", "after": "1"})
        posted(worker, f"{base}copy/", {"do": "answer", "version": "2", "finds": "no", "harm": "no", "wish": "staff"})
        assert worker.post(f"{base}sheet/", {"version": "2"}).content == b"%PDF"
        shown = [page(worker, base), page(worker, f"{base}contact/")]
        hidden = [page(worker, f"{base}copy/")]
    assert all(HUNT.in_bytes(one.encode()) for one in shown), "the hunt must have something to find"
    assert not any(HUNT.in_bytes(one.encode()) for one in hidden)
    assert {title for one in (*shown, *hidden) for title in TITLE.findall(one)} == {"Work"}
    assert [found for found in cells() if HUNT.in_bytes(found[1])] == []
    assert not HUNT.in_bytes(caplog.text.encode())
