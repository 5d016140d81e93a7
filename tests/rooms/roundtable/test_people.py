"""The pages of the people: who sees whom, what is refused beside its field, what passes in a handover."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from himaya.coordination import open_items, states
from himaya.coordination import policy as table_policy
from himaya.coordination.actions import handovers
from himaya.coordination.models import Invitation, PracticeMap, PracticeStatement, Question, RoundTable, Seat
from himaya.institutions.models import Delegate, Institution, Mandate
from himaya.kernel import clock
from himaya.kernel.errors import NotFound, NotPermitted
from himaya.kernel.models import AuditEvent
from tests.rooms.coordination import at_the_table
from tests.signed_in import Sit

pytestmark = pytest.mark.capability("A1")
DAY = timedelta(days=1)
BASE = "/round-tables/people/"
NAMES = {"name_fr": "Agence de l’Enfance", "name_ar": "وكالة الطفولة", "name_en": "Agency for Children"}
LETTER = {"letter_reference": "D/90", "letter_on": "2026-11-20"}


def body(answer: HttpResponse, status: int = 200) -> str:
    assert answer.status_code == status, answer.content.decode()
    return " ".join(answer.content.decode().split())


def secretary(sit: Sit) -> Client:
    return sit(at_the_table.SECRETARY)


def titular(institution: str = "hospital") -> Mandate:
    return Mandate.objects.get(institution_id=institution, role=states.TITULAR)


def newcomer(institution: str = "hospital") -> Delegate:
    return Delegate.objects.create(institution_id=institution, name_latin="Omar Alami", function_fr="Chef de service")


# --- who sees whom ---------------------------------------------------------------------------------------------------


def test_the_headline_counts_institutions_without_a_titular_and_puts_them_first(sit: Sit) -> None:
    at_the_table.cycle()
    Mandate.objects.filter(institution_id="social").update(valid_to=clock.today() - DAY)
    Mandate.objects.filter(institution_id="police").update(valid_to=clock.today() + 30 * DAY)
    page = body(secretary(sit).get(BASE))
    assert "1 institution at the table has no titular today" in page
    assert "Titular: lapsed" in page
    assert "Titular: ends within 30 days" in page
    assert "Validating authority: missing" in page
    assert page.index("To look at first") < page.index("Titular: lapsed") < page.index("without a seat")


def test_a_validating_authority_is_waited_for_only_where_the_rules_say_so(sit: Sit) -> None:
    at_the_table.cycle()
    client, silent = secretary(sit), "To look at first"
    page = body(client.get(BASE))
    assert silent not in page
    assert '<span class="chip">Validating authority: missing</span>' in page
    at_the_table.cycle(confirm_by=states.AUTHORITIES)
    page = body(client.get(BASE))
    assert '<span class="chip wait">Validating authority: missing</span>' in page
    assert page.index(silent) < page.index('<span class="chip wait">')


def test_before_the_first_seat_nothing_is_called_missing(sit: Sit) -> None:
    page = body(secretary(sit).get(BASE))
    assert "No institution has a seat yet" in page
    assert "missing" not in page


def test_an_institution_sees_names_at_the_table_and_addresses_of_its_own_only(sit: Sit) -> None:
    at_the_table.cycle()
    client = sit(at_the_table.HEALTH)
    listed = body(client.get(BASE))
    assert "Delegate focal-labour" in listed
    assert "minors" not in listed
    other = body(client.get(f"{BASE}institutions/labour/"))
    assert "Delegate focal-labour" in other
    assert "@example.org" not in other + listed
    assert "L-focal-labour" not in other
    own = body(client.get(f"{BASE}institutions/hospital/"))
    assert "focal-health@example.org" in own
    assert "Hand over" not in own
    assert client.get(f"{BASE}institutions/minors/").status_code == 404


def test_past_mandates_of_others_stay_with_them(sit: Sit) -> None:
    at_the_table.cycle()
    at_the_table.mandate("labour", "earlier", valid_from=date(2024, 1, 1), valid_to=date(2024, 12, 31))
    seen = body(sit(at_the_table.HEALTH).get(f"{BASE}institutions/labour/"))
    assert "Delegate earlier" not in seen
    whole = body(secretary(sit).get(f"{BASE}institutions/labour/"))
    assert "Delegate earlier" in whole
    assert "Nobody held it from 1 January 2025 to 31 December 2025." in whole


def test_whoever_has_no_seat_sees_the_own_institution_and_nobody_else(sit: Sit) -> None:
    at_the_table.cycle()
    client = sit(at_the_table.MINORS)
    assert "hospital" not in body(client.get(BASE))
    assert "Delegate focal-minors" in body(client.get(f"{BASE}institutions/minors/"))


def test_a_lapsed_mandate_closes_the_list_of_others(sit: Sit) -> None:
    at_the_table.cycle()
    Mandate.objects.filter(institution_id="hospital").update(valid_to=clock.today() - DAY)
    page = body(sit(at_the_table.HEALTH).get(BASE))
    assert "Delegate focal-labour" not in page


# --- institutions ----------------------------------------------------------------------------------------------------


def test_an_institution_is_added_and_everything_typed_is_kept_when_it_cannot_be(sit: Sit) -> None:
    client = secretary(sit)
    wrong = {**NAMES, "name_ar": "", "kind": "council", "on": "2026-13-01", "code": ""}
    page = body(client.post(f"{BASE}add/", wrong), 422)
    assert "2 answers need another look." in page
    assert 'href="#name_ar"' in page
    assert "Agence de l’Enfance" in page
    done = client.post(f"{BASE}add/", {**wrong, **NAMES, "on": "2026-01-05"})
    assert (done.status_code, done.headers["Location"]) == (302, f"{BASE}institutions/agence-enfance/")
    assert Institution.objects.get(pk="agence-enfance").name_en == "Agency for Children"


def test_a_code_is_suggested_and_a_taken_one_has_a_sentence_with_a_free_one(sit: Sit) -> None:
    client = secretary(sit)
    page = body(client.post(f"{BASE}add/", {**NAMES, "suggest": "yes"}))
    assert 'value="agence-enfance"' in page
    assert not Institution.objects.filter(pk="agence-enfance").exists()
    taken = {**NAMES, "kind": "council", "on": "2026-01-05", "code": "police"}
    page = body(client.post(f"{BASE}add/", taken), 422)
    assert "The code police is taken. agence-enfance is free." in page


def test_a_successor_takes_over_seats_invitations_and_questions(sit: Sit) -> None:
    invited = at_the_table.convened()
    answered = at_the_table.convened(invited.cycle)
    Invitation.objects.filter(table=answered, institution_id="hospital").update(answer=states.EXCUSED)
    question = Question.objects.create(
        table=invited, owed_by_id="hospital", text="?", due_on=clock.today(), state=states.QUESTION_OPEN
    )
    client = secretary(sit)
    assert "What passes, and what does not" in body(client.get(f"{BASE}institutions/hospital/became/"))
    data = {**NAMES, "kind": "ministry", "code": "health", "on": clock.today().isoformat()}
    assert client.post(f"{BASE}institutions/hospital/became/", data).status_code == 302
    yesterday = clock.today() - DAY
    assert Seat.objects.get(institution_id="hospital").valid_to == yesterday
    assert Seat.objects.get(institution_id="health").valid_from == clock.today()
    assert Seat.objects.get(institution_id="health").number == Seat.objects.get(institution_id="hospital").number
    assert at_the_table.invitation(invited, "health").revision == 1
    assert not Invitation.objects.filter(table=invited, institution_id="hospital").exists()
    assert at_the_table.invitation(answered, "hospital").answer == states.EXCUSED
    assert at_the_table.invitation(answered, "health").answer == states.NO_ANSWER
    question.refresh_from_db()
    assert question.owed_by_id == "health"
    page = body(client.get(f"{BASE}institutions/hospital/"))
    assert "This institution stood until" in page
    assert "Agency for Children" in page


def test_a_new_name_that_lies_ahead_is_refused_beside_the_day(sit: Sit) -> None:
    data = {**NAMES, "kind": "ministry", "code": "health", "on": (clock.today() + DAY).isoformat()}
    page = body(secretary(sit).post(f"{BASE}institutions/hospital/became/", data), 422)
    assert "A new name is entered on its first day or later" in page
    assert Institution.objects.get(pk="hospital").valid_to is None


def test_closing_says_what_ends_and_ends_it(sit: Sit) -> None:
    at_the_table.cycle()
    client = secretary(sit)
    page = body(client.get(f"{BASE}institutions/hospital/close/"))
    assert "one seat ends" in page
    assert "one desk receives no referral any more" in page
    assert "the day, the month" in body(client.post(f"{BASE}institutions/hospital/close/", {"on": "soon"}), 422)
    assert client.post(f"{BASE}institutions/hospital/close/", {"on": "2026-12-31"}).status_code == 302
    assert titular().valid_to == date(2026, 12, 31)
    assert Seat.objects.get(institution_id="hospital").valid_to == date(2026, 12, 31)
    again = body(client.post(f"{BASE}institutions/hospital/close/", {"on": "2026-12-31"}), 422)
    assert "already ends on 31 December 2026" in again


# --- people and mandates ---------------------------------------------------------------------------------------------

PERSON = {
    "name_latin": "Omar Alami",
    "name_arabic": "عمر العلمي",
    "function_fr": "Chef",
    "email": "omar@health.example",
}


def test_a_person_is_entered_and_then_the_mandate_is_given(sit: Sit) -> None:
    client = secretary(sit)
    page = body(client.post(f"{BASE}institutions/police/delegate/", {**PERSON, "email": "omar at"}), 422)
    assert "Write the whole working address" in page
    assert "عمر العلمي" in page
    done = client.post(f"{BASE}institutions/police/delegate/", PERSON)
    assert done.status_code == 302
    form = body(client.get(done.headers["Location"]))
    who = Delegate.objects.get(name_latin="Omar Alami")
    assert f'value="{who.pk}" selected' in form
    data = {"person": str(who.pk), "role": "validating", "valid_from": "2026-11-24", **LETTER}
    page = body(client.post(f"{BASE}institutions/police/mandate/", {**data, "letter_reference": ""}), 422)
    assert "Write the reference of the letter, as it stands on it." in page
    assert client.post(f"{BASE}institutions/police/mandate/", data).status_code == 302
    assert Mandate.objects.get(delegate=who).letter_reference == "D/90"


def test_a_second_titular_is_told_who_holds_it_and_offered_a_handover(sit: Sit) -> None:
    who = newcomer()
    data = {"person": str(who.pk), "role": "titular", "valid_from": "2026-11-24", **LETTER}
    page = body(secretary(sit).post(f"{BASE}institutions/hospital/mandate/", data), 409)
    assert "Delegate focal-health holds this mandate since 1 January 2026" in page
    assert f"{BASE}mandates/{titular().pk}/hand-over/" in page
    assert 'value="D/90"' in page


def test_an_entry_is_corrected_and_somebody_else_s_account_is_not_taken(sit: Sit) -> None:
    who = titular().delegate
    client = secretary(sit)
    assert 'value="focal-health"' in body(client.get(f"{BASE}delegates/{who.pk}/"))
    page = body(client.post(f"{BASE}delegates/{who.pk}/", {**PERSON, "account": "focal-health-2"}), 422)
    assert "Another person of this institution signs in with this account." in page
    assert client.post(f"{BASE}delegates/{who.pk}/", {**PERSON, "account": "focal-health"}).status_code == 302
    who.refresh_from_db()
    assert who.name_arabic == "عمر العلمي"


def test_a_mandate_is_ended_once(sit: Sit) -> None:
    client, held = secretary(sit), titular()
    url = f"{BASE}mandates/{held.pk}/end/"
    assert "cannot lie before the first" in body(client.post(url, {"on": "2020-01-01"}), 422)
    assert client.post(url, {"on": "2026-11-30"}).status_code == 302
    assert "already ends on 30 November 2026" in body(client.post(url, {"on": "2026-11-30"}), 409)


def test_nobody_else_changes_the_list(sit: Sit) -> None:
    client = sit(at_the_table.HEALTH)
    for url in (
        "add/",
        "institutions/hospital/close/",
        "institutions/hospital/delegate/",
        f"mandates/{titular().pk}/end/",
    ):
        assert client.post(f"{BASE}{url}", {"on": "2026-12-01"}).status_code == 403
    with pytest.raises(NotPermitted):
        handovers.close(institution_id="hospital", on=clock.today(), by=at_the_table.HEALTH)


# --- handover --------------------------------------------------------------------------------------------------------


def in_the_name_of(held: Mandate) -> tuple[RoundTable, Any]:
    """A convened table that the delegate chairs and speaks at, a draft and a question in that name."""
    table = at_the_table.convened(chair=held.delegate)
    practice = PracticeMap.objects.create(
        cycle=table.cycle,
        title_fr="Accueil",
        due_on=clock.today() + 5 * DAY,
        state=states.MAP_OPEN,
        opened_on=clock.today(),
    )
    step = practice.steps.create(number=1, title_fr="Recevoir")
    base = {"institution_id": held.institution_id, "delegate": held.delegate}
    PracticeStatement.objects.create(step=step, does=states.DOES, state=states.DRAFT, **base)
    question = {"table": table, "owed_by_id": held.institution_id, "delegate": held.delegate, "text": "?"}
    Question.objects.create(due_on=clock.today() - DAY, state=states.QUESTION_OPEN, **question)
    done = Question.objects.create(due_on=clock.today(), state=states.QUESTION_ANSWERED, **question)
    at_the_table.item(table, delegate=held.delegate)
    return table, done


def test_what_moves_is_said_before_and_after_and_what_is_done_keeps_its_name(sit: Sit) -> None:
    held = titular()
    table, done = in_the_name_of(held)
    answered = at_the_table.convened(table.cycle)
    Invitation.objects.filter(table=answered, institution_id="hospital").update(
        answer=states.PRESENT, delegate=held.delegate
    )
    who, client = newcomer(), secretary(sit)
    url, data = f"{BASE}mandates/{held.pk}/hand-over/", {"on": clock.today().isoformat(), **LETTER}
    assert "Who takes over from Delegate focal-health?" in body(client.get(url))
    assert "Choose who takes over." in body(client.post(url, data), 422)
    look = body(client.post(url, {**data, "person": str(who.pk)}))
    for word in ("Invitation to answer", "Draft statement", "Open question", "Point of the agenda", "Chair"):
        assert word in look
    assert "What stays, and needs a look" in look
    assert titular().valid_to is None
    moved = body(client.post(url, {**data, "person": str(who.pk), "sure": "yes"}, follow=True))
    assert "1 invitation to answer, 1 draft statement, 1 open question, 1 point of an agenda, 1 table to chair" in moved
    assert moved.count("1 table to chair") == 2
    table.refresh_from_db()
    done.refresh_from_db()
    assert (table.chair, done.delegate) == (who, held.delegate)
    assert at_the_table.invitation(answered).delegate == held.delegate
    assert Question.objects.get(state=states.QUESTION_OPEN).delegate == who
    assert PracticeStatement.objects.get().delegate == who
    assert AuditEvent.objects.filter(action="item.handed_over").count() == 5
    again = body(client.post(url, {**data, "person": str(who.pk), "sure": "yes"}), 409)
    assert "This mandate was handed over to Omar Alami on 24 November 2026." in again


def test_until_the_day_comes_what_is_due_before_it_stays(sit: Sit) -> None:
    held = titular()
    table, _done = in_the_name_of(held)
    later = open_items.of(held, at_the_table.DAY + DAY)
    assert later.counts() == {}
    on_the_day = open_items.of(held, at_the_table.DAY)
    assert on_the_day.counts() == {"invitations": 1, "agenda": 1, "chairs": 1}
    assert [row.pk for row in on_the_day.chairs] == [table.pk]


def test_the_alternate_s_handover_moves_what_is_in_the_alternate_s_name_only() -> None:
    at_the_table.convened()
    beside = Mandate.objects.get(institution_id="hospital", role=states.ALTERNATE)
    assert open_items.of(beside, clock.today()).counts() == {}
    authority = Mandate.objects.get(institution_id="hospital", role=states.VALIDATING)
    assert open_items.of(authority, clock.today()).counts() == {}


def test_after_the_handover_only_the_new_delegate_speaks(sit: Sit) -> None:
    held, who = titular(), newcomer()
    handovers.hand_over(
        mandate_id=held.pk,
        to_delegate_id=who.pk,
        on=clock.today(),
        letter_reference="D/90",
        letter_on=clock.today(),
        by=at_the_table.SECRETARY,
    )
    with pytest.raises(NotPermitted):
        table_policy.delegate_with_mandate(delegate_id=held.delegate_id, institution_id="hospital", on=clock.today())
    found = table_policy.delegate_with_mandate(delegate_id=who.pk, institution_id="hospital", on=clock.today())
    assert found == who


def test_a_handover_of_nothing_is_not_there(sit: Sit) -> None:
    who = newcomer()
    with pytest.raises(NotFound):
        handovers.hand_over(
            mandate_id=who.pk,
            to_delegate_id=who.pk,
            on=clock.today(),
            letter_reference="D/90",
            letter_on=clock.today(),
            by=at_the_table.SECRETARY,
        )
    page = secretary(sit).get(f"{BASE}mandates/{who.pk}/hand-over/")
    assert page.status_code == 404
