"""Institutions and mandates through their verbs: what is written, what is refused, what the audit says."""

from datetime import date, timedelta
from typing import Any

import pytest

from himaya.institutions import events, queries_mandates, rules_mandates
from himaya.institutions.actions import delegates, institutions, mandates
from himaya.institutions.models import Account, Delegate, Desk, Institution, Mandate
from himaya.kernel import clock
from himaya.kernel.errors import NotFound, NotNow, NotPermitted, NotValid, Refusal
from himaya.kernel.models import AuditEvent
from tests import cast
from tests.refusals import refused

pytestmark = [pytest.mark.capability("A1"), pytest.mark.usefixtures("the_cast", "in_english")]
NAMES = {"fr": "Agence de l’Enfance", "ar": "وكالة الطفولة", "en": "Agency for Children"}
SINCE = date(2026, 1, 5)
DAY = timedelta(days=1)


def add(**changes: Any) -> Institution:
    return institutions.add(
        **{"code": "", "kind": "council", "names": NAMES, "valid_from": SINCE, "by": cast.SECRETARY, **changes}
    )


def person(institution: str = "hospital", **changes: Any) -> Delegate:
    base: dict[str, Any] = {
        "names": ("Salma Idrissi", "سلمى الإدريسي"),
        "functions": {"fr": "Cheffe de division", "ar": "رئيسة قسم"},
        "email": "salma@health.example",
    }
    return delegates.add(institution_id=institution, by=cast.SECRETARY, **{**base, **changes})


def give(who: Delegate, **changes: Any) -> Mandate:
    base: dict[str, Any] = {
        "role": rules_mandates.TITULAR,
        "valid_from": SINCE,
        "letter_reference": "D/12",
        "letter_on": date(2026, 1, 2),
    }
    return mandates.give(
        institution_id=who.institution_id, delegate_id=who.pk, by=cast.SECRETARY, **{**base, **changes}
    )


def follow(old: Mandate, to: Delegate, on: date) -> Mandate:
    return mandates.follow(
        mandate_id=old.pk,
        to_delegate_id=to.pk,
        on=on,
        letter_reference="D/90",
        letter_on=date(2026, 11, 20),
        moved={"questions": 2},
        by=cast.SECRETARY,
    )


def last_event() -> AuditEvent:
    found = AuditEvent.objects.order_by("-id").first()
    assert found is not None
    return found


def test_an_institution_is_added_under_three_names_with_a_code_of_its_own() -> None:
    row = add()
    assert (row.pk, row.name_fr, row.name_ar, row.name_en) == ("agence-enfance", *NAMES.values())
    assert (last_event().action, last_event().object_id) == ("institution.added", "agence-enfance")


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"names": {**NAMES, "en": " "}}, "names"),
        ({"names": {**NAMES, "ar": "Wakala"}}, "name_ar"),
        ({"names": {**NAMES, "fr": "وكالة"}}, "name_latin"),
        ({"names": {**NAMES, "fr": "A" * 201}}, "names_long"),
        ({"kind": "club"}, "institution_kind"),
        ({"code": "Agence Enfance"}, "institution_code"),
        ({"code": "a" * 65}, "institution_code"),
        ({"valid_from": date(2206, 1, 5)}, "institution_day"),
        ({"code": "police"}, "code_taken"),
    ],
)
def test_an_institution_that_cannot_be_taken_as_it_is_leaves_nothing(changes: dict[str, Any], code: str) -> None:
    before = Institution.objects.count()
    with pytest.raises(Refusal) as refusal:
        add(**changes)
    assert (refusal.value.code, Institution.objects.count()) == (code, before)
    assert (last_event().action, last_event().code) == ("refused", code)


def test_a_taken_code_comes_with_a_free_one_and_the_same_names_are_not_taken_twice() -> None:
    add()
    with refused(NotNow, says="agence-enfance-2 is free"):
        add(code="agence-enfance", names={**NAMES, "ar": "وكالة أخرى"})
    with pytest.raises(NotValid, match="name_twice"):
        add(code="another")


def test_only_the_secretariat_keeps_the_list() -> None:
    who = person()
    held = give(who)
    for verb in (
        lambda: institutions.close(institution_id="hospital", on=SINCE, by=cast.NURSE),
        lambda: delegates.correct(delegate_id=who.pk, names=("A", ""), functions={}, email="", by=cast.NURSE),
        lambda: mandates.end(mandate_id=held.pk, on=clock.today(), by=cast.NURSE),
    ):
        with pytest.raises(NotPermitted):
            verb()


