"""Files of one event, and who looks after a child: a link opens nothing, and tells nothing of what is not seen."""

from types import SimpleNamespace
from typing import Any
from uuid import uuid4

import pytest
from django.db import DatabaseError, transaction

from himaya.cases import of_children
from himaya.cases.actions import exclusions
from himaya.cases.ledger import About
from himaya.cases.models import Case
from himaya.kernel import belongings
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound, NotNow, NotPermitted, NotValid
from himaya.kernel.models import AuditEvent
from himaya.relations import access, queries, rules
from himaya.relations.actions import carers, ties
from himaya.relations.models import Carer, Event, EventFile
from tests import cast
from tests.refusals import refused
from tests.rooms.relations import related
from tests.rooms.relations.related import BY

SAID_NOTHING = SimpleNamespace(assent="", guardian="")
pytestmark = pytest.mark.capability("C6")


def seen(actor: Actor, case: Case) -> list[str]:
    """References of the files that the reader of one sees linked with it."""
    return sorted(row.case.reference for one in queries.events_of(actor, case.pk) for row in one.others)


def test_two_files_of_a_desk_are_linked_under_a_reference_of_the_events_own() -> None:
    one, other = related.case(), related.case()
    event = Event.objects.get(pk=related.linked(one, other))
    assert event.reference not in (one.reference, other.reference)
    assert seen(BY, one) == [other.reference]
    assert seen(BY, other) == [one.reference]
    assert {row.tie for row in EventFile.objects.all()} == {"co_victim"}
    said = AuditEvent.objects.get(action="event.linked")
    assert (said.object_type, said.code) == ("event", "co_victim")


def test_a_link_opens_neither_file_to_whoever_sees_the_other() -> None:
    """A colleague of the sister desk is let into one: of the other they see nothing, and not that there is one."""
    one, other = related.case(), related.case()
    related.linked(one, other)
    related.let_in(one, cast.INSPECTOR_SOUTH, cast.LABOUR_LEAD)
    assert seen(cast.INSPECTOR_SOUTH, one) == []
    with pytest.raises(NotFound), access.open_relations(cast.INSPECTOR_SOUTH, one.pk):
        pass
    for stranger in (cast.SHELTER, cast.OFFICER, cast.LAWYER):
        with pytest.raises(NotFound), access.open_relations(stranger, one.pk):
            pass


def test_a_conflict_of_interest_hides_the_link_as_if_it_had_never_been() -> None:
    """Seen red with the count of the members of an event: two where one is seen tells that there is another."""
    one, other, plain = related.case(), related.case(), related.case()
    related.linked(one, other)
    exclusions.add(
        case_id=other.pk, account_id=cast.INSPECTOR_COLLEAGUE.account_id, reason="family", by=cast.LABOUR_LEAD
    )  # type: ignore[arg-type]
    assert queries.events_of(cast.INSPECTOR_COLLEAGUE, one.pk) == queries.events_of(cast.INSPECTOR_COLLEAGUE, plain.pk)
    with access.open_relations(cast.INSPECTOR_COLLEAGUE, one.pk) as opened:
        assert opened.events == ()
    # Linking it with a third begins an event of its own: the hidden one is neither told of nor joined.
    third = related.case()
    event = related.linked(one, third, by=cast.INSPECTOR_COLLEAGUE)
    assert seen(cast.INSPECTOR_COLLEAGUE, third) == [one.reference]
    assert EventFile.objects.filter(event=event).count() == 2
    with pytest.raises(NotFound):
        hidden = EventFile.objects.get(case=other).event_id
        ties.unlink(case_id=one.pk, event_id=hidden, reason="mistake", by=cast.INSPECTOR_COLLEAGUE)


def test_absent_not_seen_and_of_another_institution_answer_alike() -> None:
    one, south = related.case(), related.of_the_south()
    sentences = set()
    for reference in (south.reference, "K7MR-2QXD", "", "nonsense", one.reference[:4]):
        with pytest.raises(NotValid) as refusal:
            ties.link(case_id=one.pk, reference=reference, tie="co_victim", by=BY)
        sentences.add((refusal.value.code, str(refusal.value.sentence)))
    assert len(sentences) == 1
    assert Event.objects.count() == 0


