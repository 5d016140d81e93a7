"""The verbs of a sheet of paper: entered once, entered again, and kept when both are alike.

Whoever trained in the session does not enter its sheets. A sheet that was entered once and never again goes after a
month: it is no answer of anybody, and says what was ticked under a code.
"""

from datetime import timedelta
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from himaya.kernel import clock
from himaya.kernel.actor import SYSTEM, Actor
from himaya.kernel.errors import NotFound, NotNow, NotValid
from himaya.kernel.unit import Unit, unit
from himaya.training import policy, rules_tests, states
from himaya.training.actions.test_sittings import check_not_sent, checked_code, form_of, write
from himaya.training.locks import lock_row, lock_session
from himaya.training.models import TestEntry, TestRound
from himaya.training.rules_tests import Responses

# A proposal of this software: who enters sheets comes back to them within days.
KEPT = timedelta(days=30)


def enter(*, round_id: UUID, code: str, letter: str, responses: Responses, by: Actor) -> bool:
    """Enter a sheet. True when it was the second time, alike, and the sheet counts from now on.

    Raises NotFound, NotPermitted (own session), NotNow (here already), NotValid (code, letter, the two differ).
    """
    with unit(by=by) as u:
        row, tidy = _held(by, round_id, code, letter)
        first = TestEntry.objects.select_for_update().filter(round=row, code=tidy).first()
        if first is None:
            _keep(row, tidy, letter, responses)
            _log(u, row, "kept")
            return False
        form = form_of(row, letter)
        if first.letter != letter:
            raise NotValid(
                _("The first time this sheet was entered as the other form. Look at its head."), code="letter"
            )
        differing = rules_tests.differing(first.responses, responses, form.content["items"])
        if differing:
            raise NotValid(
                _("The two entries differ in: %(questions)s. Look at the sheet; if the first was wrong, say so below.")
                % {"questions": ", ".join(map(str, differing))},
                code="differ",
            )
        write(row, form, tidy, responses, states.ON_PAPER)
        first.delete()
        _log(u, row, "confirmed")
        return True


def replace(*, round_id: UUID, code: str, letter: str, responses: Responses, by: Actor) -> None:
    """The first entry was wrong: this one stands in its place, and waits to be entered once more. Raises as `enter`."""
    with unit(by=by) as u:
        row, tidy = _held(by, round_id, code, letter)
        first = TestEntry.objects.select_for_update().filter(round=row, code=tidy).first()
        if first is None:
            raise NotNow(_("There is no first entry of this sheet any more. Enter it from the beginning."), code="gone")
        first.letter, first.responses = letter, _clean(row, letter, responses)
        first.save(update_fields=["letter", "responses"])
        _log(u, row, "replaced")


def forget(*, by: Actor = SYSTEM) -> int:
    """Empty what was entered once a month ago and never a second time. How many. Safe to do twice."""
    old = TestEntry.objects.filter(entered_on__lte=clock.today() - KEPT)
    done = 0
    for pk in list(old.values_list("pk", flat=True)):
        with unit(by=by) as u:
            entry = old.filter(pk=pk).select_for_update(of=("self",)).select_related("round").first()
            if entry is None:
                continue
            entry.delete()
            _log(u, entry.round, "expired")
            done += 1
    return done


def _held(by: Actor, round_id: UUID, code: str, letter: str) -> tuple[TestRound, str]:
    session_id = TestRound.objects.filter(pk=round_id).values_list("session_id", flat=True).first()
    if session_id is None:
        raise NotFound
    session = lock_session(by, session_id)
    policy.check_enters(by, session)
    row = lock_row(TestRound.objects.select_related("form_a", "form_b"), round_id)
    if letter not in rules_tests.LETTERS:
        raise NotValid(_("Choose the form that stands at the head of the sheet, A or B."), code="letter")
    tidy = checked_code(code, session)
    check_not_sent(row, tidy)
    return row, tidy


def _keep(row: TestRound, code: str, letter: str, responses: Responses) -> None:
    TestEntry.objects.create(
        round=row,
        code=code,
        letter=letter,
        responses=_clean(row, letter, responses),
        entered_on=clock.today(),
    )


def _clean(row: TestRound, letter: str, responses: Responses) -> dict[str, object]:
    return {one["uid"]: responses.get(one["uid"]) for one in form_of(row, letter).content["items"]}


def _log(u: Unit, row: TestRound, did: str) -> None:
    u.log(f"test_entry.{did}", object_type="training_session", object_id=row.session_id, code=row.moment)
