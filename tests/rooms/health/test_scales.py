"""A published scale: loaded unaltered, confirmed by a second clinician, answered, scored and shown in Arabic."""

import copy
from datetime import timedelta
from hashlib import sha256
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction
from django.utils.translation import override
from openpyxl import load_workbook

from himaya.health import access, reading
from himaya.health.actions import scales
from himaya.health.models import Entry, ScaleLoad
from himaya.institutions.content_reader import content_root
from himaya.kernel import clock
from himaya.kernel.errors import NotFound, NotNow, NotPermitted, NotValid
from tests import cast
from tests.pages import body
from tests.refusals import refused
from tests.rooms.health import cared, nonsense
from tests.rooms.health.cared import BY, DOCTOR
from tests.rooms.health.nonsense import ITEMS
from tests.signed_in import Sit

pytestmark = pytest.mark.capability("D4")

TWOS = dict.fromkeys(ITEMS, "2")


def test_none_is_shipped() -> None:
    """Scales belong to their authors: no workbook of the content says how it is scored."""
    shipped = [load_workbook(file, read_only=True).sheetnames for file in content_root().rglob("*.xlsx")]
    assert shipped
    assert [names for names in shipped if "scoring" in names] == []


def test_the_file_is_kept_byte_for_byte_and_nothing_in_it_is_changed() -> None:
    content = nonsense.workbook()
    made = ScaleLoad.objects.get(pk=cared.load(content=content))
    assert bytes(made.file) == content
    assert made.sha256 == sha256(content).hexdigest()
    assert sorted(reading.languages(made.document)) == sorted(nonsense.LANGUAGES)
    labels = [row["label"] for row in made.document["survey"]]
    assert labels == [dict(zip(nonsense.LANGUAGES, row[2:], strict=True)) for row in nonsense.survey()[1:]]
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        ScaleLoad.objects.filter(pk=made.pk).update(document={})
    with pytest.raises(NotNow):
        cared.load(content=content)


def test_a_second_clinician_of_the_institution_confirms_and_one_withdraws() -> None:
    made = cared.load()
    with refused(NotPermitted, "same_person"):
        scales.confirm(load_id=made, by=BY)
    scales.confirm(load_id=made, by=cared.seat_doctor())
    with pytest.raises(NotNow):
        scales.confirm(load_id=made, by=DOCTOR)
    scales.withdraw(load_id=made, by=BY)
    with pytest.raises(NotNow):
        scales.withdraw(load_id=made, by=BY)
    assert cared.load() != made


@pytest.mark.parametrize("who", [cast.INSPECTOR, cast.SHELTER, cast.OFFICER, cast.SECRETARY, cast.OPERATOR])
def test_nobody_else_loads_confirms_or_sees_one(who: Any, sit: Sit) -> None:
    made = cared.load()
    for verb in (lambda: cared.load(by=who), lambda: scales.confirm(load_id=made, by=who)):
        with pytest.raises(NotFound):
            verb()
    client = sit(who)
    assert {client.get(path).status_code for path in ("/health/scales/", f"/health/scales/{made}/")} == {404}


def changed(sheet: str, row: int, column: int, value: Any) -> bytes:
    rows = copy.deepcopy(
        {"scoring": nonsense.scoring, "evidence": nonsense.evidence, "survey": nonsense.survey}[sheet]()
    )
    rows[row][column] = value
    return nonsense.workbook(**{sheet: rows})


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"no workbook", "not an XLSForm workbook"),
        (nonsense.workbook(survey=None), "not an XLSForm workbook"),
        (changed("survey", 1, 0, "select_one nowhere"), "cannot be read as it stands"),
        (nonsense.workbook(survey=[["type", "name", "label"], ["text", "a", "A"]], choices=None), "in which language"),
        (nonsense.workbook(scoring=[]), "scoring is empty"),
        (nonsense.workbook(evidence=[]), "evidence is empty"),
        (changed("scoring", 6, 2, "n01 n99"), "Sheet scoring, row 7: the column items"),
        (changed("scoring", 8, 4, "9"), "row 9: at_least"),
        (changed("scoring", 8, 3, "two"), "row 9: a number"),
        (changed("scoring", 12, 5, "B Z"), "row 13: the column all_of"),
        (changed("scoring", 1, 0, "guess"), "row 2: the column kind"),
        (changed("scoring", 5, 1, "9"), "has no value"),
        (changed("evidence", 1, 11, "sure"), "Sheet evidence, row 2: a source and a mark"),
        (changed("evidence", 2, 6, "about 30"), "row 3: a number"),
        (changed("evidence", 2, 5, "sum"), "names no score"),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_sentence_that_says_where(content: bytes, says: str) -> None:
    with override("en"), refused(NotValid, "file") as refusal:
        cared.load(content=content)
    assert says in str(refusal.value.sentence)
    assert not ScaleLoad.objects.exists()


def test_who_allows_it_is_said_within_two_hundred_letters_and_the_day_is_not_to_come() -> None:
    tomorrow = clock.today() + timedelta(days=1)
    for field, wrong in (("allowed_by", " "), ("allowed_by", "x" * 201), ("reference", ""), ("allowed_on", tomorrow)):
        with refused(NotValid, field):
            cared.load(**{field: wrong})
    assert not ScaleLoad.objects.exists()
    cared.load(allowed_by="x" * 200, reference="y" * 200)


