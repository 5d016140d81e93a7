"""The legal library: found by words, text, topic, mark and day; a reading counts once two people have read it."""

import re
from datetime import date
from uuid import UUID

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound, NotNow, NotPermitted, NotValid
from himaya.kernel.models import AuditEvent
from himaya.legal import library, queries_library
from himaya.legal.actions import readings
from himaya.legal.actions.readings import Said
from himaya.legal.models_library import LegalReading
from himaya.rights.content import catalogue
from tests import cast
from tests.pages import body
from tests.refusals import refused
from tests.signed_in import Sit, signed_in

pytestmark = [pytest.mark.usefixtures("the_cast"), pytest.mark.capability("B1")]
EDITOR = cast.actor("secretary", "secretariat", "content_editor")
SECOND = cast.actor("operator", "technical", "content_editor")
COUNSEL = cast.LAWYER
OF_THE_SAME = cast.actor("shelter-worker", "lawyers", "legal_counsel")
ROW = "ma-pc-448-14"
READ = Said("C", "Bulletin officiel 6501, p. 7", date(2026, 11, 20), languages=("fr", "ar"))


@pytest.fixture(name="sit")
def _sit() -> Sit:
    return signed_in


def confirmed(row: str = ROW, said: Said = READ) -> None:
    readings.confirm(reading_id=readings.propose(row=row, said=said, by=COUNSEL), by=EDITOR)


@pytest.mark.parametrize(
    ("query", "shown", "hidden"),
    [
        ("q=448-9", "Revealing identity", "Kafala"),
        ("q=kafala", "Kafala", "Revealing identity"),
        ("q=الكفالة", "Kafala", "Revealing identity"),
        ("q=كفالة", "Kafala", "Revealing identity"),
        ("text=law-09-08", "Transfer and hosting abroad", "Kafala"),
        ("topic=children", "Minimum age of 18", "Electronic signature"),
        ("mark=%3F", "Length of the recovery", "Basic offence"),
        ("mark=C&verified=yes", "Definition of trafficking", "Basic offence"),
        ("valid=unknown&topic=health", "Organ donation", "Definition of trafficking"),
        ("library=international&q=migrant", "Convention on migrant workers", "Law 27-14"),
        ("q=448-1&topic=offences&verified=no", "Attempt", "Revealing identity"),
        ("q=%3Cscript%3E", "No row says this", "<script>al"),
    ],
)
def test_a_row_is_found_by_words_text_topic_mark_and_day(query: str, shown: str, hidden: str) -> None:
    page = body(Client(headers={"accept-language": "en"}).get(f"/reference/law/?{query}"))
    main = page.split("Filter</button>", 1)[1]
    assert shown in main
    assert hidden not in main


def test_every_row_has_its_page_in_three_languages_with_its_mark_and_source() -> None:
    for language in ("fr", "ar", "en"):
        reader = Client(headers={"accept-language": language})
        for row in (ROW, "ma-pc-448-4", "ma-pc-446", "int-palermo-3", "ma-03-23-reflection"):
            page = body(reader.get(f"/reference/law/{row}/"))
            assert ('class="mark"' in page) == bool(library.of_content()[row].row.shown_in(language))
    assert Client().get("/reference/law/nothing/").status_code == 404


def test_only_a_reading_by_two_people_is_called_official() -> None:
    reader = Client(headers={"accept-language": "en"})
    page = body(reader.get("/reference/law/ma-pc-448-1/"))
    assert "Read in a source" in page
    assert "official text" not in page
    confirmed("ma-pc-448-1")
    assert "Read in an official text" in body(reader.get("/reference/law/ma-pc-448-1/"))


NOT_COMPARED = "الصياغة العربية لم تُراجع بعد على النص الرسمي"


