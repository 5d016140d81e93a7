"""The register of recommendations in a browser: entered in seconds, narrowed, addressed, answered, verified, ended."""

from datetime import timedelta

import pytest
from django.test import Client

from himaya.coordination import states as of_tables
from himaya.coordination import states_following as states
from himaya.coordination.models import Cluster, Decision, Recommendation
from himaya.kernel import clock
from tests.pages import words
from tests.rooms.coordination import at_the_table
from tests.rooms.coordination.at_the_table import DAW, LABOUR, MINORS, POLICE
from tests.rooms.coordination.following_at_hand import TEXTS, enter, evidence, recommendation, report
from tests.rooms.roundtable.browsing import HOME, body, of, sent
from tests.signed_in import Sit

pytestmark = pytest.mark.capability("A9")
LIST, NEW = f"{HOME}recommendations/", f"{HOME}recommendations/new/"
TYPED = {
    "text_fr": TEXTS["fr"],
    "text_ar": TEXTS["ar"],
    "text_en": "",
    "lead": "labour",
    "due_on": "2030-06-30",
    "priority": "high",
}


def at(row: Recommendation, page: str = "") -> str:
    return f"{LIST}{row.pk}/{page}"


def test_a_sign_that_no_keyboard_writes_is_refused_before_anything_is_kept(office: Client) -> None:
    page = sent(office, NEW, {**TYPED, "source_kind": "upr", "contributors": ["police\0"]}, 400)
    assert "police" not in page
    assert not Recommendation.objects.exists()


# --- entering --------------------------------------------------------------------------------------------------------
def test_at_the_table_it_takes_one_form_with_the_open_point_chosen(office: Client) -> None:
    table = at_the_table.in_session()
    item = at_the_table.open_item(table)
    address = of(table, "recommendations/")
    assert f'<option value="{item.pk}" selected>' in body(office, address)
    assert sent(office, address, {**TYPED, "item": str(item.pk)}) == address
    row = Recommendation.objects.get()
    assert (row.table, row.item, row.lead_id, row.source_kind) == (table, item, "labour", states.FROM_TABLE)
    page = words(body(office, address))
    assert "1 recommendation of this table" in page
    assert "R-1" in page
    assert "formulated" in page


def test_one_of_another_source_is_entered_with_those_who_help(office: Client) -> None:
    more = {"contributors": ["police", "daw"], "contributor_names": "Ordre des avocats\n"}
    typed = {**TYPED, "source_kind": "upr", "source_ref": "A/HRC/52/7, 55.12", **more}
    place = sent(office, NEW, typed)
    row = Recommendation.objects.get()
    assert place == at(row)
    page = words(body(office, place))
    for said in ("Universal Periodic Review", "A/HRC/52/7, 55.12", "Ordre des avocats", "missing: what kind of action"):
        assert said in page


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({"text_fr": "", "text_ar": ""}, "text_fr", "Write what is recommended"),
        ({"text_fr": "née le 3 mars 2008"}, "text_fr", "a date of birth"),
        ({"due_on": "demain"}, "due_on", "Choose the day, the month and the year"),
        ({"lead_name": "Conseil"}, "lead", "not both"),
        ({"priority": ""}, "priority", "Choose how pressing it is"),
    ],
)
def test_what_is_wrong_has_its_sentence_and_nothing_is_lost(
    office: Client, changes: dict[str, str], field: str, sentence: str
) -> None:
    table = at_the_table.in_session()
    page = sent(office, of(table, "recommendations/"), {**TYPED, "indicator": "Inspecteurs formés", **changes}, 422)
    assert sentence in page
    assert f'href="#{field}"' in page
    assert "Inspecteurs formés" in page
    assert not Recommendation.objects.exists()


def test_it_is_changed_until_it_is_addressed_and_a_stale_page_shows_both(office: Client) -> None:
    row = enter(contributors=["police"])
    page = body(office, at(row, "edit/"))
    assert TEXTS["ar"] in page
    assert 'name="contributors" value="police" checked' in page
    typed = {**TYPED, "source_kind": "upr", "seen": "0", "text_fr": "Former tous les inspecteurs"}
    assert sent(office, at(row, "edit/"), typed) == at(row)
    stale = sent(office, at(row, "edit/"), {**typed, "text_fr": "Autre texte"}, 409)
    assert "was changed since this page was opened" in stale
    assert "Autre texte" in stale
    assert 'name="seen" value="1"' in stale
    assert sent(office, at(row), {"do": "address"}) == at(row)
    assert "its words stay as its lead read them" in body(office, at(row, "edit/"))


