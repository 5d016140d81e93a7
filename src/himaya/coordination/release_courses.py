"""Courses that teach what a release changes: revised before its first day is announced. Asked by the settings."""

from collections.abc import Callable

from django.conf import settings
from django.utils.module_loading import import_string
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from himaya.coordination.models import Release
from himaya.kernel.errors import NotNow


def waiting(release: Release) -> list[str]:
    """The modules, in words, that nobody revised for this release."""
    asked: Callable[[Release], list[str]] = import_string(settings.HIMAYA_COURSES)
    return asked(release)


def check(release: Release) -> None:
    """Raises NotNow while one of them was not revised."""
    if found := waiting(release):
        raise NotNow(
            format_lazy(
                _(
                    "These modules of trainings teach what changes, and nobody said that they were revised: {modules}. "
                    "Say so under Trainings, Courses; then announce the first day."
                ),
                modules=", ".join(found),
            ),
            code="courses_outdated",
        )