def test_a_row_read_in_french_says_on_the_arabic_page_that_its_arabic_words_were_not() -> None:
    """Seen red with the mark of the row shown in every language."""
    row = "ma-pc-448-1"
    french, arabic = (Client(headers={"accept-language": code}) for code in ("fr", "ar"))
    assert NOT_COMPARED in body(arabic.get(f"/reference/law/{row}/"))
    assert NOT_COMPARED in body(arabic.get("/reference/law/?q=448-1&mark=G"))
    page = body(french.get(f"/reference/law/{row}/"))
    assert 'class="mark"' not in page
    assert "Notre formulation arabe" in page
    confirmed(row, Said("C", "Bulletin officiel 6501", date(2026, 11, 20), languages=("fr",)))
    assert NOT_COMPARED in body(arabic.get(f"/reference/law/{row}/")), "read in French again: no Arabic word is surer"
    confirmed(row)
    assert NOT_COMPARED not in body(arabic.get(f"/reference/law/{row}/"))
    assert queries_library.articles()[row].row.mark_in("ar") == "C"


def test_words_of_the_law_stand_as_a_quotation_beside_ours_with_where_they_were_published() -> None:
    page = body(Client(headers={"accept-language": "fr"}).get("/reference/law/ma-pc-448-1-forms/"))
    quoted = page.partition("<figure>")[2].partition("</figure>")[0]
    assert '<blockquote lang="ar" dir="rtl">' in quoted
    for words in ("السخرة", "ar.lesiteinfo.com", "Bulletin officiel", "6501", "19 septembre 2016", "à vérifier"):
        assert words in quoted, words
    assert "<blockquote" not in body(Client().get("/reference/law/ma-pc-448-9/")), "nobody read its words"


DRAFT = "ma-27-14-draft-protection"


def test_a_draft_is_never_shown_as_law_in_force_and_no_reading_makes_it_law() -> None:
    """Seen red with the day of the law shown, and with the reading taken."""
    for code, said in (
        ("fr", "ce n’est pas la loi"),
        ("ar", "مشروع نص غير نافذ: ليس قانونا"),
        ("en", "A draft, not in force: it is not the law"),
    ):
        page = body(Client(headers={"accept-language": code}).get(f"/reference/law/{DRAFT}/"))
        assert said in page
        assert "2016" not in page.partition("<dl")[2].partition("</dl>")[0], "the law has a day, its bill has none"
    with refused(NotNow, "draft"):
        readings.propose(row=DRAFT, said=READ, by=COUNSEL)
    assert "Write down what you read" not in body(signed_in(COUNSEL).get(f"/reference/law/{DRAFT}/"))
    over = library.laid_over((library.Read(DRAFT, "C", "BO", languages=("fr", "ar")),))[DRAFT].row
    assert (over.mark, over.to_be_verified) == ("D", True)


def test_a_row_of_a_second_source_says_why_it_is_to_be_verified() -> None:
    """Seen red without the list of doubts: C2 stood beside "to be verified", and nothing said why."""
    page = body(Client(headers={"accept-language": "en"}).get("/reference/law/ma-27-14-adoption/"))
    why = page.partition("To be verified: no decision rests on it")[2].partition("</section>")[0]
    assert "Sources differ: A page of 2016 gives 31 May 2016" in why
    why = body(Client(headers={"accept-language": "en"}).get("/reference/law/ma-pc-448-5/"))
    assert "Of the penalty: Not found, or sources differ" in why


def test_no_page_names_a_file_of_this_software_or_a_code() -> None:
    reader = Client(headers={"accept-language": "en"})
    for address in ("exploitation/", "exploitation/SEX_PROST/", "law/", "law/ma-pc-448-4/"):
        page = re.sub(r"<[^>]+>", " ", body(reader.get(f"/reference/{address}")))
        assert "domain/" not in page, address
        assert "SEX_PROST" not in page, address


def test_an_article_says_what_leans_on_it() -> None:
    page = body(Client(headers={"accept-language": "en"}).get("/reference/law/ma-pc-448-7/"))
    assert "Reporting positions" in page
    assert "Police and gendarmerie" in page
    page = body(Client(headers={"accept-language": "en"}).get(f"/reference/law/{ROW}/"))
    for words in ("Use of a person for criminal purposes", "acts done under threat", "no decision rests on it"):
        assert words in page