# --- reading ---------------------------------------------------------------------------------------------------------
def test_the_list_is_counted_and_narrowed(office: Client) -> None:
    late = clock.today() - timedelta(days=12)
    recommendation(states.IN_PROGRESS, due_on=late, text_fr="Créer une ligne", text_en="")
    recommendation(states.VERIFIED, lead="police", theme="T4", grade="B")
    recommendation(states.ADDRESSED, lead_name="Conseil régional")
    enter()
    page = words(body(office, LIST))
    for said in ("1 recommendation overdue of 4", "4 of 4 recommendations shown", "12 days late", "all 4", "overdue 1"):
        assert said in page
    for query, shown in (
        ("?state=verified", "R-2"),
        ("?overdue=yes", "R-1"),
        ("?q=ligne", "R-1"),
        ("?q=r-3", "R-3"),
        ("?institution=police", "R-2"),
        ("?theme=T4", "R-2"),
        ("?grade=B", "R-2"),
        ("?q=conseil", "R-3"),
        ("?state=draft", "R-4"),
    ):
        found = words(body(office, f"{LIST}{query}"))
        assert "1 of 1 recommendations shown" in found, query
        assert shown in found, query
    assert "No recommendation matches" in body(office, f"{LIST}?source=audit")


def test_an_institution_reads_what_is_addressed_and_can_keep_to_its_own(sit: Sit) -> None:
    enter()
    recommendation(states.ADDRESSED)
    recommendation(states.ANSWERED, lead="police", contributors=["labour"])
    recommendation(states.ANSWERED, lead="police")
    client = sit(LABOUR)
    assert "3 of 3 recommendations shown" in body(client, LIST)
    assert "2 of 2 recommendations shown" in body(client, f"{LIST}?mine=yes")
    assert "Enter a recommendation" not in body(client, LIST)
    assert "being formulated" not in body(client, LIST)


def test_a_long_list_comes_in_pages_and_each_takes_the_same_few_questions(
    office: Client, django_assert_max_num_queries: object
) -> None:
    for number in range(60):
        recommendation(states.ANSWERED, due_on=clock.today() + timedelta(days=number))
    first = words(body(office, LIST))
    assert "50 of 60 recommendations shown" in first
    assert "page 1 of 2" in first
    second = words(body(office, f"{LIST}?page=2"))
    assert "10 of 60 recommendations shown" in second
    assert "R-60" in second
    assert "R-60" in words(body(office, f"{LIST}?page=99"))
    with django_assert_max_num_queries(16):  # type: ignore[operator]
        body(office, LIST)


def test_an_empty_register_teaches(office: Client, sit: Sit) -> None:
    assert "Enter the first one, or import the list" in body(office, LIST)
    assert "Your institution answers what it leads" in body(sit(POLICE), LIST)


# --- one recommendation ----------------------------------------------------------------------------------------------
def test_a_grey_button_says_what_is_missing_before_it_is_addressed(office: Client) -> None:
    row = enter(texts={"fr": "Former"})
    page = body(office, at(row))
    assert 'aria-disabled="true"' in page
    assert "Write the text that is missing, then address it" in page
    refused = sent(office, at(row), {"do": "address"}, 422)
    assert "Write the text that is missing, then address it" in refused


def test_the_lead_answers_on_its_page_and_a_stale_one_is_told(office: Client, sit: Sit) -> None:
    row = recommendation(states.ADDRESSED, contributors=["police"])
    client = sit(LABOUR)
    assert "What does your institution answer?" in body(client, at(row))
    assert "What does your institution answer?" not in body(sit(POLICE), at(row))
    noted = {"do": "answer", "seen": "0", "response": "noted", "response_reason": ""}
    assert "Say why it is accepted in part only, or noted" in sent(client, at(row), noted, 422)
    assert sent(client, at(row), {**noted, "response_reason": "Budget de 2028"}) == at(row)
    page = words(body(office, at(row)))
    assert "noted · Budget de 2028" in page
    assert "on the page" in page
    assert "was changed since this page was opened" in sent(client, at(row), {**noted, "response": "accepted"}, 409)
    sent(sit(POLICE), at(row), {**noted, "response": "accepted"}, 403)


