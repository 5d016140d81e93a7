"""A form that a course teaches has a newer version: another one than when the certificate was issued, nothing else."""

from importlib import import_module
from types import SimpleNamespace

import pytest
from django.db import connection

from himaya.coordination import release_forms, states
from himaya.coordination.actions import suspensions
from himaya.coordination.models import Release
from himaya.instruments.models import InForce
from himaya.kernel.unit import unit
from himaya.training.actions import course_revisions
from himaya.training.models import Certificate, CourseRevision
from himaya.training.queries import courses
from tests import cast, factories
from tests.rooms.coordination import releases_at_hand as hand
from tests.rooms.coordination.releases_at_hand import UID, WHOLE
from tests.rooms.training import certifying
from tests.rooms.training.at_hand import LABOUR, SECRETARY, TRAINER
from tests.signed_in import Sit

pytestmark = [pytest.mark.usefixtures("stage"), pytest.mark.capability("G3")]
SAID = "A form that this course teaches has a new version since"


def prepared() -> Release:
    """A release that changes one clause of a form that M4 teaches, before its last gate."""
    made = hand.edition(hand.document(), hand.reworded(), names=(WHOLE,))
    return hand.up_to(states.EFFECTIVE, hand.opened(made))


def live(release: Release) -> Release:
    """On the screens, with M4 revised for it."""
    course_revisions.note(release_id=release.pk, module="m4", by=SECRETARY)
    hand.announced(release)
    release.refresh_from_db()
    return hand.at_last(release)


def pages(sit: Sit, made: Certificate) -> list[str]:
    """The certificates of the session for trainer and institution, and the page of its holder."""
    session = f"/training/sessions/{made.enrolment.session_id}/certificates/"
    asked = ((TRAINER, session), (LABOUR, session), (cast.INSPECTOR, "/training/mine/"))
    return [sit(who).get(url).content.decode() for who, url in asked]


def test_the_first_version_of_a_form_is_no_newer_one(sit: Sit) -> None:
    made = certifying.issued(username="inspector")
    factories.version(WHOLE)
    # As where forms are loaded on a later day than that of the certificate.
    InForce.objects.update(since=made.issued_on + hand.DAY)
    assert not courses.newer(made)
    assert [SAID in one for one in pages(sit, made)] == [False, False, False]


def test_a_release_that_changes_a_clause_is_said_beside_each_certificate_issued_before(sit: Sit) -> None:
    factories.version(WHOLE)
    made = certifying.issued(username="inspector")
    release = prepared()
    assert not courses.newer(made)
    live(release)
    assert courses.newer(made)
    assert [SAID in one for one in pages(sit, made)] == [True, True, True]
    later = certifying.issued(name="Karim Tazi", of=made.enrolment.session.line)
    assert not courses.newer(later)


def test_the_page_of_courses_says_what_the_release_outdates_until_it_was_revised(sit: Sit) -> None:
    def shown() -> str:
        return sit(TRAINER).get("/training/courses/").content.decode()

    factories.version(WHOLE)
    assert "outdated</span>" not in shown()
    release = live(prepared())
    assert "outdated</span>" not in shown()
    # As where the module teaches the form only since then.
    CourseRevision.objects.all().delete()
    assert "outdated</span>" in shown()
    course_revisions.note(release_id=release.pk, module="m4", by=SECRETARY)
    assert "outdated</span>" not in shown()


def test_what_is_suspended_and_comes_back_is_no_newer_version() -> None:
    factories.version(WHOLE)
    release = live(prepared())
    made = certifying.issued()
    suspended(release, UID)
    assert hand.in_force(WHOLE).version == "3-s1"
    assert not courses.newer(made)
    during = certifying.issued(name="Karim Tazi", of=made.enrolment.session.line)
    assert during.forms == {WHOLE: "3-s1"}
    with unit(by=SECRETARY) as u:
        release_forms.bring(u, release, [])
    assert hand.in_force(WHOLE).version == "3"
    assert not courses.newer(during)


def test_a_release_taken_off_the_screens_whole_leaves_no_newer_version() -> None:
    factories.version(WHOLE)
    release = live(prepared())
    made = certifying.issued()
    suspended(release)
    assert hand.in_force(WHOLE).version == "2"
    assert not courses.newer(made)


def suspended(release: Release, uid: str = "") -> None:
    """By two people, one clause or the whole."""
    asked = suspensions.ask(release_id=release.pk, uid=uid, reason="La question fait peur", by=SECRETARY)
    suspensions.confirm(suspension_id=asked.pk, by=hand.SECOND_SECRETARY)


@pytest.mark.parametrize(("days", "known"), [(0, {WHOLE: "2"}), (1, {})])
def test_a_certificate_of_before_knows_what_was_in_force_by_then(
    days: int, known: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    factories.version(WHOLE)
    with monkeypatch.context() as patch:
        patch.setattr(courses, "in_force", lambda _track: None)
        made = certifying.issued()
    InForce.objects.update(since=made.issued_on + days * hand.DAY)
    migration = import_module("himaya.training.migrations.0012_forms_a_certificate_was_issued_on")
    with connection.cursor() as cursor:
        migration.remember(None, SimpleNamespace(connection=connection, execute=cursor.execute))
    made.refresh_from_db()
    assert (made.forms or {}) == known
    assert not courses.newer(made)
