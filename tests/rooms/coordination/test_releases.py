"""A release gate by gate: in order, by those who may, with what was seen frozen; and what a gate refuses."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from himaya.coordination import release_checks, release_clock, states
from himaya.coordination.actions import release_pilots, releases, reviews
from himaya.coordination.models import Need, PilotDesk, Release, ReleaseStep
from himaya.instruments import queries as instruments
from himaya.instruments import usage
from himaya.instruments.models import Pilot
from himaya.kernel import clock
from himaya.kernel.errors import NotFound, NotNow, NotPermitted, NotValid, Refusal
from himaya.kernel.models import AuditEvent
from tests import cast
from tests.refusals import refuses
from tests.rooms.coordination import at_the_table
from tests.rooms.coordination import releases_at_hand as hand
from tests.rooms.coordination.at_the_table import HEALTH, LABOUR, SECRETARY

pytestmark = [pytest.mark.usefixtures("stage"), pytest.mark.capability("A7")]
Verb = Callable[..., Any]


def refused(kind: type[Refusal], deed: Callable[[], Any]) -> str:
    """The code of the refusal; the deed leaves no step, and its sentence says what to do."""
    before = ReleaseStep.objects.count()
    code = refuses(deed, kind).code
    assert ReleaseStep.objects.count() == before
    return code


# --- the way through -------------------------------------------------------------------------------------------------
def test_a_release_passes_its_gates_in_their_order_and_says_who_passed_each() -> None:
    row = hand.opened()
    seen = []
    while row.state == states.PREPARING:
        seen.append(row.gate)
        row = hand.pass_gate(row, row.gate)
    assert tuple(seen) == states.GATES
    assert row.state == states.SCHEDULED
    assert AuditEvent.objects.filter(action="release.gate_passed").count() == 4
    by = {(one.gate, one.part): one for one in row.steps.all()}
    assert by[states.REVIEW, states.SAFETY].delegate == at_the_table.delegate("hospital")
    assert by[states.REVIEW, states.DATA_PROTECTION].name == "data_protection_officer"
    assert by[states.TRAINING, "labour"].how == states.LETTER


@pytest.mark.parametrize("gate", states.GATES[1:])
def test_no_gate_is_passed_before_the_one_above_it(gate: str) -> None:
    row = hand.opened()
    deeds: dict[str, Callable[[], Any]] = {
        states.GOLDEN: lambda: releases.acknowledge_golden(release_id=row.pk, by=SECRETARY),
        states.IMPACT: lambda: releases.acknowledge_impact(release_id=row.pk, by=SECRETARY),
        states.PILOT: lambda: hand.begin_pilot(row),
        states.REVIEW: lambda: reviews.review(release_id=row.pk, part=states.SAFETY, note="Relu.", by=HEALTH),
        states.TRANSLATION: lambda: reviews.check_language(release_id=row.pk, language="fr", by=HEALTH),
        states.TRAINING: lambda: reviews.acknowledge_training(
            release_id=row.pk, institution_id="labour", by=cast.LABOUR_LEAD
        ),
        states.EFFECTIVE: lambda: releases.schedule(release_id=row.pk, effective_on=hand.first_day(row), by=SECRETARY),
    }
    assert refused(NotNow, deeds[gate]) == "gate_before"


def test_a_gate_is_passed_once() -> None:
    row = hand.up_to(states.GOLDEN)
    assert refused(NotNow, lambda: releases.pass_checks(release_id=row.pk, by=SECRETARY)) == "gate_passed"


# --- opening ---------------------------------------------------------------------------------------------------------
def test_one_release_of_a_text_is_under_way_at_a_time() -> None:
    row = hand.opened()
    later = hand.edition(row.document)
    assert refused(NotNow, lambda: hand.opened(later)) == "release_under_way"
    releases.abandon(release_id=row.pk, reason="Sans objet", by=SECRETARY)
    assert hand.opened(later).number == 2


def test_an_earlier_edition_is_not_released_and_an_edition_only_once() -> None:
    text = hand.document()
    first, last = hand.edition(text), hand.edition(text)
    assert refused(NotNow, lambda: hand.opened(first)) == "edition_not_last"
    row = hand.opened(last)
    releases.abandon(release_id=row.pk, reason="Sans objet", by=SECRETARY)
    assert hand.opened(last).number == 2
    assert refused(NotNow, lambda: hand.opened(last)) == "release_under_way"


def test_only_the_secretariat_opens_one_and_a_stranger_sees_none() -> None:
    made = hand.edition(hand.document())
    for who in (HEALTH, cast.LABOUR_LEAD, hand.OFFICER, cast.NURSE):
        with pytest.raises(NotPermitted):
            releases.open(edition_id=made.pk, by=who)
    row = hand.opened(made)
    with pytest.raises(NotFound):
        reviews.check_language(release_id=row.pk, language="fr", by=at_the_table.MINORS)


# --- checks ----------------------------------------------------------------------------------------------------------
def _without(content: dict[str, Any], uid: str, code: str) -> dict[str, Any]:
    new = hand.reworded(uid)(content)
    clause = next(one for one in new["clauses"] if one["uid"] == uid)
    clause["texts"][code] = ""
    return new


def test_an_untranslated_clause_stops_at_the_first_gate() -> None:
    row = hand.opened()
    row.edition.content = _without(row.edition.content, hand.UID, "ar")
    codes = [one.code for one in release_checks.findings(row)]
    assert codes == ["text_altered", "untranslated"]


def test_a_form_that_another_text_has_on_the_screens_stops_at_the_first_gate() -> None:
    hand.live()
    other = hand.opened(hand.edition(hand.document(), hand.reworded(words="Un autre texte")))
    assert refused(NotNow, lambda: releases.pass_checks(release_id=other.pk, by=SECRETARY)) == "form_elsewhere"
    other.refresh_from_db()
    assert other.gate == states.CHECKS


# --- samples and impact ----------------------------------------------------------------------------------------------
def test_a_changed_question_shows_in_the_samples_and_is_frozen_as_it_was_seen() -> None:
    made = hand.edition(hand.document(), hand.replaced("FL-08", "FL-08-2"), names=[hand.WHOLE])
    row = hand.up_to(states.GOLDEN, hand.opened(made))
    row = hand.pass_gate(row, states.GOLDEN)
    detail = row.steps.get(gate=states.GOLDEN).detail
    changed = [one for form in detail["forms"] for one in form["differences"] if one["changed"] or one["anew"]]
    assert changed
    assert all("FL-08" in one["anew"] for one in changed if one["anew"])
    with pytest.raises(Exception, match="frozen"), transaction.atomic():
        row.steps.filter(gate=states.GOLDEN).update(detail={})


def test_a_substantive_release_enters_a_need_for_each_institution_with_a_seat() -> None:
    row = hand.up_to(states.IMPACT, hand.opened(hand.edition(hand.document(), hand.replaced())))
    usage.began(hand.shipped().pk, "labour")
    row = hand.pass_gate(row, states.IMPACT)
    detail = row.steps.get(gate=states.IMPACT).detail
    assert detail["class"] == states.SUBSTANTIVE
    assert detail["breaks"] == [hand.OTHER_UID]
    assert (detail["added"], detail["retired"]) == (["FL-09-2"], [hand.OTHER_UID])
    assert detail["open"] == [
        {"form": hand.LABOUR_FORM, "version": hand.shipped().pk, "institution": "labour", "open": 1}
    ]
    assert detail["institutions"] == ["daw", "labour", "mizan"]
    assert "front_line" in detail["roles"]
    assert sorted(Need.objects.values_list("institution_id", flat=True)) == ["daw", "labour", "mizan"]


def test_other_words_enter_no_need() -> None:
    row = hand.up_to(states.PILOT)
    assert row.steps.get(gate=states.IMPACT).detail["class"] == states.EDITORIAL
    assert not Need.objects.exists()


def test_what_a_secretary_notes_holds_nothing_of_one_person() -> None:
    row = hand.up_to(states.GOLDEN)
    deed = partial(releases.acknowledge_golden, release_id=row.pk, note="Appeler le 0612345678", by=SECRETARY)
    assert refused(NotValid, deed) == "case_data"


# --- pilot -----------------------------------------------------------------------------------------------------------
def test_a_desk_of_the_pilot_has_the_new_form_and_nobody_else_has() -> None:
    row = hand.up_to(states.PILOT)
    begun = hand.begin_pilot(row)
    assert begun.pilot_until == clock.now() + 14 * release_clock.day()
    assert instruments.in_force(hand.LABOUR_FORM, desk_id="labour-north") == hand.version_of(row)
    assert instruments.in_force(hand.LABOUR_FORM, desk_id="labour-south") == hand.shipped()
    assert instruments.in_force(hand.NGO_FORM, desk_id="labour-north") == hand.shipped(hand.NGO_FORM)
    assert refused(NotNow, lambda: hand.begin_pilot(row, "shelter")) == "pilot_begun"


@pytest.mark.parametrize("desks", [[], ["ward"], ["labour-north", "nowhere"], ["secretariat"]])
def test_a_pilot_is_at_desks_that_use_the_form(desks: list[str]) -> None:
    row = hand.up_to(states.PILOT)
    deed = partial(release_pilots.begin, release_id=row.pk, desk_ids=desks, by=SECRETARY)
    assert refused(NotValid, deed) == "pilot_desks"
    assert not Pilot.objects.exists()


def test_a_pilot_does_not_end_before_its_days_nor_without_what_its_desks_found() -> None:
    begun = hand.begin_pilot(hand.up_to(states.PILOT), "labour-north", "shelter")
    end = partial(release_pilots.end, release_id=begun.pk, by=SECRETARY)
    assert refused(NotNow, end) == "pilot_not_over"
    hand.find(begun)
    assert begun.pilot_until is not None
    with clock.stopped(begun.pilot_until):
        assert refused(NotNow, end) == "finding_missing"
        hand.find(begun, by=SECRETARY, desk="shelter")
        end()
    begun.refresh_from_db()
    assert begun.gate == states.REVIEW
    assert not Pilot.objects.filter(until=None).exists()


def test_harm_found_by_a_desk_stops_the_release_at_once() -> None:
    begun = hand.begin_pilot(hand.up_to(states.PILOT))
    hand.find(begun, harmful=True)
    begun.refresh_from_db()
    assert (begun.state, begun.reason) == (states.ABANDONED, "Lu et compris.")
    assert instruments.in_force(hand.LABOUR_FORM, desk_id="labour-north") == hand.shipped()
    assert refused(NotNow, lambda: release_pilots.end(release_id=begun.pk, by=SECRETARY)) == "release_abandoned"


def test_a_desk_says_itself_what_it_found_and_once() -> None:
    begun = hand.begin_pilot(hand.up_to(states.PILOT))
    for other in (cast.INSPECTOR_SOUTH, HEALTH, hand.OFFICER, LABOUR):
        with pytest.raises(NotPermitted):
            hand.find(begun, by=other)
    with pytest.raises(NotFound):
        hand.find(begun, by=cast.INSPECTOR_SOUTH, desk="labour-south")
    with pytest.raises(NotPermitted):
        hand.find(begun, by=cast.CHILDREN)
    hand.find(begun, by=cast.INSPECTOR)
    assert refused(NotNow, lambda: hand.find(begun, by=cast.LABOUR_LEAD)) == "finding_given"
    assert PilotDesk.objects.get(release=begun).finding == "Lu et compris."


# --- review ----------------------------------------------------------------------------------------------------------
def sign(row: Release, part: str, by: Any) -> Release:
    return reviews.review(release_id=row.pk, part=part, note="Relu en entier.", by=by)


def test_nobody_reviews_their_own_text_nor_both_halves() -> None:
    both = cast.actor("focal-health", "ward", "focal_point", "data_protection_officer")
    made = hand.edition(hand.document(), editors=[LABOUR])
    row = hand.up_to(states.REVIEW, hand.opened(made))
    assert refused(NotNow, lambda: sign(row, states.SAFETY, LABOUR)) == "review_own_text"
    assert refused(NotPermitted, lambda: sign(row, states.SAFETY, cast.LABOUR_LEAD)) == "review_own_institution"
    assert refused(NotPermitted, lambda: sign(row, states.SAFETY, SECRETARY)) == "not_reviewer"
    assert refused(NotPermitted, lambda: sign(row, states.DATA_PROTECTION, HEALTH)) == "not_reviewer"
    assert refused(NotValid, lambda: sign(row, "taste", HEALTH)) == "part"
    sign(row, states.SAFETY, both)
    assert refused(NotNow, lambda: sign(row, states.DATA_PROTECTION, both)) == "review_same_person"
    sign(row, states.DATA_PROTECTION, hand.OFFICER)
    row.refresh_from_db()
    assert row.gate == states.TRANSLATION


def test_a_reviewer_without_a_valid_mandate_signs_nothing() -> None:
    row = hand.up_to(states.REVIEW)
    with clock.stopped(clock.now()):
        held = at_the_table.delegate("hospital").mandates
        held.update(valid_to=clock.today() - timedelta(days=1))
        with pytest.raises(NotFound):
            sign(row, states.SAFETY, HEALTH)


def test_a_refusal_at_the_review_abandons_the_release_with_its_reason() -> None:
    row = hand.up_to(states.REVIEW)
    deed = partial(reviews.refuse, release_id=row.pk, part=states.SAFETY, reason="", by=HEALTH)
    assert refused(NotValid, deed) == "reason_missing"
    reviews.refuse(release_id=row.pk, part=states.SAFETY, reason="La question fait peur", by=HEALTH)
    row.refresh_from_db()
    assert (row.state, row.reason) == (states.ABANDONED, "La question fait peur")


# --- languages, training, first day ----------------------------------------------------------------------------------
def test_each_language_is_checked_once_by_somebody() -> None:
    row = hand.up_to(states.TRANSLATION)
    reviews.check_language(release_id=row.pk, language="ar", by=HEALTH)
    read = partial(reviews.check_language, release_id=row.pk, by=SECRETARY)
    assert refused(NotNow, partial(read, language="ar")) == "gate_passed"
    assert refused(NotValid, partial(read, language="es")) == "language"
    row.refresh_from_db()
    assert row.gate == states.TRANSLATION


def test_an_institution_acknowledges_for_itself_and_on_paper_through_the_secretariat() -> None:
    row = hand.up_to(states.TRAINING)
    ask = reviews.acknowledge_training
    assert refused(NotPermitted, lambda: ask(release_id=row.pk, institution_id="daw", by=cast.LABOUR_LEAD)) == (
        "other_institution"
    )
    assert refused(NotValid, lambda: ask(release_id=row.pk, institution_id="hospital", by=HEALTH)) == "institution"
    assert refused(NotValid, lambda: ask(release_id=row.pk, institution_id="daw", by=SECRETARY)) == "how_missing"
    letter = {"institution_id": "daw", "how": states.LETTER, "by": SECRETARY}
    assert refused(NotValid, lambda: ask(release_id=row.pk, **letter)) == "text_missing"
    ask(release_id=row.pk, institution_id="labour", by=cast.LABOUR_LEAD)
    assert refused(NotNow, lambda: ask(release_id=row.pk, institution_id="labour", by=LABOUR)) == "gate_passed"
    ask(release_id=row.pk, reference="L-1", **letter)
    ask(release_id=row.pk, institution_id="mizan", by=at_the_table.MIZAN)
    row.refresh_from_db()
    assert row.gate == states.EFFECTIVE


def test_a_first_day_closer_than_the_notice_is_refused() -> None:
    row = hand.up_to(states.EFFECTIVE)
    today = clock.today()
    schedule = partial(releases.schedule, release_id=row.pk, by=SECRETARY)
    for wrong in (None, *(today + timedelta(days=ahead) for ahead in (-1, 0, 6))):
        assert refused(NotValid, partial(schedule, effective_on=wrong)) == "effective_on"
    schedule(effective_on=today + timedelta(days=7))
    row.refresh_from_db()
    assert row.effective_at == clock.now() + timedelta(seconds=7)


def test_outside_an_exercise_a_day_is_a_day(settings: Any) -> None:
    settings.DEMO = False
    begun = hand.begin_pilot(hand.up_to(states.PILOT))
    assert begun.pilot_until == clock.now() + timedelta(days=14)
    hand.find(begun)
    with clock.stopped(begun.pilot_until):
        release_pilots.end(release_id=begun.pk, by=SECRETARY)
        row = hand.up_to(states.EFFECTIVE, Release.objects.get(pk=begun.pk))
        hand.announced(row)
        row.refresh_from_db()
        assert row.effective_at is not None
        local = row.effective_at.astimezone(clock.here())
        assert (local.date(), local.hour, local.minute) == (hand.first_day(row), 0, 0)


def test_the_database_keeps_one_release_under_way_and_one_live() -> None:
    row = hand.opened()
    with pytest.raises(IntegrityError), transaction.atomic():
        Release.objects.create(
            document=row.document,
            edition=row.edition,
            number=9,
            state=states.SCHEDULED,
            gate=states.EFFECTIVE,
            opened_at=clock.now(),
        )