def test_a_letter_is_entered_by_the_secretariat(office: Client) -> None:
    row = recommendation(states.ADDRESSED, lead="justice")
    typed = {"do": "answer", "seen": "0", "response": "accepted", "how": "letter"}
    assert "Say on which day it came in" in sent(office, at(row), typed, 422)
    assert sent(office, at(row), {**typed, "received_on": clock.today().isoformat()}) == at(row)
    row.refresh_from_db()
    assert (row.response_how, row.state) == ("letter", states.ANSWERED)


def test_its_word_and_what_was_found_stay_two(office: Client) -> None:
    row = recommendation(states.REPORTED_DONE)
    report(row, states.REPORT_ACCEPTED, done=True)
    page = words(body(office, at(row)))
    assert "done, as of" in page
    assert "The secretariat found nothing yet" in page
    assert "No evidence stands." in sent(office, at(row), {"do": "verify", "exception": ""}, 422)
    evidence(row)
    assert sent(office, at(row), {"do": "verify", "exception": ""}) == at(row)
    page = words(body(office, at(row)))
    assert "carried out, on" in page
    assert "verified by the secretariat · by evidence" in page
    assert sent(office, at(row), {"do": "close"}) == at(row)
    assert "Say why it is opened again" in sent(office, at(row), {"do": "reopen", "reopen_reason": ""}, 422)
    assert sent(office, at(row), {"do": "reopen", "reopen_reason": "Abrogé"}) == at(row)
    assert "The secretariat found nothing yet" in words(body(office, at(row)))


def test_a_grade_of_silence_says_how_it_came(office: Client) -> None:
    long_ago = clock.today() - timedelta(days=200)
    row = recommendation(states.ADDRESSED, addressed_on=long_ago, answer_by=long_ago + timedelta(days=60), grade="B")
    for number, days in ((1, 60), (2, 40)):
        row.reminders.create(
            kind=states.AWAITS_ANSWER,
            number=number,
            since=long_ago,
            made_on=clock.today() - timedelta(days=days),
            sent_on=clock.today() - timedelta(days=days),
            how="letter",
        )
    page = words(body(office, at(row)))
    assert "D – no answer after reminders" in page
    assert "two reminders stayed without an answer" in page
    assert "The answer is late by 140 days." in page
    assert "1 of 1 recommendations shown" in words(body(office, f"{LIST}?grade=D"))
    assert "No recommendation matches" in body(office, f"{LIST}?grade=B")


@pytest.mark.parametrize(
    ("do", "typed", "state"),
    [
        ("grade", {"grade": "B", "grade_note": "À moitié"}, states.IN_PROGRESS),
        ("move_due", {"due_on": "2031-01-31", "due_reason": "Marché public"}, states.IN_PROGRESS),
        ("merge", {"successor": "R-2", "into_reason": ""}, states.MERGED),
        ("supersede", {"successor": "2", "into_reason": "Reformulée"}, states.REC_SUPERSEDED),
        ("hide", {}, states.IN_PROGRESS),
    ],
)
def test_the_secretariat_does_the_rest_folded_beside_it(
    office: Client, do: str, typed: dict[str, str], state: str
) -> None:
    row, _other = recommendation(states.IN_PROGRESS), recommendation(states.ANSWERED)
    assert f'value="{do}"' in body(office, at(row))
    assert sent(office, at(row), {"do": do, **typed}) == at(row)
    row.refresh_from_db()
    assert row.state == state
    assert row.steps.count() == 2
    body(office, at(row))


def test_only_a_decision_sets_it_aside(office: Client) -> None:
    row = recommendation(states.IN_PROGRESS)
    assert "Put the question to the next table" in body(office, at(row))
    table = at_the_table.closed()
    decision = Decision.objects.create(
        table=table,
        item=table.items.order_by("position")[0],
        number=1,
        wording_fr="La recommandation est sans objet.",
        method=of_tables.CONSENSUS,
        half_day=at_the_table.MORNING,
        state=of_tables.AGREED,
        put_at=clock.now(),
        concluded_at=clock.now(),
        confirm_by=of_tables.NOBODY_CONFIRMS,
    )
    assert str(decision.pk) in body(office, at(row))
    assert "Choose the decision by which it did" in sent(office, at(row), {"do": "set_aside", "aside_reason": "x"}, 422)
    typed = {"do": "set_aside", "decision": str(decision.pk), "aside_reason": "Sans objet"}
    assert sent(office, at(row), typed) == at(row)
    assert f"/decisions/{decision.pk}/" in body(office, at(row))


