"""The pages of the first days and the plan, at the desk that holds it and at the desk that does a line."""

from datetime import timedelta

import pytest

from himaya.cases.models import Case
from himaya.institutions.models import Desk
from himaya.kernel import clock
from himaya.kernel.models import AuditEvent
from himaya.plans.models import FirstDays, Goal, Line, Talk
from tests import cast, factories
from tests.pages import body
from tests.rooms.plans import planned
from tests.signed_in import Sit

pytestmark = pytest.mark.capability("E2")

BAD = {**planned.CALM, "danger": "yes", "food": "no", "since": "within_24"}


def at(case: Case, more: str = "") -> str:
    return f"/plans/{case.pk}/{more}"


def test_health_stands_first_and_every_bad_answer_leads_to_its_next_step(sit: Sit) -> None:
    cast.telephones()
    case = planned.opened()
    client = sit(cast.INSPECTOR)
    page = body(client.get(at(case, "first-days/")))
    for words in ("72 hours", "120 hours", "Samples", "Pregnancy", "to be verified", "model, not adopted"):
        assert words in page.split("Six short questions")[0]
    assert "First the six short questions" in body(client.get(at(case)))
    # What was told before is one tap away, before anything is asked; afterwards the rounds stand there.
    assert "Show what was told" in page.split("Six short questions")[1].split("<fieldset")[0]
    assert "opened less than 3 days ago" in page
    # Nothing is lost where something is missing.
    page = body(client.post(at(case, "first-days/"), {**BAD, "child": ""}), 422)
    assert 'href="#first-child"' in page
    assert 'name="danger" value="yes" checked' in page
    assert '<option value="within_24" selected>' in page
    assert client.post(at(case, "first-days/"), BAD).headers["Location"] == at(case, "first-days/")
    assert FirstDays.objects.count() == 1
    page = body(client.get(at(case, "first-days/")))
    assert "Show what was told" not in page
    now = page.split("To do now")[1].split("Ask again")[0]
    assert now.index("Danger now") < now.index("Food and sleep")
    # The desk on call, the services of the catalogue, a referral that begins with what is known.
    assert "Desk police-north" in now
    for service in ("immediate_safety", "emergency_shelter", "material_help"):
        assert f'name="service" value="{service}"' in now
    assert f'action="/casework/cases/{case.pk}/send/"' in now
    assert "Papers" in now
    assert "Still in time: at least 48 h" in page
    # The next step really leads to the desks that give it.
    sent = {"step": "need", "service": "emergency_shelter", "region": "north", "language": "ary", "urgency": "urgent"}
    assert "Desk shelter" in body(client.post(f"/casework/cases/{case.pk}/send/", sent))
    with clock.stopped(factories.TUESDAY + timedelta(hours=60)):
        page = body(sit(cast.INSPECTOR).get(at(case, "first-days/")))
        assert "Perhaps still in time: go now" in page
        assert "opened less than 3 days ago" in page
    assert AuditEvent.objects.filter(action="first_days.read").exists()
    assert "Say why not now" in body(client.post(at(case, "first-days/not-now/"), {}), 422)
    client.post(at(case, "first-days/not-now/"), {"not_now": "care_first"})
    assert "Care comes first" in body(client.get(at(case, "first-days/")))


