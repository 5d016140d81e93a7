"""The verbs by which the secretariat makes the status of recommendations public, and takes it back.

Adopted texts become public by themselves (`ops/reactions.py`): a table decided them. How the work goes is published on
purpose, after a look at what would change.
"""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from himaya.coordination import policy, publishing, wordings
from himaya.coordination.publishing import Preview
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotNow, NotValid
from himaya.kernel.unit import unit
from himaya.publications.actions import bundles
from himaya.publications.models import Bundle

NAMED = 5


def publish_follow_up(*, seen: str, by: Actor) -> Bundle:
    """Freeze the register as the public page shows it. `seen` is the hash of what was looked at (`preview().seen`).

    Raises NotNow when it changed since, or when nothing would change; NotValid, with the numbers, when a text seems to
    hold data of one person; NotPermitted.
    """
    policy.check_secretariat(by)
    with unit(by=by) as u:
        bundles.hold(kind=publishing.KIND, by=by)
        found = publishing.preview()
        if seen != found.seen:
            raise NotNow(
                _("The register changed since you looked. Here is what would change now: look at it once more."),
                code="publication_stale",
            )
        if not found.is_news:
            raise NotNow(
                _("This is public already, exactly as it stands. Nothing would change."), code="publication_same"
            )
        _check_safe(found)
        bundle = bundles.publish(kind=publishing.KIND, body=found.body, by=by)
        u.log("follow_up.published", object_type="bundle", object_id=bundle.pk, code=str(found.body["counts"]["all"]))
        return bundle


def unpublish_follow_up(*, by: Actor) -> None:
    """Take the status of the recommendations off the public page. Raises NotNow when none is there, NotPermitted."""
    policy.check_secretariat(by)
    with unit(by=by) as u:
        bundle = bundles.hold(kind=publishing.KIND, by=by)
        if not publishing.is_published(bundle):
            raise NotNow(
                _("No recommendation is on the public page, so there is nothing to take back."),
                code="publication_none",
            )
        number = bundle.pk
        bundles.withdraw(kind=publishing.KIND, by=by)
        u.log("follow_up.unpublished", object_type="bundle", object_id=number)


def _check_safe(found: Preview) -> None:
    if not found.unsafe:
        return
    numbers = wordings.listed(f"R-{one.number}" for one in found.unsafe[:NAMED])
    sentence = ngettext(
        "%(n)d text seems to hold data of one person (%(numbers)s). Correct it or hide it, then publish.",
        "%(n)d texts seem to hold data of one person (%(numbers)s). Correct or hide them, then publish.",
        len(found.unsafe),
    )
    raise NotValid(sentence % {"n": len(found.unsafe), "numbers": numbers}, code="case_data")