def test_a_number_that_nobody_has_is_told_and_what_was_typed_is_kept(office: Client) -> None:
    row = recommendation(states.IN_PROGRESS)
    page = sent(office, at(row), {"do": "merge", "successor": "R-99", "into_reason": "Même objet"}, 422)
    assert "Write the number of the other recommendation" in page
    assert "Même objet" in page
    assert 'value="R-99"' in page


def test_who_may_not_know_it_finds_nothing_and_institutions_move_nothing(office: Client, sit: Sit) -> None:
    draft, inside = enter(), recommendation(cycle=at_the_table.cycle())
    body(sit(LABOUR), at(draft), 404)
    body(sit(MINORS), at(inside), 404)
    for do in ("address", "verify", "grade", "merge", "hide"):
        sent(sit(DAW), at(inside), {"do": do}, 403)
    sent(office, at(inside), {"do": "nothing"}, 404)


def test_a_lead_outside_the_cycle_is_led_to_no_page_that_is_not_its_own(office: Client, sit: Sit) -> None:
    """It knows what names it, and not the table where that was said, nor what another one became of it."""
    table = at_the_table.closed()
    item = table.items.order_by("position")[0]
    hidden = recommendation(states.FORMULATED, lead="police", table=table)
    row = recommendation(states.MERGED, lead="minors", table=table, item=item, successor=hidden)
    page, ours = body(sit(MINORS), at(row)), body(office, at(row))
    assert "R-1" in words(page)
    for said in (at(hidden), of(table)):
        assert f'href="{said}"' in ours
        assert f'href="{said}"' not in page
    assert item.title in ours
    assert item.title not in page


def test_the_list_names_a_cluster_to_those_only_who_know_some_of_it(office: Client, sit: Sit) -> None:
    group = Cluster.objects.create(
        number=1, made_on=clock.today(), title_fr="Titre", title_ar="عنوان", title_en="Quiet"
    )
    recommendation(cycle=at_the_table.cycle(), cluster=group)
    assert "Quiet" in body(office, f"{LIST}?cluster={group.pk}")
    assert "Quiet" not in body(sit(MINORS), f"{LIST}?cluster={group.pk}")


def test_what_is_hidden_leaves_the_public_page_with_the_next_publication(office: Client) -> None:
    row = recommendation(states.IN_PROGRESS)
    assert "until it is published again" in words(body(office, at(row)))
    sent(office, at(row), {"do": "hide"})
    assert "until it is published again" in words(body(office, at(row))).split("Secretariat")[0]


def test_the_first_page_says_what_waits_for_whom(office: Client, sit: Sit) -> None:
    assert "reported done, to be verified" not in body(office, HOME)
    recommendation(states.ADDRESSED)
    recommendation(states.IN_PROGRESS, due_on=clock.today() - timedelta(days=1))
    recommendation(states.REPORTED_DONE)
    assert "1 recommendation reported done, to be verified" in body(office, HOME)
    page = body(sit(LABOUR), HOME)
    assert "Your answer is asked on 1 recommendation" in page
    assert "1 recommendation that you lead is overdue" in page
    other = body(sit(POLICE), HOME)
    assert "Your answer is asked" not in other
    assert "overdue" not in other


@pytest.mark.parametrize("language", ["fr", "ar", "en"])
def test_every_page_opens_in_every_language(sit: Sit, language: str) -> None:
    table = at_the_table.in_session()
    row = recommendation(states.REPORTED_DONE, table=table, indicator="Inspecteurs", theme="T6", sdg="8.7")
    client = sit(at_the_table.SECRETARY, language)
    for address in (LIST, NEW, at(row), at(enter(), "edit/"), of(table, "recommendations/")):
        assert 'class="ref">R-' in client.get(address).content.decode() or address == NEW
