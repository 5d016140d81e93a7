"""A cycle opens with rules that are data; its seats keep one voice per institution."""

from dataclasses import asdict
from datetime import date, timedelta

import pytest

from himaya.coordination import rules, rules_cycle, states
from himaya.coordination.actions import cycles, seats, tables
from himaya.coordination.models import Cycle, Invitation, Seat
from himaya.coordination.queries import tables as queries
from himaya.kernel import clock
from himaya.kernel.errors import NotNow, NotPermitted, NotValid
from himaya.kernel.models import AuditEvent
from tests.refusals import refused
from tests.rooms.coordination import at_the_table

pytestmark = pytest.mark.usefixtures("stage")
OPENED = {
    "titles": {"ar": "دورة التشاور"},
    "organiser_id": at_the_table.ORGANISER,
    "funder_id": None,
    "legal_basis": "",
    "rules": {},
    "themes": [("T1", {"fr": "Cadre juridique"})],
    "by": at_the_table.SECRETARY,
}


# What a cycle goes by when nobody chose, as its page says it: more than half, two at least, by consensus.
BY_DEFAULT = {
    "quorum_share": "1/2", "quorum_more_than": True, "quorum_least": 2, "represented_counts": False,
    "method": "consensus", "majority": "1/2", "chair_casts": False, "confirm_by": "none", "answer_days": 7,
    "reminder_days": 3, "minutes_days": 5, "comment_days": 10, "review_months": 12, "pilot_days": 14, "notice_days": 7,
}  # fmt: skip
_DAYS = {
    "answer_days": 90,
    "reminder_days": 60,
    "minutes_days": 90,
    "comment_days": 90,
    "pilot_days": 90,
    "notice_days": 90,
}
ENDS: dict[str, tuple[object, object]] = {
    "quorum_least": (1, 99), "quorum_share": ("1/99", "1"), "majority": ("1/99", "98/99"), "review_months": (1, 60),
    **{name: (0, most) for name, most in _DAYS.items()},
}  # fmt: skip
BEYOND: dict[str, tuple[object, object]] = {
    "quorum_least": (0, 100), "quorum_share": ("0", "100/99"), "majority": ("0", "1"), "review_months": (0, 61),
    **{name: (-1, most + 1) for name, most in _DAYS.items()},
}  # fmt: skip


def opened(**changes: object) -> Cycle:
    return cycles.open(**{**OPENED, **changes})  # type: ignore[arg-type]


def actions() -> list[str]:
    return list(AuditEvent.objects.exclude(action="refused").order_by("id").values_list("action", flat=True))


def test_a_cycle_opens_in_one_language_and_with_default_rules() -> None:
    cycle = opened()
    assert (cycle.state, cycle.title) == (states.OPEN, "دورة التشاور")
    assert queries.rules_of(cycle) == rules.CycleRules()
    assert asdict(rules.CycleRules()) == BY_DEFAULT
    assert actions() == ["cycle.opened"]


def test_the_ends_of_a_rule_stand_and_what_lies_beyond_does_not() -> None:
    for name, ends in ENDS.items():
        assert [rules_cycle.wrong({name: end}) for end in ends] == [(), ()], name
    for name, ends in BEYOND.items():
        assert [rules_cycle.wrong({name: end}) for end in ends] == [(name,), (name,)], name


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"titles": {"fr": "  "}}, "title_missing"),
        ({"organiser_id": "nobody"}, "institution_unknown"),
        ({"rules": {"quorum_share": "3/2"}}, "rule_quorum_share"),
        ({"rules": {"majority": "1"}}, "rule_majority"),
        ({"rules": {"quorum_least": 0}}, "rule_quorum_least"),
        ({"rules": {"chair_casts": "yes"}}, "rule_chair_casts"),
        ({"rules": {"anything": 1}}, "rule_unknown"),
        ({"themes": [("T1", {"fr": "a"}), ("T1", {"fr": "b"})]}, "theme_code"),
    ],
)
def test_what_cannot_be_a_cycle_is_refused_and_leaves_nothing(changes: dict[str, object], code: str) -> None:
    with refused(NotValid, code):
        opened(**changes)
    assert Cycle.objects.count() == 0


def test_only_the_secretariat_opens_a_cycle() -> None:
    with pytest.raises(NotPermitted):
        opened(by=at_the_table.HEALTH)


