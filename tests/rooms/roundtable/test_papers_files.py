"""A paper is asked for on a page, watched while it is made, and fetched under a neutral name."""

from typing import Any

import pytest

from himaya.adapters import pdf
from himaya.coordination import states
from himaya.coordination.models import Rendition
from himaya.kernel import clock
from himaya.ops import papers_worker
from tests.pages import body
from tests.rooms.coordination import at_the_table as at
from tests.rooms.coordination import papers_at_hand as hand
from tests.signed_in import Sit

pytestmark = pytest.mark.capability("A8")
ASK = "/round-tables/papers/"


def asked(client: Any, **changes: Any) -> Rendition:
    typed = {"kind": "letter", "mode": "fr", "format": "docx", **changes}
    typed.setdefault("object", hand.letter().pk)
    answer = client.post(ASK, typed)
    assert answer.status_code == 302, answer.content.decode()[-1500:]
    return Rendition.objects.get(pk=answer.headers["Location"].strip("/").split("/")[-1])


def test_a_paper_shows_how_far_it_is_and_then_where_to_fetch_it(sit: Sit) -> None:
    client = sit(at.SECRETARY)
    row = asked(client)
    waiting = body(client.get(f"{ASK}{row.pk}/"))
    assert "The paper is being made" in waiting
    assert "See how far it is" in waiting
    assert 'hx-trigger="load delay:1s"' in waiting
    body(client.get(f"{ASK}{row.pk}/file/"), 409)
    Rendition.objects.filter(pk=row.pk).update(state=states.RUNNING, done=87)
    assert "87 pages so far" in body(client.get(f"{ASK}{row.pk}/"))
    Rendition.objects.filter(pk=row.pk).update(state=states.QUEUED)
    papers_worker.make_one(clock.now())
    ready = body(client.get(f"{ASK}{row.pk}/"))
    assert f"{ASK}{row.pk}/file/" in ready
    assert "hx-get" not in ready
    fetched = client.get(f"{ASK}{row.pk}/file/")
    assert fetched.content.startswith(b"PK")
    assert fetched.headers["Content-Disposition"] == 'attachment; filename="letter.docx"'
    assert "sandbox" in fetched.headers["Content-Security-Policy"]


def test_a_paper_that_failed_says_so_and_shows_a_way_out(sit: Sit) -> None:
    client = sit(at.SECRETARY)
    row = asked(client, format="pdf") if not pdf.missing() else asked(client)
    Rendition.objects.filter(pk=row.pk).update(state=states.FAILED, fault="too_large", format="pdf")
    shown = body(client.get(f"{ASK}{row.pk}/"))
    assert "too large for the memory" in shown
    assert "Make the document file" in shown
    assert "J’ai l’honneur de vous inviter." in shown


def test_without_the_libraries_the_button_is_greyed_and_says_why(sit: Sit, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "missing", lambda: "libpango-1.0-0")
    letter = hand.letter()
    client = sit(at.SECRETARY)
    shown = body(client.get(f"/round-tables/letters/{letter.pk}/"))
    assert 'aria-disabled="true"' in shown
    assert "libpango-1.0-0" in shown
    typed = {"kind": "letter", "object": letter.pk, "mode": "fr", "format": "pdf"}
    assert "libpango-1.0-0" in body(client.post(ASK, typed), 409)


def test_an_institution_fetches_its_own_and_nothing_else(sit: Sit) -> None:
    version = hand.circulated().versions.get()
    row = asked(sit(at.HEALTH), kind="minutes", object=version.pk, mode="both")
    draft = asked(sit(at.SECRETARY))
    body(sit(at.HEALTH).get(f"{ASK}{row.pk}/"))
    body(sit(at.HEALTH).get(f"{ASK}{draft.pk}/"), 404)
    body(sit(at.MINORS).get(f"{ASK}{row.pk}/"), 404)
    body(sit(at.cast.INSPECTOR).get(f"{ASK}{row.pk}/"), 403)


@pytest.mark.parametrize("typed", [{"object": "nothing"}, {"kind": "gossip"}])
def test_what_is_not_there_cannot_be_asked_for(sit: Sit, typed: dict[str, str]) -> None:
    base = {"kind": "letter", "object": str(hand.letter().pk), "mode": "fr", "format": "docx"}
    body(sit(at.SECRETARY).post(ASK, {**base, **typed}), 404)
    body(sit(at.SECRETARY).post(ASK, {**base, "mode": "es"}), 422)
