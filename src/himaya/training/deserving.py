"""What a certificate asks for beside the test: taught, for as long, asked about it, there, and not too long ago.

Nothing sealed is read here, so that a refusal says nothing about a test (ADR 59).
"""

from collections.abc import Collection, Iterable, Mapping
from datetime import date

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from himaya.kernel import clock
from himaya.kernel.errors import NotNow, NotValid
from himaya.training import content, passing, rules, rules_certificates
from himaya.training.content import Track
from himaya.training.models import Certificate, Enrolment, TrainingSession
from himaya.training.queries import certificates as queries
from himaya.training.queries import courses
from himaya.training.words import MODULES


def check_current(course: Track) -> None:
    """Raises NotNow for a course that a new form outdates."""
    if old := courses.outdated_tracks().get(course.id):
        raise NotNow(
            format_lazy(
                _(
                    "The course is outdated: a form that {modules} teaches has a new version. The secretariat says "
                    "first that it was revised."
                ),
                modules=", ".join(str(MODULES[one.upper()]) for one in old),
            ),
            code="outdated",
        )


def check_there(row: Enrolment) -> None:
    """Raises NotValid for fewer than four of five half-days."""
    there = queries.half_days_of([row]).get(row.pk, 0)
    if not rules.attended(there, row.session.half_days.count()):
        raise NotValid(
            _("This person was there in fewer than four of five half-days: there is no certificate for that."),
            code="attendance",
        )


def check_taught(row: Enrolment, course: Track) -> None:
    """Raises NotValid unless every module was taught: here, for as long as they take, or by another certificate."""
    here = taught_here(row.session, course)
    if lacking := rules_certificates.missing(course.modules, {*here, *queries.credited(row)}):
        raise NotValid(
            format_lazy(
                _("This course has modules that this person was not taught: {modules}. Choose another course."),
                modules=", ".join(lacking).upper(),
            ),
            code="modules",
        )
    if not here:
        raise NotValid(_("This session teaches no module of that course."), code="modules")
    bank = content.training().modules
    needed = sum(bank[one].hours for one in here)
    if hours(row.session) < needed:
        raise NotValid(
            format_lazy(
                _(
                    "This session lasted {hours} hours; what it says it taught of this course takes {needed}. There is "
                    "no certificate for fewer."
                ),
                hours=round(hours(row.session)),
                needed=needed,
            ),
            code="hours",
        )


def check_asked(row: Enrolment, course: Track) -> None:
    """Raises NotValid unless the test after the session asks about all that it taught of the course."""
    asked = passing.asked_about(row.session_id)
    if asked is None:
        raise NotValid(_("There was no test after this session, so it gives no certificate."), code="test")
    if lacking := rules_certificates.missing(taught_here(row.session, course), asked):
        raise NotValid(
            format_lazy(
                _("The test of this session does not ask about {modules}: it is the test of another course."),
                modules=", ".join(lacking).upper(),
            ),
            code="test_form",
        )


def last_day(row: Enrolment, course: Track, credited: Mapping[str, date], *, lost: Iterable[date] = ()) -> date:
    """The last day of a certificate: its months count from the last half-day, and no longer than what it rests on.

    Nor longer than those that were `lost` and that it replaces.

    Raises NotNow when that day has passed, or is today.
    """
    begins = max(one.ends_at for one in row.session.half_days.all()).astimezone(clock.here()).date()
    here = taught_here(row.session, course)
    rests_on = [credited[one] for one in course.modules if one in credited and one not in here]
    before = Certificate.objects.filter(enrolment=row, track=course.id).values_list("expires_on", flat=True)
    found = min([courses.lasts_until(course, begins), *rests_on, *before, *lost])
    if found <= clock.today():
        raise NotNow(
            _(
                "This session is too long ago: the months of its certificate have passed. Take the course, or a "
                "shorter session to renew."
            ),
            code="too_long_ago",
        )
    return found


def taught_here(session: TrainingSession, course: Track) -> list[str]:
    """The modules of a course that this session teaches, in its order."""
    here: Collection[str] = {one.lower() for one in session.modules}
    return [one for one in course.modules if one in here]


def hours(session: TrainingSession) -> float:
    """The hours of a session, as they were held."""
    return rules_certificates.lasted((one.starts_at, one.ends_at) for one in session.half_days.all())