def test_a_third_file_joins_an_event_that_is_seen_and_nothing_is_linked_twice() -> None:
    one, other, third = related.case(), related.case(), related.case()
    event = related.linked(one, other)
    assert related.linked(one, third, event=event) == event
    assert seen(BY, third) == sorted([one.reference, other.reference])
    for pair in ((one, other), (other, one), (third, other)):
        with pytest.raises(NotNow):
            related.linked(*pair)
    with pytest.raises(NotFound):
        related.linked(related.case(), one, event=event)
    with pytest.raises(NotFound):
        related.linked(one, related.case(), event=uuid4())
    with pytest.raises(NotValid):
        ties.link(case_id=one.pk, reference=third.reference, tie="enemies", by=BY)
    with pytest.raises(NotValid):
        related.linked(one, one)


def test_who_is_taken_out_leaves_a_line_and_can_be_linked_again() -> None:
    one, other = related.case(), related.case()
    event = related.linked(one, other)
    with pytest.raises(NotValid):
        ties.unlink(case_id=one.pk, event_id=event, reason="whim", by=BY)
    ties.unlink(case_id=one.pk, event_id=event, reason="safety", by=BY)
    (left,) = queries.events_of(BY, one.pk)
    assert (left.stands, left.mine.reason) == (False, "safety")
    with pytest.raises(NotNow):
        ties.unlink(case_id=one.pk, event_id=event, reason="safety", by=BY)
    related.linked(one, other, event=event)
    (again,) = queries.events_of(BY, one.pk)
    assert again.stands
    assert EventFile.objects.count() == 3
    with pytest.raises(DatabaseError), transaction.atomic():
        EventFile.objects.filter(ended_on__isnull=False).update(ended_on=None, reason="")
    with pytest.raises(DatabaseError), transaction.atomic():
        EventFile.objects.update(tie="same_family")


def test_an_erasure_takes_links_along_and_counts_them_nowhere() -> None:
    one, other = related.case(), related.case()
    related.linked(one, other)
    (declared,) = [found for found in belongings.of_persons() if found.model is EventFile]
    assert declared.untold, "a number in a certificate would tell that there was another file"
    assert declared.erase(one.person_id, scope="all") == 1
    assert seen(BY, other) == []


@pytest.mark.parametrize("who", [cast.OPERATOR, cast.AUDITOR, cast.SECRETARY])
def test_who_reads_no_case_links_none(who: Actor) -> None:
    one, other = related.case(), related.case()
    with pytest.raises(NotPermitted):
        related.linked(one, other, by=who)
    with pytest.raises(NotPermitted):
        carers.note(case_id=one.pk, kind="parent", implicated="no", words="", by=who)


def test_a_carer_of_a_child_is_written_down_ended_and_stands_above_a_call() -> None:
    child = related.child()
    with access.open_relations(BY, child.pk) as opened:
        assert (opened.is_child, opened.before_a_call) == (True, rules.NOT_ASKED)
    first = carers.note(case_id=child.pk, kind="parent", implicated="no", words="Canary mother", by=BY)
    carers.note(case_id=child.pk, kind="other_carer", implicated="unknown", words="", by=BY)
    with access.open_relations(BY, child.pk) as opened:
        assert opened.before_a_call == rules.UNKNOWN
        assert [one.words for one in opened.carers] == ["", "Canary mother"]
    carers.end(case_id=child.pk, number=2, reason="changed", by=BY)
    carers.note(case_id=child.pk, kind="other_carer", implicated="yes", words="", by=BY)
    assert queries.before_a_call(child) == rules.YES
    assert queries.before_a_call(related.grown()) == ""
    with pytest.raises(NotNow):
        carers.end(case_id=child.pk, number=2, reason="changed", by=BY)
    with pytest.raises(NotFound):
        carers.end(case_id=child.pk, number=9, reason="changed", by=BY)
    with pytest.raises(DatabaseError), transaction.atomic():
        Carer.objects.filter(number=first).update(implicated="yes")


def test_no_carer_is_written_down_in_a_real_nation_before_its_legal_set_up(settings: Any) -> None:
    """Seen red without the gate of real identities."""
    child = related.child()
    settings.DEMO = False
    with refused(NotNow, "legal_setup_missing"):
        carers.note(case_id=child.pk, kind="parent", implicated="no", words="", by=BY)


@pytest.mark.parametrize(
    ("changes", "code"),
    [({"kind": "neighbour"}, "kind"), ({"implicated": "maybe"}, "implicated"), ({"words": "a" * 401}, "words")],
)
def test_what_cannot_be_taken_names_its_field(changes: dict[str, str], code: str) -> None:
    child = related.child()
    with refused(NotValid, code):
        carers.note(case_id=child.pk, by=BY, **{"kind": "parent", "implicated": "no", "words": "", **changes})


def test_nobody_looks_after_an_adult_here() -> None:
    with pytest.raises(NotNow):
        carers.note(case_id=related.grown().pk, kind="parent", implicated="no", words="", by=BY)


