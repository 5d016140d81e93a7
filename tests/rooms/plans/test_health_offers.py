"""A consultation is offered from the first contact on, whatever the answers: the task, the page, what became of it."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import DatabaseError, transaction
from django.db.models import F

from himaya.cases.models import Case
from himaya.kernel import clock
from himaya.kernel.errors import NotFound, NotNow, NotValid
from himaya.kernel.ids import new_id
from himaya.ops import after_contact, worker
from himaya.plans.actions import health_offers
from himaya.plans.models import HealthOffer
from himaya.tasks import words as task_words
from himaya.tasks.models import Task
from tests import cast, factories
from tests.pages import body
from tests.rooms.plans import planned
from tests.signed_in import Sit

pytestmark = pytest.mark.capability("D5")

DAY = timedelta(days=1)


def owed() -> list[Task]:
    worker.drain()
    rows = Task.objects.filter(kind="offer_consultation", state__in=("open", "taken"))
    return list(rows.defer("words").order_by("given_at"))


def say(case_id: UUID, said: str, **changes: Any) -> HealthOffer:
    return health_offers.say(
        **{"case_id": case_id, "said": said, "instance_id": new_id(), "by": cast.INSPECTOR, **changes}
    )


@pytest.mark.parametrize("age", ["adult", "child", "maybe_child"])
def test_each_new_file_has_its_task_within_a_day_whatever_was_answered(age: str) -> None:
    case = planned.opened()
    Case.objects.filter(pk=case.pk).update(age_group=age)
    planned.asked(case)
    assert after_contact.offer_care() == 1
    (task,) = owed()
    assert (task.desk_id, task.urgent, task.due_at) == ("labour-north", True, factories.TUESDAY + DAY)
    assert after_contact.offer_care() == 0, "one is enough"


def test_the_task_names_nothing_that_could_tell() -> None:
    planned.opened()
    after_contact.offer_care()
    (task,) = owed()
    said = f"{task.about_kind} {task.kind} {task_words.KINDS[task.kind]}".casefold()
    assert not any(word in said for word in ("rape", "viol", "hiv", "assault", "pregnan", "72", "120"))


@pytest.mark.parametrize(
    ("said", "again"), [("offered", None), ("accepted", None), ("declined", DAY), ("not_now", DAY)]
)
def test_what_became_of_the_offer_settles_it_and_no_is_asked_again_once(said: str, again: timedelta | None) -> None:
    case = planned.opened()
    after_contact.offer_care()
    say(case.pk, said)
    assert [one.due_at for one in owed()] == ([] if again is None else [factories.TUESDAY + again])
    if said == "declined":
        with clock.stopped(factories.TUESDAY + DAY):
            say(case.pk, "declined")
            assert owed() == []
            assert after_contact.offer_care() == 0


def test_what_somebody_put_away_is_not_raised_again_nor_what_is_older_than_the_last_hour() -> None:
    planned.opened()
    after_contact.offer_care()
    Task.objects.filter(kind="offer_consultation").update(state="done", ended_at=clock.now())
    assert after_contact.offer_care() == 0
    planned.opened()
    with clock.stopped(factories.TUESDAY + 5 * DAY):
        assert after_contact.offer_care() == 0


def test_only_the_desk_that_holds_the_file_says_it_and_only_one_of_the_four() -> None:
    case = planned.opened()
    with pytest.raises(NotFound):
        say(case.pk, "offered", by=cast.SHELTER)
    with pytest.raises(NotValid):
        say(case.pk, "refused")
    form = new_id()
    say(case.pk, "offered", instance_id=form)
    say(case.pk, "offered", instance_id=form)
    assert HealthOffer.objects.count() == 1
    with pytest.raises(DatabaseError), transaction.atomic():
        HealthOffer.objects.update(number=F("number"))
    Case.objects.filter(pk=case.pk).update(state="closed", closed_on=clock.today(), close_reason="goals_reached")
    with pytest.raises(NotNow):
        say(case.pk, "offered")


def test_the_hours_stand_on_three_pages_until_an_offer_was_made(sit: Sit) -> None:
    case = planned.opened()
    client = sit(cast.INSPECTOR)
    pages = [f"/plans/{case.pk}/first-days/", f"/casework/cases/{case.pk}/", f"/crisis/cases/{case.pk}/"]
    with clock.stopped(factories.TUESDAY + timedelta(hours=2)):
        for url in pages:
            page = body(client.get(url))
            assert "70 h left" in page.replace('<bdi dir="ltr">', "").replace("</bdi>", ""), url
            assert "to be verified" in page
        offer = f"{pages[0]}offer/"
        assert 'href="#first-said"' in body(client.post(offer, {}), 422)
        assert client.post(offer, {"said": "not_now"}).status_code == 302
        assert " h left" in body(client.get(pages[1]))
        assert client.post(offer, {"said": "declined"}).status_code == 302
        for url in pages:
            assert " h left" not in body(client.get(url))
        assert "The person declines for now" in body(client.get(pages[0]))
