"""Nobody certifies themselves, nor through a row that says no account and a number that somebody else enters."""

from datetime import timedelta
from typing import Any

import pytest

from himaya.institutions import queries_qualifications
from himaya.institutions.actions import qualifications
from himaya.institutions.models import Account, Membership, Qualification
from himaya.kernel import clock
from himaya.kernel.errors import NotPermitted, NotValid
from himaya.training.actions import certificates, training_sessions
from himaya.training.models import Certificate, Enrolment, TrainingSession
from tests import cast
from tests.refusals import refused
from tests.rooms.training import at_hand, certifying
from tests.rooms.training.at_hand import OTHER_TRAINER, SECRETARY, TRAINER

pytestmark = [pytest.mark.usefixtures("stage"), pytest.mark.capability("G3")]
INTERVIEW = "identification_interview"
WHOLE: dict[str, Any] = {"track": "interview", "modules": certifying.EVERY}


@pytest.fixture(name="trainers")
def _trainers(stage: None) -> list[Account]:
    """Both trainers lead interviews at labour too."""
    found = list(Account.objects.filter(pk__in=[TRAINER.account_id, OTHER_TRAINER.account_id]).order_by("username"))
    for one in found:
        since = at_hand.at_the_table.SINCE
        Membership.objects.create(account=one, desk_id=cast.INSPECTOR.desk_id, roles=["interviewer"], valid_from=since)
    return found


def _enter(account: Account, made: Certificate) -> Qualification:
    return qualifications.enter(
        account_id=account.pk,
        kind=INTERVIEW,
        institution_id="labour",
        first=clock.today(),
        last=clock.today() + timedelta(days=200),
        certificate=qualifications.Certificate("Himaya", made.serial, made.issued_on),
        by=cast.LABOUR_LEAD,
    )


def _refused(account: Account, made: Certificate) -> None:
    with refused(NotValid, "number", says="issued this certificate or trained"):
        _enter(account, made)


def _instead(session: TrainingSession) -> None:
    """The other trainer is there in the place of the first."""
    training_sessions.add_trainer(session_id=session.pk, username="trainer-2", by=SECRETARY)
    own = session.trainers.get(account_id=TRAINER.account_id)
    training_sessions.remove_trainer(session_id=session.pk, trainer_id=own.pk, by=SECRETARY)


def test_one_of_no_account_qualifies_neither_who_issued_it_nor_who_trained_its_session(
    trainers: list[Account],
) -> None:
    session = certifying.held(modules=certifying.EVERY)
    training_sessions.add_trainer(session_id=session.pk, username="trainer-2", by=SECRETARY)
    row = Enrolment.objects.get(session=session)
    made = certificates.issue(enrolment_id=row.pk, track="interview", language="fr", by=OTHER_TRAINER)
    for one in trainers:
        _refused(one, made)
    assert _enter(certifying.interviewer(), made).pk


def test_whoever_issued_it_is_not_qualified_by_it_when_they_train_there_no_more(trainers: list[Account]) -> None:
    made = certifying.issued(**WHOLE)
    _instead(made.enrolment.session)
    _refused(trainers[0], made)


def test_nor_by_what_another_trainer_renewed_from_it_after_another_session(trainers: list[Account]) -> None:
    line = at_hand.line()
    old = certifying.issued(of=line, **WHOLE)
    with clock.stopped(clock.now() + (old.expires_on - clock.today()) - timedelta(days=20)):
        row = certifying.shorter(of=line)
        _instead(row.session)
        new = certificates.renew(enrolment_id=row.pk, code=old.code, language="fr", by=OTHER_TRAINER)
        _refused(trainers[0], new)


def test_one_that_waits_from_before_is_not_confirmed(trainers: list[Account]) -> None:
    made = certifying.issued(**WHOLE)
    waits = Qualification.objects.create(
        account=trainers[0],
        institution_id="labour",
        kind=INTERVIEW,
        valid_from=clock.today(),
        valid_to=made.expires_on,
        issuer="Himaya",
        number=made.serial,
        certificate_on=made.issued_on,
        state="waiting",
        entered_by_id=SECRETARY.account_id,
        entered_at=clock.now(),
    )
    with refused(NotValid, "number"):
        qualifications.confirm(qualification_id=waits.pk, saw_certificate=True, by=cast.LABOUR_LEAD)
    assert not queries_qualifications.is_qualified(trainers[0].pk, INTERVIEW, clock.today())


def test_whoever_trains_a_session_has_no_certificate_of_it_from_another_trainer_either() -> None:
    session = certifying.held(username="inspector")
    training_sessions.add_trainer(session_id=session.pk, username="trainer-2", by=SECRETARY)
    row = Enrolment.objects.get(session=session)
    Enrolment.objects.filter(pk=row.pk).update(account_id=OTHER_TRAINER.account_id)
    with refused(NotPermitted, "own_session"):
        certificates.issue(enrolment_id=row.pk, track="teachers", language="fr", by=TRAINER)
