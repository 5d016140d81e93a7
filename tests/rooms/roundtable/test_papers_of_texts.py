"""The papers about a text are asked for on its pages, by whoever may read them, and fetched under a neutral name."""

from typing import Any

import pytest
from django.urls import reverse

from himaya.adapters import pdf
from himaya.coordination import states
from himaya.coordination.models import Rendition
from himaya.coordination.papers import data
from himaya.kernel import clock
from himaya.ops import papers_worker
from tests.pages import body
from tests.rooms.adapters.tracked import rejected
from tests.rooms.coordination import at_the_table as at
from tests.rooms.coordination import texts_on_paper as on_paper
from tests.signed_in import Sit

pytestmark = pytest.mark.capability("A5")
ASK = "/round-tables/papers/"


def fetched(client: Any, kind: str, object_id: object) -> Any:
    """The file, once a worker has made it."""
    answer = client.post(ASK, {"kind": kind, "object": object_id, "mode": "both", "format": "docx"})
    assert answer.status_code == 302, body(answer, answer.status_code)[-800:]
    papers_worker.make_one(clock.now())
    return client.get(f"{answer.headers['Location']}file/")


def test_the_pages_of_a_text_ask_for_its_papers(sit: Sit) -> None:
    text = on_paper.consulted()
    client = sit(at.HEALTH)
    pages = {
        reverse("roundtable:draft", args=[text.draft.pk]): [(data.TEXT, text.draft.pk)],
        reverse("roundtable:edition", args=[text.edition.pk]): [(data.EDITION, text.edition.pk)],
        reverse("roundtable:consultation", args=[text.draft.pk]): [
            (data.CONSULTATION, text.round.pk),
            (data.TRACKED, text.draft.pk),
        ],
    }
    for address, papers in pages.items():
        shown = body(client.get(address))
        for kind, object_id in papers:
            assert f'name="kind" value="{kind}"' in shown
            assert f'name="object" value="{object_id}"' in shown


def test_a_file_has_a_neutral_name_and_holds_the_text(sit: Sit) -> None:
    text = on_paper.consulted()
    client = sit(at.HEALTH)
    names = {
        data.TEXT: "text-draft",
        data.TRACKED: "text-changes",
        data.EDITION: "text",
        data.CONSULTATION: "consultation",
    }
    objects = {data.EDITION: text.edition.pk, data.CONSULTATION: text.round.pk}
    for kind, name in names.items():
        file = fetched(client, kind, objects.get(kind, text.draft.pk))
        assert file.headers["Content-Disposition"] == f'attachment; filename="{name}.docx"'
        said = rejected(file.content)
        assert "Texte A-01" in said
        assert "نص A-01" in said
        assert not any(on_paper.PRIVATE in one for one in said)


def test_tracked_changes_are_not_made_as_a_pdf_and_the_button_says_why(
    sit: Sit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdf, "missing", lambda: "")
    text = on_paper.consulted()
    client = sit(at.SECRETARY)
    shown = body(client.get(reverse("roundtable:consultation", args=[text.draft.pk])))
    assert shown.count("Changes can be accepted and rejected in a word processor only") == 1
    typed = {"kind": data.TRACKED, "object": text.draft.pk, "mode": "fr", "format": "pdf"}
    refused = client.post(ASK, typed)
    assert "Take the document file" in body(refused, refused.status_code)
    assert refused.status_code == 422


def test_a_table_that_could_not_be_made_is_printed_from_its_page_with_its_changes(sit: Sit) -> None:
    text = on_paper.consulted()
    client = sit(at.SECRETARY)
    answer = client.post(ASK, {"kind": data.CONSULTATION, "object": text.round.pk, "mode": "fr", "format": "docx"})
    Rendition.objects.update(state=states.FAILED, fault="too_long", format="pdf")
    shown = body(client.get(answer.headers["Location"]))
    assert "<ins> sans délai</ins>" in shown
    assert "<del>Texte Q-02</del>" in shown
    Rendition.objects.update(kind=data.TRACKED, object_id=text.draft.pk)
    assert "<ins>Un interprète vient.</ins>" in body(client.get(answer.headers["Location"]))
