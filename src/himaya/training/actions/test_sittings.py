"""The verb of whoever takes a test on a screen, without an account: answers under a code, sent once.

The audit says that something was sent in a session, never under which code and never by whom.
"""

from django.utils.translation import gettext_lazy as _

from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound, NotNow, NotValid
from himaya.kernel.unit import unit
from himaya.training import codes, rules_tests, states
from himaya.training.actions import test_rounds
from himaya.training.models import TestForm, TestRound, TestSitting, TrainingSession
from himaya.training.rules_tests import Responses
from himaya.training.words_tests import CLOSED, CODE_WRONG, SENT_ALREADY


def send(*, token: str, code: str, responses: Responses, gaps: bool = False, by: Actor) -> None:
    """Send the answers. `gaps`: it was said that questions are left on purpose.

    Raises NotFound (no such address), NotNow (closed, not the moment, sent already), NotValid (code, gaps).
    """
    with unit(by=by) as u:
        row = TestRound.objects.select_for_update().filter(token=token).first()
        if row is None:
            raise NotFound
        tidy = checked_code(code, row.session)
        form = form_of(row, rules_tests.letter(str(row.session_id), tidy, row.moment))
        check_not_sent(row, tidy)
        if row.state != states.ROUND_OPEN:
            raise NotNow(CLOSED, code="test_closed")
        test_rounds.check_moment(row.session, row.moment)
        open_ones = rules_tests.left(form.content["items"], responses)
        if open_ones and not gaps:
            raise NotValid(_("Some questions are open. Answer them, or say below that you leave them."), code="gaps")
        write(row, form, tidy, responses, states.ON_SCREEN)
        u.log("test_sitting.sent", object_type="training_session", object_id=row.session_id, code=row.moment)


def checked_code(typed: str, session: TrainingSession) -> str:
    """The code that was typed, of this session. Raises NotValid, alike for a slip of the finger and a made-up one."""
    found = codes.read(typed)
    if found is None or not codes.drawn(found, session.code_key):
        raise NotValid(CODE_WRONG, code="code")
    return found


def check_not_sent(row: TestRound, code: str) -> None:
    """Raises NotNow when answers under this code are here already."""
    if TestSitting.objects.filter(session_id=row.session_id, moment=row.moment, code=code).exists():
        raise NotNow(SENT_ALREADY, code="sent_already")


def form_of(row: TestRound, letter: str) -> TestForm:
    """One of the two forms of a test."""
    return row.form_a if letter == rules_tests.A else row.form_b


def write(row: TestRound, form: TestForm, code: str, responses: Responses, how: str) -> None:
    """Keep a sitting: one answer for each question of its form, and nothing else."""
    TestSitting.objects.create(
        session_id=row.session_id,
        code=code,
        moment=row.moment,
        form=form,
        how=how,
        taken_on=clock.today(),
        responses={one["uid"]: responses.get(one["uid"]) for one in form.content["items"]},
    )
