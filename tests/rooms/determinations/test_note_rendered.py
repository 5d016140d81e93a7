"""The note on acts done under threat as the paper that leaves: rendered for real, read back as text."""

import subprocess
from pathlib import Path

import pytest

from himaya.adapters import pdf
from himaya.cases.models import Case
from himaya.determinations import content, note_paper
from himaya.kernel.models import AuditEvent
from tests import factories
from tests.rooms.determinations import determination_at_hand as at_hand
from tests.rooms.determinations.determination_at_hand import ASKS

pytestmark = [pytest.mark.deep("a minute: pages are made of papers"), pytest.mark.once, pytest.mark.capability("C4")]


@pytest.mark.parametrize(("language", "title"), [("fr", "Note"), ("ar", "مذكرة"), ("en", "Note")])
def test_the_paper_names_kinds_of_acts_and_texts_and_neither_the_person_nor_the_story(
    language: str, title: str, tmp_path: Path
) -> None:
    assert not pdf.missing(), f"PDFs cannot be made here: apt install {pdf.missing()}"
    case_id = factories.hand_over().case_id
    at_hand.named()
    at_hand.agree(case_id)
    at_hand.asked(case_id)
    _case, note = at_hand.note(case_id)
    case = Case.objects.get(pk=case_id)
    made = note_paper.make(ASKS, case, note, language=language)
    (tmp_path / f"{language}.pdf").write_bytes(made)
    told = subprocess.run(["pdftotext", "-layout", "-", "-"], input=made, capture_output=True, check=True)
    text = told.stdout.decode()
    info = subprocess.run(["pdfinfo", "-"], input=made, capture_output=True, check=True).stdout.decode()
    assert text.count("448-14") == 1
    assert all(word not in text + info for word in ("Canary", "قصر", case.reference, str(case.pk)))
    assert len(content.note_rows()) >= 3
    assert f"Title:           {title}" in info
    assert "Author:" not in info
    assert AuditEvent.objects.filter(action="decision_note.printed").count() == 1
    if language == "fr":
        assert content.words().lists["covered"]["work"].fr in text
