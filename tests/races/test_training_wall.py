"""What the store itself shows of participants' names, on PostgreSQL: raw SQL as the role of the pages."""

from datetime import timedelta

import pytest

from himaya.institutions.models import Mandate
from himaya.kernel import clock
from himaya.training import people
from himaya.training.actions import certificates, participant_imports
from himaya.training.models import Enrolment, TrainingSession
from tests import cast
from tests.races.behind_the_wall import alone, page_of, seen
from tests.rooms.coordination import at_the_table
from tests.rooms.training import at_hand, certifying
from tests.rooms.training.at_hand import DAW, LABOUR, OTHER_TRAINER, SECRETARY, TRAINER

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.usefixtures("role"),
    pytest.mark.capability("G1", "G3"),
]
TABLES = ("participant", "participant_import")


def test_names_are_there_for_the_institution_the_trainer_and_the_person_only(role: str) -> None:
    session = at_hand.session()
    with page_of(LABOUR):
        at_hand.named(session, username="inspector")
        participant_imports.read(session_id=session.pk, data=b"name\nKarim Tazi\n", by=LABOUR)
        with people.opened(LABOUR, session, people.visible(LABOUR, session)) as found:
            assert [one.name for one in found] == [at_hand.NAME]
    with page_of(TRAINER), people.opened(TRAINER, session, _all(session)) as found:
        assert [one.name for one in found] == [at_hand.NAME]
    with alone(role) as link:
        assert seen(link, LABOUR, tables=TABLES) == {"participant": 1, "participant_import": 1}
        assert seen(link, TRAINER, tables=TABLES)["participant"] == 1
        assert seen(link, cast.INSPECTOR, tables=TABLES)["participant"] == 1
        # Of the institution, and speaking for nobody: colleagues, their lead, and a focal point whose mandate is over.
        for colleague in (cast.LABOUR_LEAD, cast.INSPECTOR_SOUTH):
            assert seen(link, colleague, tables=TABLES) == dict.fromkeys(TABLES, 0), colleague
        after = (clock.now() + timedelta(days=5)).isoformat()
        Mandate.objects.filter(delegate__account_id=LABOUR.account_id).update(
            valid_to=clock.today() + timedelta(days=2)
        )
        assert seen(link, LABOUR, tables=TABLES, now=after) == dict.fromkeys(TABLES, 0)
        for stranger in (SECRETARY, DAW, OTHER_TRAINER, at_the_table.POLICE, cast.SHELTER, cast.AUDITOR):
            assert seen(link, stranger, tables=TABLES) == dict.fromkeys(TABLES, 0), stranger


def test_a_trainer_certifies_behind_the_wall_and_the_qualification_waits(role: str) -> None:
    account = certifying.interviewer()
    session = certifying.held(modules=certifying.EVERY, username=account.username)
    row = Enrolment.objects.get(session=session)
    with page_of(TRAINER):
        made = certificates.issue(enrolment_id=row.pk, track="interview", language="fr", by=TRAINER)
    assert made.qualification is not None
    assert made.qualification.state == "waiting"
    with alone(role) as link:
        assert seen(link, SECRETARY, tables=("participant",)) == {"participant": 0}


def _all(session: TrainingSession) -> list[Enrolment]:
    return list(Enrolment.objects.filter(session=session))