def test_a_scale_is_answered_by_an_adult_who_said_yes_and_with_a_load_that_stands() -> None:
    waiting, case = cared.load(), cared.begun()
    for code, load_id in (("load", waiting), ("accepted", cared.confirmed(content=nonsense.workbook(settings=None)))):
        with refused(NotNow, code):
            cared.administer(case, load_id, TWOS)
    cared.offer(case)
    cared.accept(case)
    scales.confirm(load_id=waiting, by=DOCTOR)
    form = uuid4()
    kept = cared.administer(case, waiting, TWOS, instance_id=form)
    assert cared.administer(case, waiting, TWOS, instance_id=form) == kept
    for field, said in (("interpreter", "telephone"), ("way", "telephone"), ("language", "Klingon")):
        with refused(NotValid, field):
            cared.administer(case, waiting, TWOS, **{field: said})
    scales.withdraw(load_id=waiting, by=BY)
    with pytest.raises(NotNow):
        cared.administer(case, waiting, TWOS)
    assert cared.kinds(case.pk) == ["offered", "accepted", "administered"]


def test_answers_are_verified_here_and_a_refusal_says_none_of_them() -> None:
    case, load_id = cared.accepted(), cared.confirmed()
    with refused(NotValid, "answers") as refusal:
        cared.administer(case, load_id, {**TWOS, "n03": "77777"})
    assert "7777" not in str(refusal.value.sentence)
    cared.administer(case, load_id, {"n01": "4", "stranger": "x"})
    with access.open_health(BY, case.pk) as opened:
        assert opened.entries[-1].content["answers"] == {"n01": "4"}
        assert "score" not in str(opened.entries[-1].content)


def test_it_is_loaded_answered_scored_and_its_evidence_printed_in_arabic(sit: Sit) -> None:
    cared.seat_doctor()
    case, desk = cared.accepted(), sit(BY, "ar")
    sent = {
        "file": SimpleUploadedFile("scale.xlsx", nonsense.workbook()),
        "allowed_by": "ناشر مختلق",
        "reference": "N-1",
        "allowed_on": clock.today().isoformat(),
    }
    place = desk.post("/health/scales/", sent).headers["Location"]
    shown = body(desk.get(place))
    assert "عبارة بلا معنى n20" in shown
    assert "سحب الغرب (مختلق)" in shown
    assert "Nonsense n20: green button" in body(desk.get(f"{place}?in=en"))
    assert sit(DOCTOR, "ar").post(place, {"do": "confirm"}).status_code == 302
    load_id = ScaleLoad.objects.get().pk
    form = f"/health/{case.pk}/scales/{load_id}/"
    page = body(desk.get(form))
    assert 'lang="ar"' in page
    assert "عبارة بلا معنى n01" in page
    posted = {"at-language": nonsense.AR, "at-way": "in_person", "at-interpreter": "present", **TWOS}
    assert "checked" in body(desk.post(form, {**posted, "at-interpreter": "telephone"}), 422)
    result = desk.post(form, posted).headers["Location"]
    page = body(desk.get(result))
    for said in ("المجموع المختلق", ">40<", "المتوسط المختلق", "المجموعة E", "القاعدة المختلقة", "أزرار الأكمام"):
        assert said in page, said
    for said in ("23", "31", ".82", "0.6", "98", "311"):
        assert f">{said}<" in page, said
    assert page.index("Journal of Nothing") < page.index("Annales du Rien")


def test_missing_answers_give_no_score_and_are_counted(sit: Sit) -> None:
    case, load_id = cared.accepted(), cared.confirmed()
    kept = cared.administer(case, load_id, dict.fromkeys(ITEMS[:7], "2"))
    page = body(sit(BY).get(f"/health/{case.pk}/kept/{kept}/"))
    assert "13 answers are missing of" in page
    assert "Not computed" in page
    assert "Cluster B" in page
    assert page.count("Met ·") == 2


def test_a_score_stands_on_no_other_page(sit: Sit) -> None:
    case, load_id = cared.accepted(), cared.confirmed()
    kept = cared.administer(case, load_id, dict.fromkeys(ITEMS, "3"))
    desk = sit(BY)
    assert ">60<" in body(desk.get(f"/health/{case.pk}/kept/{kept}/"))
    for path in (f"/health/{case.pk}/", f"/health/scales/{load_id}/", f"/casework/cases/{case.pk}/apart/"):
        page = body(desk.get(path))
        assert ">60<" not in page
        assert "3.00" not in page


def test_what_was_answered_is_read_also_after_the_scale_was_withdrawn(sit: Sit) -> None:
    """Seen red with only the loads that stand: the answers of an earlier scale had no page any more."""
    case, load_id = cared.accepted(), cared.confirmed()
    kept = cared.administer(case, load_id, dict.fromkeys(ITEMS, "3"))
    scales.withdraw(load_id=load_id, by=BY)
    with pytest.raises(NotNow):
        cared.administer(case, load_id, TWOS)
    assert ">60<" in body(sit(BY).get(f"/health/{case.pk}/kept/{kept}/"))


def test_the_observation_sheet_is_kept_in_words_and_counts_nothing(sit: Sit) -> None:
    case, desk = cared.accepted(), sit(BY)
    place = f"/health/{case.pk}/observation/"
    assert "measures nothing" in body(desk.get(place))
    empty = {"at-way": "in_person", "at-interpreter": "none"}
    assert "Nothing is written on the sheet yet" in body(desk.post(place, empty), 422)
    wrong = body(desk.post(place, {**empty, "sleep": "dreadful", "seen": cared.SAID}), 422)
    assert cared.SAID in wrong
    result = desk.post(place, {**empty, "sleep": "harder", "seen": cared.SAID}).headers["Location"]
    page = body(desk.get(result))
    assert "Harder than before" in page
    assert cared.SAID in page
    assert cared.SAID not in body(desk.get(f"/health/{case.pk}/"))
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        Entry.objects.update(number=9)