def test_every_form_has_its_page_and_unknown_ones_have_none() -> None:
    reader = Client(headers={"accept-language": "en"})
    page = body(reader.get("/reference/exploitation/"))
    for code, form in library.forms().forms.items():
        assert form.names.en in page
        one = body(reader.get(f"/reference/exploitation/{code}/"))
        assert form.elements[0].en in one
    assert reader.get("/reference/exploitation/NOTHING/").status_code == 404


def test_a_reading_counts_only_once_two_people_have_read_it() -> None:
    """Seen red with the proposed reading laid over the row."""
    reading = readings.propose(row=ROW, said=READ, by=COUNSEL)
    assert queries_library.articles()[ROW].row.mark == "G"
    with pytest.raises(NotPermitted):
        readings.confirm(reading_id=reading, by=COUNSEL)
    readings.confirm(reading_id=reading, by=EDITOR)
    one = queries_library.articles()[ROW]
    assert (one.row.mark, one.row.source) == ("C", READ.source)
    assert one.before is not None
    assert one.before.mark == "G"
    # What another room shows of the same row is the same.
    marks = {it.mark for right in catalogue().rights.values() for it in right.basis if it.id == ROW}
    assert marks <= {"C"}
    done = AuditEvent.objects.filter(action__startswith="legal_reading.").order_by("pk")
    assert [(one.action, one.code) for one in done] == [
        ("legal_reading.proposed", ROW),
        ("legal_reading.confirmed", ROW),
    ]


def test_one_of_the_two_sits_at_the_commission_or_a_ministry() -> None:
    reading = readings.propose(row=ROW, said=READ, by=COUNSEL)
    with pytest.raises(NotPermitted):
        readings.confirm(reading_id=reading, by=OF_THE_SAME)
    readings.confirm(reading_id=reading, by=SECOND)


@pytest.mark.parametrize("first_id", [1, 3])
def test_a_later_reading_replaces_the_first_which_stays_readable(first_id: int) -> None:
    confirmed()
    confirmed(said=Said("?", "Another edition says otherwise", date(2026, 11, 23), languages=("fr",)))
    # Both of one day, and ids are random: whichever is smaller, the newer one stands first.
    for state, number in (("replaced", first_id), ("in_force", 2)):
        LegalReading.objects.filter(row=ROW, state=state).update(id=UUID(int=number))
    assert queries_library.articles()[ROW].row.mark == "?"
    assert [one.state for one in queries_library.readings_of(ROW)] == ["in_force", "replaced"]
    page = body(Client(headers={"accept-language": "en"}).get(f"/reference/law/{ROW}/"))
    for words in (READ.source, "Another edition says otherwise", "replaced by a later reading", "As it stood before"):
        assert words in page


def test_a_penalty_that_was_not_read_keeps_its_mark_and_its_conflict() -> None:
    confirmed("ma-pc-448-4")
    row = queries_library.articles()["ma-pc-448-4"].row
    assert (row.mark, row.penalty_mark) == ("C", "C2")
    assert row.to_be_verified, "its conflict stands"
    confirmed("ma-pc-448-4", Said("C", "BO", date(2026, 11, 20), penalty=True, languages=("fr",)))
    row = queries_library.articles()["ma-pc-448-4"].row
    assert (row.penalty_mark, row.to_be_verified) == ("C", False)


def test_a_number_and_words_can_be_put_right_in_three_languages_or_none() -> None:
    confirmed(said=Said("C", "BO", date(2026, 11, 20), "448-10", ("fr", "ar", "en"), languages=("ar",)))
    row = queries_library.articles()[ROW].row
    assert (row.article, row.summary.ar) == ("448-10", "ar")


