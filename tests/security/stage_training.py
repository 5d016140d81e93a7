"""Trainings behind the matrix: a plan in force, a session of `trainer@member`, somebody of `labour` named, a list."""

from himaya.institutions.models import Account
from himaya.training import door
from himaya.training.actions import assessments, participant_imports, test_rounds, training_sessions
from himaya.training.models import SessionTrainer
from tests import cast
from tests.rooms.training import at_hand, certifying, raising
from tests.security.matrix import rows


def set_up() -> dict[str, str]:
    """By the verbs; the accounts of the matrix are there already."""
    at_hand.people()
    line = at_hand.line()
    planned = at_hand.session(line, opened=False)
    session = at_hand.session(line)
    trainer = Account.objects.get(username="trainer-member")
    training_sessions.add_trainer(session_id=session.pk, username=trainer.username, by=cast.SECRETARY)
    row = at_hand.named(session)
    batch = participant_imports.read(session_id=session.pk, data=b"name\nKarim Tazi\n", by=at_hand.LABOUR)
    assessed = assessments.begin(
        institution_id="labour", region_id="", audience="Inspection", people=3, by=at_hand.LABOUR
    )
    form = at_hand.form()
    test = test_rounds.start(session_id=session.pk, moment="pre", form_id=form.pk, by=cast.SECRETARY)
    made = certifying.issued(of=line)
    SessionTrainer.objects.create(session=made.enrolment.session, account=trainer)
    aware = raising.line()
    shown = raising.running(raising.planned(aware))
    return {
        rows.AWARENESS_LINE: str(aware.pk),
        rows.SHOWN_ACTIVITY: str(shown.pk),
        rows.OPEN_ACTIVITY: str(raising.planned(aware).pk),
        rows.TEST_FORM: str(form.pk),
        rows.TEST_TOKEN: test.token,
        rows.HELD_SESSION: str(made.enrolment.session_id),
        rows.CERTIFICATE: str(made.pk),
        rows.TRAINING_PLAN: str(line.plan_id),
        rows.TRAINING_LINE: str(line.pk),
        rows.PLANNED_SESSION: str(planned.pk),
        rows.TRAINING_SESSION: str(session.pk),
        rows.ENROLMENT: str(row.pk),
        rows.PARTICIPANT_LIST: str(batch.pk),
        rows.ASSESSMENT: str(assessed.pk),
        rows.DOOR: door.token(at_hand.first_half_day(session).pk),
    }
