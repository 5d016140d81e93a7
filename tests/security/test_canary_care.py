"""A step of care and a letter with two words of their own: they stand sealed in their tables and nowhere else."""

import logging

import pytest

from himaya.health.models import ClinicianLetter
from himaya.kernel import clock
from himaya.kernel.models import AuditEvent, OutboxMessage
from himaya.ops import worker
from tests import cast, factories
from tests.rooms.cases.test_nothing_in_clear import everything_stored
from tests.rooms.health import stepped
from tests.security.test_canary_conferences import HUNT, SAID, TITLE, browser, cells, page, posted

pytestmark = [pytest.mark.django_db, pytest.mark.capability("D4", "X1", "X2")]


def test_no_word_step_or_purpose_stands_outside_a_sealed_column(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    with clock.stopped(factories.TUESDAY):
        cast.play()
        case = stepped.apart()
        nurse, holds, police = browser(cast.NURSE), browser(cast.INSPECTOR), browser(cast.OFFICER)
        care, letters = f"/health/{case}/care/", f"/health/{case}/letters/"
        posted(nurse, care, {"do": "begin", "step": "", "words": SAID}, 422)
        posted(nurse, care, {"do": "begin", "step": "3", "words": SAID})
        letter = {"purpose": "court_accommodation", "reader": "court", "terms": "short_talks", "language": "fr"}
        posted(nurse, letters, {**letter, "days": "30", "own": SAID}, 422)
        posted(nurse, letters, {**letter, "purpose": "housing", "reader": "landlord", "days": "30", "own": SAID})
        one = f"{letters}{ClinicianLetter.objects.get().pk}/"
        posted(nurse, one, {"do": "release", "answer": "yes", **stepped.SAFE})
        shown = [page(nurse, care), page(nurse, one)]
        hidden = [page(nurse, letters), page(nurse, "/health/waiting/"), page(holds, f"/casework/cases/{case}/")]
        hidden += [page(holds, "/tasks/desk/"), page(police, "/casework/")]
        assert OutboxMessage.objects.filter(event="care_step.review_due").exists()
        assert [found for found in cells() if HUNT.in_bytes(found[1])] == []
    with clock.stopped(factories.TUESDAY + stepped.timedelta(days=43)):
        worker.drain()
        hidden += [page(browser(cast.NURSE), "/tasks/desk/"), page(browser(cast.INSPECTOR), "/tasks/desk/")]
        assert "Something waits in what your desk keeps apart" in hidden[-2]
        assert "Something waits in what your desk keeps apart" not in hidden[-1]
    assert all(HUNT.in_bytes(text.encode()) for text in shown), "the hunt must have something to find"
    assert not any(HUNT.in_bytes(text.encode()) for text in hidden)
    assert {title for text in (*shown, *hidden) for title in TITLE.findall(text)} == {"Work"}
    assert [found for found in cells() if HUNT.in_bytes(found[1])] == []
    assert not HUNT.in_bytes(caplog.text.encode())
    stored = everything_stored()
    for word in (b"housing", b"landlord", b"short_talks", b"begin"):
        assert word not in stored["care_step"], word
        assert word not in stored["clinician_letter"], word
    assert AuditEvent.objects.filter(action="clinician_letter.released").exists()
