"""The verb of a module that was brought to what a release asks: the secretariat says so, once for each release."""

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from himaya.coordination.models import Release
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotNow, NotValid
from himaya.kernel.unit import unit
from himaya.training import content, policy
from himaya.training.locks import lock_row
from himaya.training.models import CourseRevision
from himaya.training.queries import courses


def note(*, release_id: UUID, module: str, by: Actor) -> CourseRevision:
    """Say that material and test of a module fit a release. Raises NotPermitted, NotFound, NotNow, NotValid."""
    policy.check_leads(by)
    with unit(by=by) as u:
        release = lock_row(Release.objects.all(), release_id)
        if module not in content.training().modules:
            raise NotValid(_("Choose a module of the list."), code="module")
        if module not in courses.owed(release):
            raise NotNow(_("This module is not outdated by that release, or was revised already."), code="not_owed")
        row = CourseRevision.objects.create(
            release=release, module=module, noted_on=clock.today(), noted_by_id=policy.me(by)
        )
        u.log("course_revision.noted", object_type="release", object_id=release.pk, code=module)
        return row