def test_a_successor_takes_the_desks_knows_the_people_and_gets_no_mandate() -> None:
    held = give(person())
    on = clock.today() - 3 * DAY
    new = institutions.succeed(
        institution_id="hospital", code="health", kind="ministry", names=NAMES, on=on, by=cast.SECRETARY
    )
    old = Institution.objects.get(pk="hospital")
    held.refresh_from_db()
    assert (old.valid_to, held.valid_to, new.valid_from) == (on - DAY, on - DAY, on)
    assert Desk.objects.get(pk="ward").institution_id == "health"
    assert [one.name_latin for one in queries_mandates.delegates_of("health")] == ["Salma Idrissi"]
    assert not Mandate.objects.filter(institution=new).exists()
    assert list(queries_mandates.successors(old)) == [new]
    actions = list(AuditEvent.objects.order_by("-id").values_list("action", flat=True)[:2])
    assert actions == ["institution.succeeded", "mandate.ended"]


def test_a_new_name_is_not_entered_before_its_day_nor_twice_nor_before_a_mandate_begins() -> None:
    def succeed(on: date) -> None:
        institutions.succeed(
            institution_id="hospital", code="health", kind="ministry", names=NAMES, on=on, by=cast.SECRETARY
        )

    with pytest.raises(NotValid, match="successor_day_ahead"):
        succeed(clock.today() + DAY)
    give(person(), valid_from=clock.today())
    with pytest.raises(NotValid, match="institution_begins_later"):
        succeed(clock.today())
    Mandate.objects.update(valid_from=SINCE)
    succeed(clock.today())
    with pytest.raises(NotNow, match="institution_ended"):
        succeed(clock.today())


def test_a_closed_institution_takes_nobody_in() -> None:
    who = person()
    institutions.close(institution_id="hospital", on=clock.today() - DAY, by=cast.SECRETARY)
    assert last_event().action == "institution.closed"
    with pytest.raises(NotNow, match="institution_ended"):
        person()
    with pytest.raises(NotNow, match="institution_ended"):
        give(who)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"names": ("", "")}, "delegate_name"),
        ({"names": ("سلمى", "")}, "delegate_latin"),
        ({"names": ("", "Salma")}, "delegate_arabic"),
        ({"names": ("S" * 121, "")}, "delegate_name_long"),
        ({"functions": {"fr": " "}}, "function"),
        ({"functions": {"fr": "f" * 161}}, "function_long"),
        ({"email": "salma at health"}, "delegate_email"),
        ({"account_username": "nobody-here"}, "account_unknown"),
        ({"account_username": "officer"}, "account_unknown"),
        ({"account_username": "nurse"}, "account_role"),
    ],
)
def test_a_delegate_that_cannot_be_taken_has_a_sentence(changes: dict[str, Any], code: str) -> None:
    with pytest.raises(NotValid, match=code):
        person(**changes)
    assert not Delegate.objects.exists()


def test_one_script_is_enough_and_a_correction_is_written_down() -> None:
    who = person(names=("", "سلمى  الإدريسي"), email="")
    assert (who.name, last_event().action) == ("سلمى الإدريسي", "delegate.added")
    delegates.correct(
        delegate_id=who.pk, names=("Salma Idrissi", ""), functions={"fr": "Directrice"}, email="", by=cast.SECRETARY
    )
    who.refresh_from_db()
    assert (who.name_latin, who.name_arabic, who.function_fr) == ("Salma Idrissi", "", "Directrice")
    assert last_event().action == "delegate.corrected"


def sit(username: str, *roles: str) -> None:
    Account.objects.get(username=username).memberships.update(roles=list(roles))


def test_an_account_speaks_for_one_person_and_only_in_a_fitting_role() -> None:
    sit("nurse", "focal_point_alternate")
    who = person(account_username="nurse")
    with pytest.raises(NotValid, match="account_shared"):
        person(account_username="nurse")
    with pytest.raises(NotValid, match="account_role"):
        give(who, role=rules_mandates.VALIDATING)
    assert give(who, role=rules_mandates.TITULAR).pk
    sit("nurse", "validating_authority")
    with pytest.raises(NotValid, match="account_role"):
        delegates.correct(
            delegate_id=who.pk,
            names=("Salma", ""),
            functions={"fr": "x"},
            email="",
            account_username="nurse",
            by=cast.SECRETARY,
        )


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"role": "guest"}, "mandate_role"),
        ({"valid_to": SINCE - DAY}, "mandate_last"),
        ({"valid_from": date(1826, 1, 5)}, "mandate_day"),
        ({"letter_reference": "  "}, "letter"),
        ({"letter_on": None}, "letter"),
        ({"letter_reference": "x" * 81}, "letter_long"),
        ({"letter_on": date(2026, 11, 25)}, "letter_day"),
    ],
)
def test_a_mandate_that_cannot_be_taken_has_a_sentence(changes: dict[str, Any], code: str) -> None:
    with pytest.raises(NotValid, match=code):
        give(person(), **changes)
    assert not Mandate.objects.exists()


