"""What a table recommends stands in its minutes; open work passes with a mandate, and to whoever follows the lead."""

from datetime import timedelta
from typing import Any

import pytest

from himaya.adapters.paper import Grid, Heading
from himaya.coordination import minutes_check, minutes_content, open_items
from himaya.coordination import states_following as states
from himaya.coordination.actions import handovers
from himaya.coordination.models import AgendaItem, FollowUpAction, RoundTable
from himaya.coordination.papers import minutes_points
from himaya.institutions.models import Delegate, Mandate
from himaya.kernel import clock
from himaya.kernel.models import AuditEvent
from tests.rooms.coordination import at_the_table as at
from tests.rooms.coordination import papers_at_hand as hand
from tests.rooms.coordination.following_at_hand import recommendation, report

pytestmark = [pytest.mark.usefixtures("stage"), pytest.mark.capability("A9")]


def content_of(table: RoundTable) -> dict[str, Any]:
    return minutes_content.build(RoundTable.objects.select_related("cycle__organiser", "chair").get(pk=table.pk))


def printed(content: dict[str, Any]) -> list[Grid]:
    """The tables of recommendations that are printed."""
    blocks = list(minutes_points.proceedings(content))
    return [block for block in blocks if isinstance(block, Grid) and block.head[1].fr == "Ce qui est recommandé"]


def findings(table: RoundTable) -> list[tuple[str, int, str, str]]:
    return [(one.code, one.item, one.what, one.detail) for one in minutes_check.findings(content_of(table))]


# --- minutes ---------------------------------------------------------------------------------------------------------
def test_a_recommendation_stands_under_its_point_with_who_leads_and_helps_and_by_when() -> None:
    table = hand.held()
    first = AgendaItem.objects.get(table=table, position=1)
    row = recommendation(states.FORMULATED, table=table, item=first, contributors=["police"])
    loose = recommendation(states.ADDRESSED, table=table, lead_name="Conseil régional", due_on=None)
    told = content_of(table)
    kept = told["items"][0]["recommendations"]
    assert [(one["number"], one["lead"]["fr"], one["due_on"]) for one in kept] == [
        (row.number, "labour", row.due_on.isoformat())
    ]
    assert [one["number"] for one in told["recommendations"]] == [loose.number]
    inside, beside = printed(told)
    assert [cell.ar for cell in inside.rows[0][:2]] == [f"R-{row.number}", "تكوين المفتشين"]
    assert inside.rows[0][2].fr == "labour\navec\u00a0: police"
    assert beside.rows[0][2].fr == "Conseil régional"
    assert [block.level for block in minutes_points.proceedings(told) if _named(block)] == [3, 1]


def _named(block: object) -> bool:
    return isinstance(block, Heading) and block.words.en == "Recommendations"


def test_minutes_frozen_before_there_were_any_are_printed_as_they_were() -> None:
    old = content_of(hand.held())
    del old["recommendations"]
    for item in old["items"]:
        del item["recommendations"]
    assert printed(old) == []
    assert minutes_check.findings(old) == []


def test_the_check_finds_a_missing_language_and_a_person_in_a_recommendation() -> None:
    table = hand.held()
    first = AgendaItem.objects.get(table=table, position=1)
    recommendation(states.FORMULATED, table=table, item=first, text_ar="")
    recommendation(states.FORMULATED, table=table, text_fr="Rappeler Mme Amal Zitouni au 06 12 34 56 78")
    assert findings(table) == [
        ("personal", 0, "recommendation", "name"),
        ("personal", 0, "recommendation", "phone"),
        ("translation", 1, "recommendation", "ar"),
    ]


def test_a_point_that_only_led_to_a_recommendation_has_its_outcome() -> None:
    table = hand.held()
    first = AgendaItem.objects.get(table=table, position=1)
    AgendaItem.objects.filter(pk=first.pk).update(said_fr="", said_ar="", said_en="")
    assert [one for one in findings(table) if one[0] == "outcome"] == [("outcome", 1, "", "")]
    recommendation(states.FORMULATED, table=table, item=first)
    assert findings(table) == []


# --- who takes over --------------------------------------------------------------------------------------------------
def newcomer() -> Delegate:
    return Delegate.objects.create(institution_id="labour", name_latin="Omar Alami", function_fr="Chef")


def test_a_report_that_is_not_handed_in_passes_with_the_mandate_and_the_institution_keeps_its_lead() -> None:
    held = Mandate.objects.get(institution_id="labour")
    draft = report(state=states.REPORT_DRAFT, delegate=held.delegate)
    sent = report(state=states.REPORT_SUBMITTED, delegate=held.delegate)
    other = report(recommendation(states.IN_PROGRESS, lead="police"), institution="police")
    assert open_items.of(held, clock.today()).counts() == {"reports": 1}
    who = newcomer()
    handovers.hand_over(
        mandate_id=held.pk,
        to_delegate_id=who.pk,
        on=clock.today(),
        letter_reference="D/90",
        letter_on=clock.today(),
        by=at.SECRETARY,
    )
    for row, now in ((draft, who.pk), (sent, held.delegate_id), (other, None)):
        row.refresh_from_db()
        assert row.delegate_id == now
    assert draft.recommendation.lead_id == "labour"


def test_whoever_follows_an_institution_leads_what_is_open_and_history_keeps_the_old_name() -> None:
    led, over = recommendation(states.IN_PROGRESS), recommendation(states.VERIFIED)
    draft = recommendation(states.FORMULATED)
    helped = recommendation(states.ANSWERED, lead="police", contributors=["labour"])
    under_way = report(led)
    accepted = report(recommendation(states.IN_PROGRESS), states.REPORT_ACCEPTED)
    action = FollowUpAction.objects.create(
        number=1, text="Former", institution_id="labour", state=states.ACTION_PLANNED, entered_on=clock.today()
    )
    handovers.succeed(
        institution_id="labour",
        code="work",
        kind="ministry",
        names={"fr": "Travail", "ar": "الشغل", "en": "Work"},
        on=clock.today() + timedelta(days=0),
        by=at.SECRETARY,
    )
    for row in (led, over, draft, under_way, accepted, action):
        row.refresh_from_db()
    assert (led.lead_id, over.lead_id, draft.lead_id) == ("work", "labour", "work")
    assert (under_way.institution_id, accepted.institution_id, action.institution_id) == ("work", "labour", "work")
    assert list(helped.contributors.values_list("institution_id", flat=True)) == ["work"]
    assert [(one.did, one.code) for one in led.steps.order_by("number")][1:] == [("passed_on", "labour")]
    assert draft.steps.count() == 0
    assert AuditEvent.objects.filter(action="recommendation.passed_on").count() == 3