@pytest.mark.parametrize(
    ("said", "field"),
    [
        (Said("G", "BO", date(2026, 11, 20)), "mark"),
        (Said("C", "  ", date(2026, 11, 20)), "source"),
        (Said("C", "x" * 301, date(2026, 11, 20)), "source"),
        (Said("C", "BO", date(2026, 11, 20)), "languages"),
        (Said("C", "BO", date(2026, 11, 20), languages=("fr", "en")), "languages"),
        (Said("C", "BO", date(2026, 11, 25), languages=("fr",)), "read_on"),
        (Said("C", "BO", date(2026, 11, 20), "x" * 41, languages=("fr",)), "article"),
        (Said("C", "BO", date(2026, 11, 20), "", ("fr", "", "en"), languages=("fr",)), "summary_fr"),
        (Said("C", "BO", date(2026, 11, 20), "", ("x" * 1201, "a", "e"), languages=("fr",)), "summary_fr"),
    ],
)
def test_what_cannot_be_taken_names_its_field(said: Said, field: str) -> None:
    with refused(NotValid, field):
        readings.propose(row=ROW, said=said, by=COUNSEL)
    assert not LegalReading.objects.exists()


def test_one_waits_at_a_time_and_what_was_decided_is_decided() -> None:
    reading = readings.propose(row=ROW, said=READ, by=COUNSEL)
    with pytest.raises(NotNow):
        readings.propose(row=ROW, said=READ, by=EDITOR)
    readings.refuse(reading_id=reading, by=COUNSEL)
    for verb in (readings.confirm, readings.refuse):
        with pytest.raises(NotNow):
            verb(reading_id=reading, by=EDITOR)
    with pytest.raises(NotFound):
        readings.propose(row="nothing", said=READ, by=COUNSEL)
    for actor in (cast.INSPECTOR, cast.SECRETARY, cast.OFFICER, Actor(kind="anonymous")):
        with pytest.raises(NotPermitted):
            readings.propose(row=ROW, said=READ, by=actor)


def test_the_store_asks_for_two_people_and_a_source() -> None:
    reading = readings.propose(row=ROW, said=READ, by=COUNSEL)
    rows = LegalReading.objects.filter(pk=reading)
    for change in ({"state": "in_force"}, {"source": ""}, {"mark": "G"}, {"summary_fr": "x"}, {"languages": "en"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(**change)
    with pytest.raises(IntegrityError), transaction.atomic():
        rows.update(state="in_force", decided_by=COUNSEL.account_id)


def test_a_reading_is_written_down_and_taken_back_on_the_page_and_nothing_typed_is_lost(sit: Sit) -> None:
    client, page = sit(COUNSEL), f"/reference/law/{ROW}/"
    assert "Write down what you read" in body(client.get(page))
    typed = {
        "do": "propose",
        "mark": "C",
        "languages": "ar",
        "source": "s" * 5_000,
        "read_on": "2026-11-20",
        "summary_fr": "Ébauche",
    }
    again = body(client.post(page, typed), 422)
    for kept in ("s" * 5_000, "Ébauche", 'value="C" checked', 'value="ar" checked', 'href="#source"'):
        assert kept in again
    assert 'href="#read_on"' in body(client.post(page, {**typed, "read_on": "soon"}), 422)
    typed = {"do": "propose", "mark": "C", "languages": ["fr", "ar"], "source": "BO 6501", "read_on": "2026-11-20"}
    assert client.post(page, typed).headers["Location"] == page
    shown = body(client.get(page))
    assert "waits for a second person" in shown
    assert "I read the same: confirm" not in shown
    reading = str(LegalReading.objects.get().pk)
    assert client.post("/reference/law/ma-pc-446/", {"do": "refuse", "reading": reading}).status_code == 404
    assert client.post(page, {"do": "refuse", "reading": "x"}).status_code == 404
    assert client.post(page, {"do": "refuse", "reading": reading}).headers["Location"] == page
    assert LegalReading.objects.get().state == "refused"


def test_whoever_may_not_write_is_told_and_a_visitor_signs_in(sit: Sit) -> None:
    page = f"/reference/law/{ROW}/"
    assert Client().post(page, {"do": "propose"}).headers["Location"].startswith("/account/in/")
    assert sit(cast.INSPECTOR).post(page, {"do": "propose"}).status_code == 403
    assert "Write down what you read" not in body(sit(cast.INSPECTOR).get(page))
