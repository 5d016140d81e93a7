"""Who is named, who reads it, who is marked; and the same name twice in two spellings."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from himaya.kernel import clock
from himaya.kernel.access import Access
from himaya.kernel.errors import NotFound, NotNow, NotPermitted, NotValid
from himaya.kernel.models import AuditEvent
from himaya.training import door, people, states
from himaya.training.actions import enrolments, half_days, participant_imports, training_sessions
from himaya.training.models import Enrolment, HalfDayAttendance, Participant, ParticipantImport
from himaya.training.queries import plans
from himaya.training.queries import sessions as queries
from tests import cast
from tests.pages import body
from tests.refusals import refused
from tests.rooms.coordination import at_the_table
from tests.rooms.training import at_hand
from tests.rooms.training.at_hand import DAW, LABOUR, OTHER_TRAINER, SECRETARY, TRAINER
from tests.signed_in import Sit

pytestmark = [pytest.mark.usefixtures("stage"), pytest.mark.capability("G1")]
SHEET = (
    "Nom;Fonction;Région;Sexe\nNadia El Fassi;Inspectrice;North;F\nنادية الفاسي;;;\nKarim Tazi;;Elsewhere;?\n;;;\n;x;;"
)


def test_names_are_read_by_the_own_institution_the_trainer_and_nobody_else() -> None:
    session = at_hand.session()
    at_hand.named(session)
    at_hand.named(session, "Salma Hddad", institution_id="daw", by=DAW)
    read = {}
    for who in (LABOUR, DAW, TRAINER, SECRETARY, OTHER_TRAINER, at_the_table.POLICE):
        with people.opened(who, session, people.visible(who, session)) as found:
            read[who] = [one.name for one in found]
    assert read[LABOUR] == [at_hand.NAME]
    assert read[DAW] == ["Salma Hddad"]
    assert sorted(read[TRAINER]) == sorted([at_hand.NAME, "Salma Hddad"])
    assert read[SECRETARY] == read[OTHER_TRAINER] == read[at_the_table.POLICE] == []
    assert AuditEvent.objects.filter(action="participants.read", purpose="training").count() >= 3
    counts = {one.institution.pk: one.named for one in queries.by_institution(session)}
    assert counts == {"labour": 1, "daw": 1}


def test_two_spellings_of_one_name_are_asked_about_before_they_are_two_people() -> None:
    session = at_hand.session()
    at_hand.named(session, "Mohammed El Fassi")
    for spelling in ("Mohamed Elfassi", "محمد الفاسي", "EL FASSI Mohammed"):
        with refused(NotValid, "twice"):
            at_hand.named(session, spelling)
    at_hand.named(session, "محمد الفاسي", another=True)
    assert people.named(session) == 2


def test_an_institution_names_only_its_own_and_only_while_it_is_open() -> None:
    session = at_hand.session(opened=False)
    with pytest.raises(NotFound):
        at_hand.named(session)
    training_sessions.open_naming(session_id=session.pk, by=SECRETARY)
    with pytest.raises(NotPermitted):
        at_hand.named(session, institution_id="daw")
    with pytest.raises(NotPermitted):
        at_hand.named(session, by=SECRETARY)
    with pytest.raises(NotFound):
        at_hand.named(session, institution_id="police", by=at_the_table.POLICE)
    with pytest.raises(NotValid):
        at_hand.named(session, " 123 ")


def test_no_more_are_named_than_there_are_places() -> None:
    session = at_hand.session(places=1)
    at_hand.named(session)
    with refused(NotNow, "full"):
        at_hand.named(session, "Karim Tazi")


def test_a_list_is_looked_at_taken_in_and_undone() -> None:
    session = at_hand.session(half_days=at_hand.hours(clock.now() + timedelta(hours=2)))
    at_hand.named(session, "Karim Tazi")
    batch = participant_imports.read(session_id=session.pk, data=SHEET.encode(), by=LABOUR)
    with Access(LABOUR, "training") as reader:
        reader.open(batch)
        faults = [(one["row"], one["faults"]) for one in batch.rows]
    assert faults == [
        (2, []),
        (3, ["twice_in_list"]),
        (4, ["no_region", "no_sex", "twice_there"]),
        (6, ["no_name"]),
    ]
    assert Enrolment.objects.count() == 1
    assert participant_imports.confirm(batch_id=batch.pk, others=[3, 4], by=LABOUR) == 2
    batch = ParticipantImport.objects.get()
    assert batch.__dict__["rows"] is None, "no name stays beside the list"
    with pytest.raises(NotNow):
        participant_imports.confirm(batch_id=batch.pk, by=LABOUR)
    assert participant_imports.undo(batch_id=batch.pk, by=LABOUR) == 2
    assert (Enrolment.objects.count(), Participant.objects.count()) == (1, 1)


def test_a_list_is_not_undone_once_somebody_of_it_was_marked() -> None:
    session = at_hand.session()
    batch = participant_imports.read(session_id=session.pk, data=b"name\nKarim Tazi\n", by=LABOUR)
    participant_imports.confirm(batch_id=batch.pk, by=LABOUR)
    at_hand.marked(session, Enrolment.objects.get())
    with refused(NotNow, "something_came"):
        participant_imports.undo(batch_id=batch.pk, by=LABOUR)


def test_a_list_of_another_institution_is_not_there_and_one_left_alone_is_emptied() -> None:
    session = at_hand.session()
    batch = participant_imports.read(session_id=session.pk, data=b"name\nKarim Tazi\n", by=LABOUR)
    with pytest.raises(NotFound):
        participant_imports.confirm(batch_id=batch.pk, by=DAW)
    assert participant_imports.forget() == 0
    with clock.stopped(clock.now() + participant_imports.KEPT + participant_imports.KEPT):
        assert (participant_imports.forget(), participant_imports.forget()) == (1, 0)
    assert ParticipantImport.objects.get().__dict__["rows"] is None


@pytest.mark.parametrize("data", [b"", b"place\nx\n", b"name\n", b"%PDF-1.7", b"PK\x03\x04nothing"])
def test_a_file_that_is_no_list_is_refused_with_a_sentence(data: bytes) -> None:
    session = at_hand.session()
    with pytest.raises(NotValid) as refusal:
        participant_imports.read(session_id=session.pk, data=data, by=LABOUR)
    assert str(refusal.value.sentence)


def test_attendance_is_marked_by_its_trainer_and_stays_once_it_was_held() -> None:
    session = at_hand.session()
    row = at_hand.named(session)
    for who, refusal in ((SECRETARY, NotPermitted), (LABOUR, NotPermitted), (OTHER_TRAINER, NotFound)):
        with pytest.raises(refusal):
            _mark(session, row, by=who)
    _mark(session, row, status=states.ABSENT)
    _mark(session, row)
    with pytest.raises(NotNow):
        enrolments.withdraw(enrolment_id=row.pk, by=LABOUR)
    at_hand.closed(session)
    with pytest.raises(NotNow):
        _mark(session, row, status=states.EXCUSED)
    with pytest.raises(DatabaseError), transaction.atomic():
        HalfDayAttendance.objects.update(status=states.ABSENT)
    with pytest.raises(NotNow):
        at_hand.named(session, "Karim Tazi")


def _mark(session: object, row: Enrolment, *, status: str = states.PRESENT, by: object = TRAINER) -> None:
    half_days.mark(
        half_day_id=at_hand.first_half_day(session).pk,  # type: ignore[arg-type]
        enrolment_id=row.pk,
        status=status,
        how=states.BY_PAPER,
        by=by,  # type: ignore[arg-type]
    )


def test_whoever_is_named_checks_in_with_the_square_while_it_lives() -> None:
    session = at_hand.session()
    row = at_hand.named(session, username="inspector")
    token = door.token(at_hand.first_half_day(session).pk)
    with pytest.raises(NotFound):
        half_days.check_in(token=token, by=cast.NURSE)
    half_days.check_in(token=token, by=cast.INSPECTOR)
    half_days.check_in(token=token, by=cast.INSPECTOR)
    there = HalfDayAttendance.objects.get(enrolment=row)
    assert (there.status, there.how) == (states.PRESENT, states.BY_QR)
    for old in (token + "x", "nonsense", ""):
        with pytest.raises(NotNow):
            half_days.check_in(token=old, by=cast.INSPECTOR)
    with clock.stopped(clock.now() + door.LIVES + door.LIVES), pytest.raises(NotNow):
        half_days.check_in(token=token, by=cast.INSPECTOR)


def test_a_need_is_covered_by_people_who_were_there_and_by_sessions_that_were_held() -> None:
    need = at_hand.need(wanted=2)
    unserved = at_hand.need(institution="hospital", wanted=None)
    line = at_hand.line(need)
    session = at_hand.session(line)
    rows = [at_hand.named(session), at_hand.named(session, "Karim Tazi"), at_hand.named(session, "Omar Slaoui")]
    other = at_hand.named(session, "Salma Hddad", institution_id="daw", by=DAW)
    at_hand.marked(session, rows[0])
    at_hand.marked(session, other)
    half_days.mark_rest(half_day_id=at_hand.first_half_day(session).pk, how=states.BY_LIST, by=TRAINER)

    def standing() -> dict[object, tuple[str, int, int]]:
        found = plans.coverage(line.plan)
        return {one.row.pk: (one.standing, one.served.planned, one.served.reached) for one in found}

    assert standing() == {need.pk: ("to_train", 2, 0), unserved.pk: ("not_planned", 0, 0)}
    at_hand.closed(session)
    assert standing()[need.pk] == ("partly", 2, 1)
    assert [(one.standing, one.aims, one.reached) for one in plans.lines([line])] == [("under_way", 5, 2)]
    second = at_hand.session(line)
    at_hand.marked(second, at_hand.named(second, "Karim Tazi"))
    at_hand.closed(second)
    assert standing()[need.pk] == ("covered", 2, 2)


def test_the_same_list_taken_in_twice_names_nobody_twice(sit: Sit) -> None:
    session = at_hand.session()
    first, second = (
        participant_imports.read(session_id=session.pk, data=b"name\nKarim Tazi\nSalma Haddad\n", by=LABOUR)
        for _time in range(2)
    )
    assert participant_imports.confirm(batch_id=first.pk, by=LABOUR) == 2
    with pytest.raises(NotNow, match="named_since"):
        participant_imports.confirm(batch_id=second.pk, by=LABOUR)
    page = body(sit(LABOUR).post(f"/training/lists/{second.pk}/", {"do": "confirm"}), 409)
    assert "was named since it was read" in page
    assert Enrolment.objects.count() == 2
    # Read again, both are asked about.
    third = participant_imports.read(session_id=session.pk, data=b"name\nKarim Tazi\nSalma Haddad\n", by=LABOUR)
    assert participant_imports.confirm(batch_id=third.pk, others=[2], by=LABOUR) == 1


def test_somebody_named_by_hand_since_a_list_was_read_is_not_named_again() -> None:
    """The next day too; who was withdrawn since, or was said to be somebody else, is no reason."""
    session = at_hand.session()
    batch = participant_imports.read(session_id=session.pk, data="name\nكريم التازي\nOmar Slaoui\n".encode(), by=LABOUR)
    with clock.stopped(clock.now() + timedelta(days=1)):
        row = at_hand.named(session, "Karim Tazi")
        with pytest.raises(NotNow, match="named_since"):
            participant_imports.confirm(batch_id=batch.pk, by=LABOUR)
        assert Enrolment.objects.count() == 1
        enrolments.withdraw(enrolment_id=row.pk, by=LABOUR)
        assert participant_imports.confirm(batch_id=batch.pk, by=LABOUR) == 2


def test_a_row_said_to_be_somebody_else_is_taken_in_though_one_was_named_since() -> None:
    session = at_hand.session()
    batch = participant_imports.read(session_id=session.pk, data=b"name\nKarim Tazi\n", by=LABOUR)
    at_hand.named(session, "Karim Tazi")
    assert participant_imports.confirm(batch_id=batch.pk, others=[2], by=LABOUR) == 1
