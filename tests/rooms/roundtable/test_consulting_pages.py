"""The pages of a consultation: read, comment, amend, say where one stands, answer, settle; nothing typed is lost."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from himaya.coordination import states
from himaya.coordination.actions import consultations
from himaya.coordination.models import AgendaItem, Amendment, Comment, Consultation, Draft, Seat, Stance
from himaya.kernel import clock
from tests.rooms.coordination import at_the_table
from tests.rooms.coordination import consulting_at_hand as hand
from tests.rooms.coordination.at_the_table import DAW, HEALTH, HEALTH_AUTHORITY, LABOUR, MINORS, POLICE, SECRETARY
from tests.rooms.roundtable.browsing import HOME, body, sent
from tests.signed_in import Sit

pytestmark = pytest.mark.capability("A5")


@pytest.fixture(name="row")
def _row() -> Consultation:
    return hand.opened(hand.following())


def round_of(row: Consultation, page: str = "") -> str:
    return f"{HOME}drafts/{row.draft_id}/consultation/{page}"


def clause_of(row: Consultation, page: str = "said/", uid: str = "Q-01") -> str:
    return f"{HOME}clauses/{hand.at(row.draft, uid).pk}/{page}"


def stance_of(row: Consultation, institution: str = "hospital") -> str:
    return f"{HOME}consultations/{row.pk}/stances/{institution}/"


def amendment_of(one: Amendment, page: str = "") -> str:
    return f"{HOME}amendments/{one.pk}/{page}"


def amended(**changes: Any) -> dict[str, Any]:
    base = {"text_fr": "Autre texte", "text_ar": "نص Q-01", "text_en": "Text Q-01", "reason": "Plus clair", "seen": "0"}
    return {**base, **changes}


# --- opening and closing ---------------------------------------------------------------------------------------------
def test_the_secretariat_opens_and_closes_a_round(office: Client, sit: Sit) -> None:
    draft = hand.draft()
    address = f"{HOME}drafts/{draft.pk}/consultation/"
    assert "No consultation on this text has been opened" in body(office, address)
    body(sit(HEALTH), address, 404)
    page = sent(office, address, {"do": "open", "opens_on": "", "closes_on": "soon"}, 422)
    assert "Choose the day, the month and the year" in page
    assert 'value="soon"' in page
    last = (clock.today() + timedelta(days=10)).isoformat()
    assert sent(office, address, {"do": "open", "opens_on": "", "closes_on": last}) == address
    assert "Your stance is asked by 4 December 2026" in body(sit(HEALTH), address)
    assert sit(HEALTH).post(address, {"do": "close"}).status_code == 403
    page = body(office, address)
    assert "0 of 8 institutions have said where they stand" in page
    sent(office, address, {"do": "close"})
    assert "The consultation is closed" in body(sit(HEALTH), address)
    assert "another round" in sent(office, address, {"do": "close"}, 409)
    assert Stance.objects.filter(stance=states.SILENT_STANCE).count() == 8


# --- stances ---------------------------------------------------------------------------------------------------------
def test_a_focal_point_says_where_it_stands_and_corrects_it(sit: Sit, row: Consultation) -> None:
    client = sit(HEALTH)
    page = sent(client, stance_of(row), {"stance": "objection", "reason": " "}, 422)
    assert "An objection needs its reason" in page
    assert 'id="reason-error"' in page
    page = sent(client, stance_of(row), {"stance": "", "reason": "Trop tôt"}, 422)
    assert "Trop tôt" in page
    assert sent(client, stance_of(row), {"stance": "objection", "reason": "Trop tôt"}) == round_of(row)
    assert "Your institution has said where it stands" in body(client, round_of(row))
    sent(client, stance_of(row), {"stance": "no_comment", "reason": ""})
    assert Stance.objects.get().stance == states.NO_COMMENT


def test_a_letter_is_entered_with_its_channel_and_day(office: Client, row: Consultation) -> None:
    page = sent(office, stance_of(row, "justice"), {"stance": "comments", "reason": ""}, 422)
    assert "by mail or by letter" in page
    data = {"stance": "comments", "reason": "", "how": "letter", "received_on": clock.today().isoformat()}
    sent(office, stance_of(row, "justice"), data)
    assert Stance.objects.get().how == states.LETTER
    assert "by letter" in body(office, round_of(row))


def test_others_learn_that_it_is_not_theirs_and_strangers_that_there_is_nothing(sit: Sit, row: Consultation) -> None:
    said = hand.comment(row, LABOUR, visibility=states.FOR_SECRETARIAT)
    one = hand.amend(row, HEALTH)
    body(sit(LABOUR), stance_of(row), 403)
    body(sit(HEALTH_AUTHORITY), stance_of(row), 403)
    addresses = (round_of(row), round_of(row, "said/"), round_of(row, "whole/"), clause_of(row), amendment_of(one))
    for address in (*addresses, amendment_of(one, "settle/"), clause_of(row, "amend/replace/"), stance_of(row)):
        body(sit(MINORS), address, 404)
    body(sit(POLICE), f"{HOME}comments/{said.pk}/", 404)
    body(sit(LABOUR), f"{HOME}comments/{said.pk}/")
    body(sit(LABOUR), amendment_of(one, "settle/"), 403)


def test_an_observer_comments_and_is_told_that_it_is_not_asked(sit: Sit, row: Consultation) -> None:
    Seat.objects.filter(cycle=row.draft.document.cycle, institution="daw").update(kind=states.OBSERVER)
    assert "sits without a voice" in body(sit(DAW), round_of(row))
    body(sit(DAW), stance_of(row, "daw"), 403)
    sent(sit(DAW), round_of(row, "whole/"), {"text": "Bien.", "visibility": "all"})
    assert Comment.objects.get().institution_id == "daw"


# --- comments --------------------------------------------------------------------------------------------------------
def test_a_comment_is_made_replied_to_and_answered(sit: Sit, office: Client, row: Consultation) -> None:
    page = sent(sit(HEALTH), clause_of(row), {"text": "Rappeler le 06 12 34 56 78", "visibility": "all"}, 422)
    assert "a telephone number" in page
    assert "06 12 34 56 78" in page
    assert sent(sit(HEALTH), clause_of(row), {"text": "Trop long.", "visibility": "all"}) == clause_of(row)
    address = f"{HOME}comments/{Comment.objects.get().pk}/"
    sent(sit(LABOUR), address, {"do": "reply", "text": "D'accord."})
    assert "1 comment to answer" not in body(office, round_of(row, "said/"))
    assert "2 comments to answer" in body(office, round_of(row, "said/"))
    assert "Write what you answer" in sent(office, address, {"do": "answer", "answer": ""}, 422)
    sent(office, address, {"do": "answer", "answer": "Pris en compte."})
    page = body(sit(HEALTH), round_of(row, "said/"))
    assert "Pris en compte." in page
    assert "0 comments to answer" in page
    assert sit(HEALTH).post(address, {"do": "answer", "answer": "x"}).status_code == 403
    assert "stays as it is" in sent(sit(HEALTH), address, {"do": "withdraw"}, 409)


def test_the_secretariat_enters_a_comment_for_an_institution(office: Client, row: Consultation) -> None:
    page = sent(office, clause_of(row), {"text": "Trop long.", "visibility": "all"}, 422)
    assert "Choose the institution that says it" in page
    assert "Trop long." in page
    sent(office, clause_of(row), {"text": "Trop long.", "visibility": "all", "institution": "justice", "how": "mail"})
    assert (Comment.objects.get().institution_id, Comment.objects.get().how) == ("justice", states.MAIL)


# --- amendments ------------------------------------------------------------------------------------------------------
def test_an_amendment_needs_its_reason_and_shows_words_before_and_after(sit: Sit, row: Consultation) -> None:
    client, address = sit(HEALTH), clause_of(row, "amend/replace/")
    assert "Texte Q-01" in body(client, address)
    page = sent(client, address, amended(reason=" "), 422)
    assert "Give a reason in one sentence" in page
    assert "Autre texte" in page
    assert "Nothing differs" in sent(client, address, amended(text_fr="Texte Q-01"), 422)
    assert "changed since" in sent(client, address, amended(seen="7"), 409)
    assert sent(client, address, amended()) == clause_of(row)
    page = body(sit(LABOUR), clause_of(row))
    assert "<del>" in page
    assert "<ins>" in page
    assert "Plus clair" in page


def test_a_clause_is_added_moved_deleted_and_its_skip_rule_is_read(sit: Sit, row: Consultation) -> None:
    client = sit(HEALTH)
    page = sent(client, clause_of(row, "amend/insert/"), amended(kind="", type=""), 422)
    assert "Choose what kind of clause" in page
    new = amended(kind="question", type="select_one yn", compartment="story", exposes_nobody="yes")
    assert "Oui / Non" not in body(client, clause_of(row, "amend/replace/"))
    assert "Yes / No" in body(client, clause_of(row, "amend/insert/"))
    sent(client, clause_of(row, "amend/insert/"), new)
    sent(client, clause_of(row, "amend/insert/"), {**new, "kind": "note", "place": "beginning"})
    assert "Choose the clause after which" in sent(client, clause_of(row, "amend/move/"), amended(), 422)
    sent(client, clause_of(row, "amend/move/"), amended(after="beginning"))
    sent(client, clause_of(row, "amend/delete/", "S-01"), {"reason": "Inutile"})
    page = sent(client, clause_of(row, "amend/replace/"), amended(relevant="${q_99} = 'yes'"), 422)
    assert 'id="relevant-error"' in page
    page = sent(client, clause_of(row, "amend/replace/"), amended(weight="lots"), 422)
    assert "A weight is a number" in page
    sent(client, clause_of(row, "amend/replace/"), amended(weight="2", text_fr="Texte Q-01"))
    body(client, clause_of(row, "amend/merge/"), 404)
    found = Amendment.objects.order_by("number").values_list("op", "uid", "after", "kind")
    assert list(found) == [
        ("insert", "Q-01", "", "question"),
        ("insert", "", "", "note"),
        ("move", "Q-01", "", ""),
        ("delete", "S-01", "", ""),
        ("replace", "Q-01", "", ""),
    ]
    for one in Amendment.objects.all():
        assert f"Amendment {one.number}" in body(sit(LABOUR), amendment_of(one))


def test_two_that_clash_lead_to_each_other(sit: Sit, office: Client, row: Consultation) -> None:
    one, other = hand.amend(row, HEALTH, texts={"fr": "Un"}), hand.amend(row, LABOUR, texts={"fr": "Deux"})
    for mine, theirs in ((one, other), (other, one)):
        page = body(sit(POLICE), amendment_of(mine))
        assert "Both reword the same clause" in page
        assert amendment_of(theirs) in page
    page = body(office, round_of(row, "said/"))
    assert "2 amendments cannot be accepted beside others" in page
    data = {"do": "propose", "proposal": "accepted_modified", "reason": "Les deux", "text_fr": ""}
    assert "Write the words that you propose" in sent(office, amendment_of(one), data, 422)
    sent(office, amendment_of(one), {**data, "text_fr": "Un et deux"})
    assert "Un et deux" in body(sit(HEALTH), amendment_of(one))
    assert sit(HEALTH).post(amendment_of(one), data).status_code == 403
    assert sit(LABOUR).post(amendment_of(one), {"do": "withdraw"}).status_code == 403
    sent(sit(HEALTH), amendment_of(one), {"do": "withdraw"})
    assert "Both reword" not in body(sit(POLICE), amendment_of(other))


# --- settling --------------------------------------------------------------------------------------------------------
def test_the_chair_settles_one_after_the_other_and_comes_to_the_end(sit: Sit, row: Consultation) -> None:
    one, other = hand.amend(row, HEALTH, texts={"fr": "Un"}), hand.amend(row, LABOUR, texts={"fr": "Deux"})
    client = sit(POLICE)
    draft = hand.closed(row)
    table = at_the_table.in_session(draft.document.cycle, chair=at_the_table.delegate("police"))
    AgendaItem.objects.filter(table=table, kind=states.DOCUMENT).update(document=draft.document)
    assert "Settle them one by one" in body(client, round_of(row))
    page = body(client, amendment_of(one, "settle/"))
    assert "0 of 2 settled" in page
    assert "Both reword the same clause" in page
    assert sent(client, amendment_of(one, "settle/"), {"do": "accepted"}) == amendment_of(other, "settle/")
    page = body(client, amendment_of(other, "settle/"))
    assert "The clause was changed since this amendment was written" in page
    assert "accepted already" in sent(client, amendment_of(one, "settle/"), {"do": "accepted"}, 409)
    assert "Read it as it is now" in sent(client, amendment_of(other, "settle/"), {"do": "accepted"}, 409)
    assert "Write the answer" in sent(client, amendment_of(other, "settle/"), {"do": "rejected", "answer": ""}, 422)
    words = {"do": "accepted_modified", "text_fr": "Un et deux", "seen": "0"}
    page = sent(client, amendment_of(other, "settle/"), words, 409)
    assert "Un et deux" in page
    words["seen"] = str(hand.at(draft, "Q-01").revision)
    assert sent(client, amendment_of(other, "settle/"), words) == round_of(row, "said/")
    assert hand.at(draft, "Q-01").text_fr == "Un et deux"
    page = body(sit(LABOUR), round_of(row, "said/"))
    assert "0 amendments to settle" in page
    assert "Taken with these words" in page


def test_an_amendment_to_a_clause_deleted_meanwhile_says_so_and_shows_the_way_out(
    office: Client, row: Consultation
) -> None:
    first, late = hand.amend(row, HEALTH, states.DELETE), hand.amend(row, LABOUR)
    hand.closed(row)
    sent(office, amendment_of(first, "settle/"), {"do": "accepted"})
    page = body(office, amendment_of(late, "settle/"))
    assert "deleted meanwhile" in page
    assert 'aria-disabled="true"' in page
    assert "deleted meanwhile" in sent(office, amendment_of(late, "settle/"), {"do": "accepted"}, 409)
    assert "no longer in the text" in body(office, round_of(row, "said/"))
    sent(office, amendment_of(late, "settle/"), {"do": "carried_over", "answer": ""})
    assert Amendment.objects.get(pk=late.pk).state == states.CARRIED_OVER


def test_nothing_is_settled_while_the_round_is_open(office: Client, row: Consultation) -> None:
    one = hand.amend(row, HEALTH)
    assert "in consultation" in body(office, amendment_of(one, "settle/"))
    assert "in consultation" in sent(office, amendment_of(one, "settle/"), {"do": "accepted"}, 409)


def test_what_was_said_of_a_clause_stands_with_the_one_that_took_its_place(office: Client, row: Consultation) -> None:
    one = hand.amend(row, HEALTH, changes_meaning=True)
    draft = hand.closed(row)
    hand.settle(one)
    heir = f"{HOME}clauses/{hand.at(draft, 'Q-01-2').pk}/said/"
    page = body(office, round_of(row, "said/"))
    assert "replaced" in page
    assert heir in page
    assert "Amendment 1" in body(office, heir)


def test_every_page_reads_in_the_three_languages(sit: Sit, row: Consultation) -> None:
    one = hand.amend(row, HEALTH)
    said = hand.comment(row, HEALTH)
    pages = [round_of(row), round_of(row, "said/"), round_of(row, "whole/"), clause_of(row), amendment_of(one)]
    pages += [f"{HOME}comments/{said.pk}/", stance_of(row), clause_of(row, "amend/move/")]
    for language in ("fr", "ar"):
        client = sit(HEALTH, language)
        for address in pages:
            assert f'lang="{language}"' in body(client, address)


def test_a_closed_round_is_read_and_nothing_is_said_any_more(sit: Sit, row: Consultation) -> None:
    hand.comment(row, HEALTH)
    consultations.close(consultation_id=row.pk, by=SECRETARY)
    client = sit(HEALTH)
    assert "what was said stays as it is" in body(client, clause_of(row))
    for address, data in (
        (clause_of(row), {"text": "Encore", "visibility": "all"}),
        (clause_of(row, "amend/replace/"), amended()),
        (stance_of(row), {"stance": "no_comment"}),
    ):
        page = sent(client, address, data, 409)
        assert "The consultation is closed" in page
    assert "Encore" in sent(client, clause_of(row), {"text": "Encore", "visibility": "all"}, 409)
    assert Draft.objects.get().state == states.CONSOLIDATION