def test_rules_change_until_a_table_is_convened_and_not_after() -> None:
    table = at_the_table.planned()
    cycles.change_rules(cycle_id=table.cycle_id, rules={"quorum_least": 3}, by=at_the_table.SECRETARY)
    assert queries.rules_of(Cycle.objects.get()).quorum_least == 3
    tables.convene(table_id=table.pk, answer_by=clock.today(), by=at_the_table.SECRETARY)
    with refused(NotNow, "rules_in_use"):
        cycles.change_rules(cycle_id=table.cycle_id, rules={"quorum_least": 1}, by=at_the_table.SECRETARY)


def test_a_cycle_closes_when_its_tables_are_over() -> None:
    table = at_the_table.planned()
    with refused(NotNow, "table_not_over"):
        cycles.close(cycle_id=table.cycle_id, by=at_the_table.SECRETARY)
    tables.cancel(table_id=table.pk, reason="No room", by=at_the_table.SECRETARY)
    cycles.close(cycle_id=table.cycle_id, by=at_the_table.SECRETARY)
    with pytest.raises(NotNow):
        seats.give(cycle_id=table.cycle_id, kind="ngo", institution_id=None, valid_from=clock.today(), by=OPENED["by"])


def give(cycle: Cycle, kind: str, institution: str | None, valid_from: date = at_the_table.SINCE) -> Seat:
    return seats.give(
        cycle_id=cycle.pk, kind=kind, institution_id=institution, valid_from=valid_from, by=at_the_table.SECRETARY
    )


def test_an_association_s_seat_is_reserved_then_filled_and_keeps_its_number() -> None:
    cycle = opened()
    give(cycle, states.MEMBER, "labour")
    reserved = give(cycle, states.NGO, None)
    assert queries.voices_on(cycle, at_the_table.DAY) == [Seat.objects.get(number=1).institution]
    filled = seats.fill(seat_id=reserved.pk, institution_id="daw", valid_from=clock.today(), by=at_the_table.SECRETARY)
    assert (filled.number, filled.kind) == (2, states.NGO)
    reserved.refresh_from_db()
    assert reserved.valid_to == clock.today() - timedelta(days=1)
    assert [one.pk for one in queries.voices_on(cycle, clock.today())] == ["labour", "daw"]
    with pytest.raises(NotNow):
        seats.fill(seat_id=reserved.pk, institution_id="mizan", valid_from=clock.today(), by=at_the_table.SECRETARY)


def test_a_member_s_seat_cannot_be_reserved_and_nobody_sits_twice() -> None:
    cycle = opened()
    with refused(NotValid, "institution_missing"):
        give(cycle, states.MEMBER, None)
    give(cycle, states.MEMBER, "labour")
    with refused(NotValid, "seat_twice"):
        give(cycle, states.OBSERVER, "labour")


def test_an_association_that_leaves_leaves_its_seat_reserved() -> None:
    cycle = opened()
    seat = give(cycle, states.NGO, "daw")
    seats.end(seat_id=seat.pk, on=clock.today(), by=at_the_table.SECRETARY)
    left = Seat.objects.get(valid_to__isnull=True)
    assert (left.number, left.institution_id, left.kind) == (1, None, states.NGO)


def test_who_joins_after_the_convening_is_asked_too() -> None:
    table = at_the_table.convened()
    give(table.cycle, states.MEMBER, at_the_table.STRANGER)
    assert Invitation.objects.filter(table=table, institution_id=at_the_table.STRANGER).count() == 1
    give(table.cycle, states.OBSERVER, "authority", at_the_table.DAY + timedelta(days=1))
    assert not Invitation.objects.filter(institution_id="authority").exists()


def test_a_successor_takes_over_the_seat_under_its_number() -> None:
    cycle = at_the_table.cycle()
    assert seats.take_over(from_id="social", to_id="minors", on=at_the_table.DAY, by=at_the_table.SECRETARY) == 1
    kept = queries.seats_on(cycle, at_the_table.DAY).get(institution_id="minors")
    assert kept.number == 6
    assert "social" not in {one.pk for one in queries.voices_on(cycle, at_the_table.DAY)}
    assert "social" in {one.pk for one in queries.voices_on(cycle, at_the_table.DAY - timedelta(days=1))}
