"""The pages of a child, of papers, of the journey and after it: one next step, and nothing typed is lost."""

from datetime import timedelta

import pytest

from himaya.cases.models import Case
from himaya.kernel import clock
from himaya.kernel.ids import new_id
from himaya.ops import worker
from himaya.returns.actions import returns
from himaya.returns.models import ReturnLine, VoluntaryReturn
from himaya.tasks.models import Task
from tests import cast, factories
from tests.pages import body
from tests.rooms.returns import gone
from tests.rooms.returns import gone_later as later
from tests.rooms.returns.gone import BY
from tests.signed_in import Sit

pytestmark = [pytest.mark.django_db, pytest.mark.capability("F1")]
NAMES = ("child", "documents", "travel", "after")
PRIMARY = '<button class="btn" name="do" value="'


def at(case: Case, name: str) -> str:
    return f"/returns/cases/{case.pk}/{name}/"


def next_of(page: str) -> str:
    """The one primary button of the page, empty for none."""
    assert page.count(PRIMARY) <= 1
    return page.partition(PRIMARY)[2].partition('"')[0]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("language", ["fr", "ar", "en"])
def test_where_nothing_runs_the_page_says_so(sit: Sit, name: str, language: str) -> None:
    case = gone.case()
    page = body(sit(BY, language).get(at(case, name)))
    assert f'href="/returns/cases/{case.pk}/"' in page
    assert next_of(page) == ""
    gone.opened(case.pk)
    returns.end(case_id=case.pk, reason="stays", instance_id=new_id(), by=BY)
    assert next_of(body(sit(BY, language).get(at(case, name)))) == ""


def test_each_state_of_the_journey_has_its_one_step(sit: Sit) -> None:
    case, client = gone.case(), sit(BY)
    gone.to_preparing(case.pk)
    assert next_of(body(client.get(at(case, "documents")))) == "paper"
    assert next_of(body(client.get(at(case, "after")))) == "plan"
    assert next_of(body(client.get(at(case, "travel")))) == "fit"
    later.fit(case.pk)
    assert next_of(body(client.get(at(case, "travel")))) == "transit"
    later.transit(case.pk)
    page = body(client.get(at(case, "travel")))
    assert next_of(page) == ""
    assert f'href="{at(case, "documents")}"' in page
    later.paper(case.pk)
    assert next_of(body(client.get(at(case, "travel")))) == "ready"
    later.ready(case.pk, days=0)
    assert next_of(body(client.get(at(case, "travel")))) == "goes"
    later.at_gate(case.pk)
    assert next_of(body(client.get(at(case, "travel")))) == "board"
    later.boarded(case.pk)
    page = body(client.get(at(case, "after")))
    assert (next_of(page), "The person arrives" in page) == ("", True)
    with clock.stopped(factories.TUESDAY + later.FLIGHT):
        assert next_of(body(sit(BY).get(at(case, "after")))) == "met"
    with clock.stopped(factories.TUESDAY + timedelta(hours=31)):
        page = body(sit(BY).get(at(case, "after")))
        assert next_of(page) == "no_word"
        assert 'role="alert"' in page
    later.met(case.pk)
    page = body(client.get(at(case, "after")))
    assert (next_of(page), "asked next on" in page) == ("", True)
    with clock.stopped(factories.TUESDAY + timedelta(days=31)):
        page = body(sit(BY).get(at(case, "after")))
        assert next_of(page) == "follow"
        assert f'href="/safety/cases/{case.pk}/contact/"' in page
        later.asked(case.pk, again="yes")
        assert "begun anew" in body(sit(BY).get(at(case, "after")))


def test_a_no_at_the_gate_stands_beside_the_yes_and_is_held_against_nobody(sit: Sit) -> None:
    """Seen red while the no was folded away, what was missing stood on the page, and nobody named who would wait."""
    case, client = gone.case(), sit(BY)
    later.to_ready(case.pk)
    follows = body(client.get(at(case, "travel"))).partition('<section class="card say">')[2].partition("</section>")[0]
    assert 'value="goes"' in follows
    assert 'value="stays"' in follows
    client.post(at(case, "travel"), {"do": "stays"})
    travel = body(client.get(at(case, "travel")))
    assert f'<a class="btn" href="/returns/cases/{case.pk}/">' in travel
    page = body(client.get(f"/returns/cases/{case.pk}/"))
    assert "What stands against arranging it now" not in page
    waits = page.partition("Nobody waits in vain")[2].partition("</section>")[0]
    assert waits.count("Canary shelter there") == 3
    assert f'href="/packets/cases/{case.pk}/"' in waits
    # Whoever chooses to go again asks anew; what was promised for the first time counts no more, and is not told twice.
    gone.chosen(case.pk)
    assert "Nobody waits in vain" not in body(client.get(f"/returns/cases/{case.pk}/"))
    gone.changed(case.pk)
    assert "Nobody waits in vain" not in body(client.get(f"/returns/cases/{case.pk}/"))


def test_what_stands_against_the_day_is_named_and_the_button_says_why(sit: Sit) -> None:
    case, client = gone.case(), sit(BY)
    gone.to_preparing(case.pk)
    page = body(client.get(at(case, "travel")))
    assert 'aria-disabled="true" aria-describedby="why-ready"' in page
    assert "The paper for the way is not there." in page
    answer = body(
        client.post(at(case, "travel"), {"do": "ready", "travel_on": "2026-11-25", "ready_words": "Kept"}), 409
    )
    assert "Nobody who heals" in answer
    assert "Kept" in answer
    assert VoluntaryReturn.objects.get(case=case).state == "preparing"


