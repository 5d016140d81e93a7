"""Words that a nation adopts say "Model, not adopted" on every page and paper that shows them, until it did."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.utils.translation import override

from himaya.attestations import paper
from himaya.cases.models import Case
from himaya.determinations import note_paper
from himaya.disclosures import held_copy
from himaya.health import letter_paper
from himaya.health.access_care import InWords
from himaya.health.care_content import care
from himaya.health.models import ClinicianLetter
from himaya.institutions import adoption
from himaya.institutions.content import content_root
from tests import cast, factories
from tests.pages import body
from tests.rooms.attestations import lettered
from tests.rooms.determinations import determination_at_hand as at_hand
from tests.signed_in import Sit, signed_in

pytestmark = pytest.mark.capability("C4")

WEB = Path(paper.__file__).parents[1] / "web"
# Where the pages of a text stand: a new one without the line fails here.
PAGES = {
    "casework/templates/casework/consent*.html": "consents",
    "attestations/templates/attestations/*.html": "attestations",
    "determinations/templates/determinations/*.html": "decisions",
    "health/templates/health/letter*.html": "care_letters",
    "rights/templates/rights/copy*.html": "complaints",
    "roundtable/templates/roundtable/papers/letter_new*.html": "official_letters",
}
# A page there that shows no word of the text, and why.
NOT_SHOWN = {
    "attestations/check.html": "only whether a letter stands; the letter bears the line",
    "determinations/all.html": "a list of numbers and days",
    "determinations/advised.html": "a list of numbers and days",
    "determinations/bodies.html": "the register of this nation, in its own words",
}
SAID = {"fr": "Modèle, non adopté", "ar": "نموذج غير معتمد", "en": "Model, not adopted"}


@pytest.fixture(name="sit")
def _sit() -> Sit:
    return signed_in


@pytest.fixture(name="adopt")
def _adopt(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    """The content as it is, with every one of these texts adopted."""
    for name in adoption.TEXTS.values():
        said = (content_root() / name).read_text(encoding="utf-8").splitlines()
        rows = ["adoption: TRI 4" if row.startswith("adoption:") else row for row in said]
        (tmp_path / name).write_text("\n".join(rows), encoding="utf-8")
    monkeypatch.setattr(adoption, "content_root", lambda: tmp_path)
    adoption._of.cache_clear()
    yield
    adoption._of.cache_clear()


def test_every_page_of_such_a_text_has_the_line() -> None:
    """Seen red with a page of consents, of letters, of decisions each without it."""
    for place, text in PAGES.items():
        found = sorted(WEB.glob(place))
        assert found, place
        for page in found:
            name = f"{page.parent.name}/{page.name}"
            assert (f'{{% model "{text}" %}}' in page.read_text(encoding="utf-8")) != (name in NOT_SHOWN), name
    assert set(PAGES.values()) == set(adoption.TEXTS)


def shown(case: Case, sit: Sit, language: str) -> dict[str, bool]:
    """By page or paper of this case, whether it has the line in this language."""
    client = sit(cast.INSPECTOR)
    client.post("/language/", {"language": language})
    case_id, found = case.pk, {}
    pages = (
        f"/casework/cases/{case_id}/consents/",
        f"/casework/cases/{case_id}/consents/write/",
        f"/attestations/cases/{case_id}/",
        f"/attestations/cases/{case_id}/offer/",
        f"/determinations/cases/{case_id}/",
        f"/determinations/cases/{case_id}/note/",
        f"/rights/{case_id}/copy/",
    )
    for page in pages:
        found[page] = SAID[language] in body(client.get(page, headers={"accept-language": language}))
    made = lettered.made(languages=language)
    found["a letter"] = SAID[language] in str(paper.sheet(made))
    drafted = InWords(ClinicianLetter(), next(iter(care().purposes)), next(iter(care().readers)), language=language)
    found["a letter of a clinician"] = SAID[language] in str(letter_paper.sheet(drafted))
    last = at_hand.note(case_id)[1]
    with override(language), held_copy.composed(cast.INSPECTOR, case_id, language, contacts_only=True) as (_case, said):
        found["a copy for the person"] = any(SAID[language] in one.words for one in said)
        note = note_paper.Note.objects.filter(note=last).order_by("-on", "-pk")[0]
        found["a note"] = SAID[language] in str(tuple(note_paper._blocks(note, {}, language)))
    return found


@pytest.mark.parametrize("language", SAID)
def test_page_and_paper_say_it_in_each_language(sit: Sit, language: str) -> None:
    case = Case.objects.get(pk=at_hand_case())
    found = shown(case, sit, language)
    assert all(found.values()), found


@pytest.mark.usefixtures("adopt")
def test_it_vanishes_once_the_nation_adopted_the_text(sit: Sit) -> None:
    case = Case.objects.get(pk=at_hand_case())
    found = shown(case, sit, "fr")
    assert not any(found.values()), found


def at_hand_case() -> str:
    """A case with what a note needs: a body that is named, an agreement, a request."""
    case_id = factories.hand_over().case_id
    at_hand.named()
    at_hand.agree(case_id)
    at_hand.asked(case_id)
    return str(case_id)