@pytest.mark.parametrize("age", ["child", "maybe_child", "unknown", ""])
def test_doubt_about_age_warns_before_a_call_as_for_a_child(age: str) -> None:
    """Seen red with a list of the words that mean child: an age that nobody asked was taken for an adult's."""
    case = related.aged(age)
    assert queries.before_a_call(case) == rules.NOT_ASKED
    carers.note(case_id=case.pk, kind="parent", implicated="yes", words="", by=BY)
    with access.open_relations(BY, case.pk) as opened:
        assert (opened.is_child, opened.before_a_call) == (True, rules.YES)
    with refused(NotValid, "assent"):
        of_children.check_heard(case, About(desk_id="shelter"), SAID_NOTHING, "given", flag="")


def test_a_yes_about_a_carer_counts_until_a_second_person_ends_it_as_a_mistake() -> None:
    """Seen red with the lines that hold alone: one click, "no longer", made an implicated father askable."""
    child = related.child(guardian_implicated="no")
    carers.note(case_id=child.pk, kind="parent", implicated="yes", words="", by=BY)
    carers.note(case_id=child.pk, kind="other_carer", implicated="no", words="", by=BY)
    with refused(NotPermitted, "same_person"):
        carers.end(case_id=child.pk, number=1, reason="mistake", by=BY)
    carers.note(case_id=child.pk, kind="parent", implicated="yes", words="", by=BY)
    carers.end(case_id=child.pk, number=3, reason="no_longer", by=BY)
    carers.end(case_id=child.pk, number=1, reason="mistake", by=cast.INSPECTOR_COLLEAGUE)
    assert queries.before_a_call(child) == rules.YES, "one line of the two says so still"
    assert of_children._may_be_asked(child, "no") is False
    with access.open_relations(BY, child.pk) as opened:
        assert opened.before_a_call == rules.YES
        assert [one.counts for one in opened.carers] == [True, True, False]


def test_a_yes_that_a_second_person_ended_as_a_mistake_counts_no_more() -> None:
    child = related.child()
    carers.note(case_id=child.pk, kind="parent", implicated="yes", words="", by=BY)
    carers.note(case_id=child.pk, kind="parent", implicated="no", words="", by=BY)
    carers.end(case_id=child.pk, number=1, reason="mistake", by=cast.INSPECTOR_COLLEAGUE)
    assert queries.before_a_call(child) == ""


def test_whoever_was_only_let_in_writes_no_link_into_the_file_that_they_see() -> None:
    """Seen red with the files that one sees: the sister desk wrote a line into a file of the north."""
    one, south = related.case(), related.of_the_south()
    related.let_in(one, cast.INSPECTOR_SOUTH, cast.LABOUR_LEAD)
    with refused(NotValid, "reference"):
        related.linked(south, one, by=cast.INSPECTOR_SOUTH)
    assert EventFile.objects.count() == 0


def test_whoever_holds_a_file_takes_it_out_of_every_event_also_of_one_that_they_do_not_see() -> None:
    """The answer is the same where there was none: it tells nothing."""
    one, other, plain = related.case(), related.case(), related.case()
    related.linked(one, other)
    exclusions.add(
        case_id=other.pk, account_id=cast.INSPECTOR_COLLEAGUE.account_id, reason="family", by=cast.LABOUR_LEAD
    )  # type: ignore[arg-type]
    before = AuditEvent.objects.filter(action="event.left").count()
    for case in (one, plain):
        ties.leave(case_id=case.pk, reason="safety", by=cast.INSPECTOR_COLLEAGUE)
    assert EventFile.objects.get(case=one).reason == "safety"
    assert EventFile.objects.get(case=other).ended_on is None
    assert AuditEvent.objects.filter(action="event.left").count() == before + 2
    with pytest.raises(NotValid):
        ties.leave(case_id=one.pk, reason="whim", by=BY)
    with pytest.raises(NotFound):
        ties.leave(case_id=one.pk, reason="safety", by=cast.INSPECTOR_SOUTH)


@pytest.mark.parametrize(("implicated", "may"), [("no", True), ("unknown", False), ("yes", False)])
def test_the_rule_that_lets_a_guardian_be_asked_hears_of_it(implicated: str, may: bool) -> None:
    """Seen red with `looked_after` not asked in `of_children`: an implicated uncle was overlooked."""
    child = related.child(guardian_implicated="no")
    carers.note(case_id=child.pk, kind="other_carer", implicated=implicated, words="", by=BY)
    assert of_children._may_be_asked(child, "no") is may