def test_bad_input_leads_to_its_field_and_keeps_the_words(sit: Sit) -> None:
    case, client = gone.case(), sit(BY)
    gone.to_preparing(case.pk)
    for name, data, field in (
        ("travel", {"do": "fit", "fit": "fit", "fit_on": "2026-11-24", "fit_words": "Kept"}, "fit_who"),
        ("travel", {"do": "fit", "fit": "", "fit_words": "Kept"}, "fit"),
        ("documents", {"do": "court_claim", "claim_how": "given", "claim_words": "Kept"}, "claim_how"),
        ("documents", {"do": "paper", "what": "visa", "paper_how": "", "paper_words": "Kept"}, "paper_how"),
        ("after", {"do": "budget", "dimension": "social", "level": "community", "for_what": "Kept"}, "currency"),
    ):
        page = body(client.post(at(case, name), data), 422)
        assert f'href="#{field}"' in page
        assert f'id="{field}"' in page
        assert "Kept" in page
    assert not ReturnLine.objects.filter(case=case, kind__in=("fitness", "claim", "document", "budget")).exists()


def test_at_the_gate_the_person_stays_with_one_press(sit: Sit) -> None:
    case, client = gone.case(), sit(BY)
    later.to_ready(case.pk)
    assert client.post(at(case, "travel"), {"do": "stays"}).status_code == 302
    assert VoluntaryReturn.objects.get(case=case).state == "talking"


def test_the_page_of_a_child_leads_through_what_is_owed(sit: Sit) -> None:
    case, client = gone.child(), sit(BY)
    gone.to_weighing(case.pk)
    assert next_of(body(client.get(at(case, "child")))) == "interest"
    later.decided(case.pk)
    assert next_of(body(client.get(at(case, "child")))) == "view"
    later.heard(case.pk)
    assert next_of(body(client.get(at(case, "child")))) == "family"
    later.family(case.pk)
    page = body(client.get(at(case, "child")))
    assert next_of(page) == ""
    assert "Hear the child again" in page


@pytest.mark.parametrize(("carer", "absent"), [("yes", True), ("unknown", False), ("no", False)])
def test_where_family_is_suspected_the_button_is_absent_and_not_greyed(sit: Sit, carer: str, absent: bool) -> None:
    case, client = gone.child(), sit(BY)
    gone.to_weighing(case.pk)
    later.decided(case.pk)
    later.carer(case.pk, carer)
    page = body(client.get(at(case, "child")))
    assert ("trace_words" not in page) is absent
    assert ("Look for family" not in page) is absent
    if absent:
        body(client.post(at(case, "child"), {"do": "trace", "trace_words": "x"}), 404)
    elif carer == "unknown":
        assert 'aria-describedby="why-trace"' in page


def test_of_an_adult_there_is_no_form_of_a_child(sit: Sit) -> None:
    case = gone.case()
    gone.to_weighing(case.pk)
    page = body(sit(BY).get(at(case, "child")))
    assert "known to be an adult" in page
    assert 'name="outcome"' not in page


def test_a_consulate_is_offered_only_on_a_yes(sit: Sit) -> None:
    case, client = gone.case(), sit(BY)
    gone.to_preparing(case.pk)
    page = body(client.get(at(case, "documents")))
    assert 'aria-describedby="why-consulate"' in page
    given = later.agreed_to_consulate(case.pk)
    page = body(client.get(at(case, "documents")))
    assert f'value="{given}"' in page
    data = {"do": "consulate", "consent": str(given), "consulate_words": "Asked for a travel paper"}
    assert client.post(at(case, "documents"), data).status_code == 302
    assert 'aria-describedby="why-consulate"' in body(client.get(at(case, "documents")))
    gone.asked(case.pk, asylum="yes")
    assert 'name="consulate_words"' not in body(client.get(at(case, "documents")))


def test_a_line_of_the_law_is_shown_to_be_verified(sit: Sit) -> None:
    case = gone.case()
    gone.to_preparing(case.pk)
    assert "to be verified" in body(sit(BY).get(at(case, "documents")))


@pytest.mark.parametrize("name", NAMES)
def test_for_other_desks_there_is_no_such_page(sit: Sit, name: str) -> None:
    case = gone.case()
    later.to_ready(case.pk)
    for pk in (case.pk, new_id()):
        body(sit(cast.SHELTER).get(f"/returns/cases/{pk}/{name}/"), 404)


def test_the_task_of_a_look_tells_nothing_of_why(sit: Sit) -> None:
    case = gone.case()
    later.to_received(case.pk)
    worker.drain()
    assert Task.objects.filter(case=case, kind="return_follow", state="open").exists()
    page = body(sit(BY).get(f"/tasks/cases/{case.pk}/"))
    assert "by the way that they chose" in page
    assert "Canary" not in page


@pytest.mark.parametrize(
    ("page", "typed", "field"),
    [
        ("after", {"do": "budget", "dimension": "social", "level": "community", "for_what": "Kept", "amount": "5",
                   "currency": "MAD", "payer": "Them"}, "until"),
        ("documents", {"do": "court_claim", "claim_how": "goes_on"}, "claim_on"),
    ],
)  # fmt: skip
def test_a_day_that_may_be_left_empty_is_not_lost_where_it_cannot_be_read(
    sit: Sit, page: str, typed: dict[str, str], field: str
) -> None:
    """Seen red with None for what is no day: the line was kept without it."""
    case = gone.case()
    gone.to_preparing(case.pk)
    got = sit(BY).post(at(case, page), {**typed, field: "24/12/2027", "instance": str(case.pk)})
    told = got.content.decode()
    assert got.status_code == 422
    assert "the day, the month and the year" in told
    assert 'value="24/12/2027"' in told
    assert not ReturnLine.objects.filter(case=case, kind__in=("budget", "claim")).exists()
    assert sit(BY).post(at(case, page), {**typed, field: "", "instance": str(case.pk)}).status_code == 302