def test_a_plan_is_made_gone_through_given_done_and_withdrawn_in_two_browsers(sit: Sit) -> None:
    case = planned.opened()
    planned.asked(case)
    client, shelter = sit(cast.INSPECTOR), sit(cast.SHELTER)
    said = {"words": planned.GOAL, "pillar": "inclusion", "type": "livelihood"}
    page = body(client.post(at(case, "goals/add/"), {**said, "type": "", "until": "soon"}), 422)
    assert planned.GOAL in page
    assert 'href="#until"' in page
    assert client.post(at(case, "goals/add/"), said).status_code == 302
    goal = Goal.objects.get()
    step = {
        "goal": str(goal.pk),
        "action": planned.ACTION,
        "service": "emergency_shelter",
        "desk": "shelter",
        "due_on": "2026-12-08",
    }
    page = body(client.post(at(case, "lines/add/"), {**step, "due_on": ""}), 422)
    assert 'href="#due_on"' in page
    assert f'<option value="{goal.pk}" selected>' in page
    client.post(at(case, "lines/add/"), step)
    client.post(at(case, "lines/add/"), {**step, "desk": "lawyers", "service": "legal_aid"})
    one, other = Line.objects.order_by("number")
    talk = {"on": "2026-11-24", "language": "ary", "interpreter": "none", "answer": "in_part", "refused": str(other.pk)}
    page = body(client.post(at(case, "talk/"), {**talk, "answer": ""}), 422)
    assert f'value="{other.pk}" checked' in page
    client.post(at(case, "talk/"), talk)
    assert Talk.objects.get().answer == "in_part"
    line = at(case, f"lines/{one.pk}/")
    page = body(client.get(line))
    assert "has not agreed yet that this desk sees its lines" in page
    assert f"/casework/cases/{case.pk}/consents/write/" in page
    assert "not agreed" in body(client.post(f"{line}request/"), 409)
    # The new class of data stands on the page of agreements, and there it is asked for.
    assert 'value="plan_lines"' in body(client.get(f"/casework/cases/{case.pk}/consents/write/"))
    planned.consent(case)
    assert client.post(f"{line}request/").headers["Location"] == line
    # The second browser: its line, and neither goals nor the other desk.
    page = body(shelter.get("/plans/lines/"))
    assert "Emergency shelter" in page
    page = body(shelter.get(f"/plans/lines/{one.pk}/"))
    assert planned.ACTION in page
    for words in (planned.GOAL, "Legal advice", "Desk lawyers", case.reference):
        assert words not in page
    assert shelter.get(at(case)).status_code == 404
    assert shelter.post(f"/plans/lines/{one.pk}/refuse/").status_code == 403
    assert client.get(f"/plans/lines/{one.pk}/").status_code == 404
    shelter.post(f"/plans/lines/{one.pk}/acknowledge/")
    page = body(shelter.post(f"/plans/lines/{one.pk}/complete/", {"sentence": "Lit trouvé"}), 422)
    assert "Lit trouvé" in page
    shelter.post(f"/plans/lines/{one.pk}/suspend/", {"sentence": "Attend un lit"})
    page = body(client.get(at(case)))
    for words in (planned.GOAL, "Paused", "Attend un lit", "They agree in part", "Desk shelter", "The person said no"):
        assert words in page
    with clock.stopped(factories.TUESDAY + timedelta(days=20)):
        assert "1 line overdue" in body(sit(cast.INSPECTOR).get(at(case)))
        assert "1 line of this desk is overdue" in body(sit(cast.SHELTER_LEAD).get("/plans/lines/"))
        assert "of this desk is overdue" not in body(sit(cast.SHELTER).get("/plans/lines/"))
    # She takes it back: in the second browser it is gone with the next click, and its reference says that it ended.
    consents = body(client.get(f"/casework/cases/{case.pk}/consents/"))
    client.post(consents.split("<details>")[1].split('action="')[1].split('"')[0])
    for url in (f"/plans/lines/{one.pk}/",):
        assert shelter.get(url).status_code == 404
    assert shelter.post(f"/plans/lines/{one.pk}/start/").status_code == 404
    page = body(shelter.get("/plans/lines/"))
    assert "Emergency shelter" not in page
    assert one.reference in page.split("No longer open to this desk")[1].replace('<bdi dir="ltr">', "")
    assert "This desk no longer sees it" in body(client.get(at(case)))


def test_one_page_of_each_in_arabic(sit: Sit) -> None:
    case, one = planned.given()
    client = sit(cast.INSPECTOR, "ar")
    for more in ("", "first-days/", "goals/add/", "lines/add/", "talk/", f"lines/{one.pk}/"):
        page = body(client.get(at(case, more)))
        assert 'dir="rtl"' in page
        assert not [word for word in ("Add a", "Write it down", "Service<", "The person") if word in page], more


def test_a_desk_without_an_account_is_called_and_the_holder_writes_down_how_it_goes(sit: Sit) -> None:
    case = planned.opened()
    planned.asked(case)
    one = planned.line(planned.goal(case))
    planned.agreed(case)
    Desk.objects.filter(pk="shelter").update(reached_by="phone")
    client, line = sit(cast.INSPECTOR), at(case, f"lines/{one.pk}/")
    # Nobody is called before the person agreed.
    page = body(client.get(line))
    assert "has not agreed yet that this desk sees its lines" in page
    assert f"{line}start/" not in page
    planned.consent(case)
    page = body(client.get(line))
    assert "Desk shelter has no account here" in page
    assert f'action="{line}request/"' not in page
    assert "Call them" in body(client.post(f"{line}request/"), 409)
    assert client.post(f"{line}start/").headers["Location"] == line
    page = body(client.get(line))
    assert "Begun" in page
    assert f'action="{line}complete/"' in page
    client.post(f"{line}complete/", {"delivered": "yes"})
    assert Line.objects.get().state == "completed"
