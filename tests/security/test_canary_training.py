"""The name of a participant, said on every page that takes one: it stands sealed, and in no other cell or log."""

import logging

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile

from himaya.kernel import clock
from himaya.ops import worker
from tests import cast, factories
from tests.rooms.training import at_hand, certifying
from tests.security.test_canary_conferences import HUNT, SAID, TITLE, browser, cells, page, posted

pytestmark = [pytest.mark.django_db, pytest.mark.capability("G1", "G3", "X1")]


def test_no_name_of_a_participant_stands_outside_a_sealed_column(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    cache.clear()
    with clock.stopped(factories.TUESDAY):
        cast.play()
        session = at_hand.session()
        focal, trainer, secretary = browser(at_hand.LABOUR), browser(at_hand.TRAINER), browser(cast.SECRETARY)
        here = f"/training/sessions/{session.pk}/"
        posted(focal, f"{here}people/", {"do": "name", "name": SAID, "sex": "strange"}, 422)
        posted(focal, f"{here}people/", {"do": "name", "name": SAID, "function": SAID})
        posted(focal, f"{here}people/", {"do": "name", "name": SAID}, 422)
        sent = SimpleUploadedFile("names.csv", f"name\n{SAID}\n".encode())
        assert focal.post(f"{here}people/list/", {"file": sent}).status_code == 302
        made = certifying.issued(of=session.line, name=SAID)
        certified = f"/training/sessions/{made.enrolment.session_id}/certificates/"
        posted(trainer, certified, {"do": "renew", "enrolment": str(made.enrolment_id), "code": SAID}, 422)
        worker.drain()
        shown = page(focal, f"{here}people/") + page(trainer, f"{here}1/") + page(trainer, certified)
        hidden = [
            secretary.get(url).content for url in (here, "/training/", f"/training/lines/{session.line_id}/", certified)
        ]
    assert HUNT.in_bytes(shown.encode()), "the hunt must have something to find"
    assert not any(HUNT.in_bytes(one) for one in hidden)
    assert not any(HUNT.in_bytes(title.encode()) for title in TITLE.findall(shown))
    assert [found for found in cells() if HUNT.in_bytes(found[1])] == []
    assert not HUNT.in_bytes(caplog.text.encode())