def test_a_second_titular_is_refused_by_name_and_an_alternate_is_not() -> None:
    give(person())
    other = person(names=("Omar Alami", ""))
    with pytest.raises(NotNow, match="mandate_held") as refusal:
        give(other)
    assert "Salma Idrissi holds this mandate since 5 January 2026" in str(refusal.value.sentence)
    assert give(other, role=rules_mandates.ALTERNATE).role == rules_mandates.ALTERNATE
    with pytest.raises(NotNow, match="mandate_twice"):
        give(other, role=rules_mandates.ALTERNATE)


def test_a_person_of_another_institution_is_not_there() -> None:
    with pytest.raises(NotFound):
        mandates.give(
            institution_id="police",
            delegate_id=person().pk,
            role=rules_mandates.TITULAR,
            valid_from=SINCE,
            letter_reference="D/12",
            letter_on=SINCE,
            by=cast.SECRETARY,
        )


def test_a_mandate_ends_with_its_last_day_and_what_is_past_is_not_changed() -> None:
    held = give(person())
    with pytest.raises(NotValid, match="mandate_day"):
        mandates.end(mandate_id=held.pk, on=SINCE - DAY, by=cast.SECRETARY)
    mandates.end(mandate_id=held.pk, on=clock.today() - DAY, by=cast.SECRETARY)
    assert last_event().action == "mandate.ended"
    with pytest.raises(NotNow, match="mandate_ended"):
        mandates.end(mandate_id=held.pk, on=clock.today(), by=cast.SECRETARY)
    held.refresh_from_db()
    assert held.valid_to == clock.today() - DAY


def test_a_running_term_may_be_shortened_and_never_lengthened() -> None:
    held = give(person(), valid_to=clock.today() + 60 * DAY)
    with pytest.raises(NotNow, match="mandate_ended"):
        mandates.end(mandate_id=held.pk, on=clock.today() + 61 * DAY, by=cast.SECRETARY)
    mandates.end(mandate_id=held.pk, on=clock.today() + 9 * DAY, by=cast.SECRETARY)
    held.refresh_from_db()
    assert held.valid_to == clock.today() + 9 * DAY


def test_a_mandate_passes_once_and_the_alternate_who_steps_up_is_no_alternate_any_more() -> None:
    old, other = give(person()), person(names=("Omar Alami", ""))
    beside = give(other, role=rules_mandates.ALTERNATE)
    new = follow(old, other, clock.today())
    old.refresh_from_db()
    beside.refresh_from_db()
    assert (old.valid_to, beside.valid_to) == (clock.today() - DAY, clock.today() - DAY)
    assert (new.follows_id, new.role, new.moved) == (old.pk, rules_mandates.TITULAR, {"questions": 2})
    assert last_event().action == "mandate.handed_over"
    with pytest.raises(NotNow, match="handed_over") as again:
        follow(old, person(names=("Third", "")), clock.today())
    assert "Omar Alami on 24 November 2026" in str(again.value.sentence)


def test_a_mandate_passes_to_somebody_else_and_after_it_began() -> None:
    old = give(person())
    with pytest.raises(NotValid, match="handover_same"):
        follow(old, old.delegate, clock.today())
    with pytest.raises(NotValid, match="handover_day"):
        follow(old, person(names=("Omar Alami", "")), SINCE)


def test_a_lapsed_mandate_passes_too_and_the_gap_stays_in_the_history() -> None:
    old = give(person(), valid_to=date(2026, 10, 1))
    follow(old, person(names=("Omar Alami", "")), clock.today())
    old.refresh_from_db()
    assert old.valid_to == date(2026, 10, 1)
    post = queries_mandates.posts(queries_mandates.institution("hospital"))[0]
    assert [(gap.first, gap.last) for gap in post.gaps] == [(date(2026, 10, 2), date(2026, 11, 23))]
    assert (post.standing, post.last) == (rules_mandates.VALID, None)


def test_every_act_on_the_list_has_its_sentence() -> None:
    old = give(person())
    follow(old, person(names=("Omar Alami", "")), clock.today())
    institutions.close(institution_id="hospital", on=clock.today(), by=cast.SECRETARY)
    add()
    written = set(AuditEvent.objects.values_list("action", flat=True))
    assert written <= set(events.EVENTS)
    assert len(written) == 6
