"""The verbs of noticed harm: reported from a desk without a name, answered by those who keep the register."""

from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from himaya.coordination import locks_releases, policy_releases, release_forms, releasing, states, words_releases
from himaya.coordination.models import HarmReport
from himaya.instruments.models import Version
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound, NotNow, NotValid
from himaya.kernel.unit import unit

TRIES = 3


def report(*, version_id: int, uid: str, kind: str, text: str, by: Actor) -> HarmReport:
    """Report that a form, or one clause of it (`uid`), did harm. Kept with desk and institution, never with a name.

    Raises NotPermitted for whoever works at no desk, NotFound, NotValid.
    """
    policy_releases.check_works(by)
    with unit(by=by) as u:
        version = Version.objects.filter(pk=version_id).first()
        if version is None or (uid and not release_forms.asks(version, uid)):
            raise NotFound
        if kind not in states.HARM_KINDS:
            raise NotValid(_("Choose what kind of harm it was."), code="harm_kind")
        said = releasing.said(text, missing=_("Say in a few sentences what happened, without naming anybody."))
        row = _numbered(version, uid, kind, said, by)
        u.log("harm.reported", object_type="harm_report", object_id=row.pk, code=kind)
        return row


def answer(*, harm_id: UUID, answer: str, by: Actor) -> HarmReport:
    """Answer a report: what was found, and what is done about it. Raises NotPermitted, NotNow, NotValid, NotFound."""
    policy_releases.check_oversees(by)
    with unit(by=by) as u:
        row = locks_releases.lock_harm(by, harm_id)
        after = states.leads_to(states.HARM_TRANSITIONS, "answer", row.state)
        if after is None:
            raise NotNow(words_releases.HARM_SETTLED, code=f"harm_{row.state}")
        row.answer = releasing.said(answer, missing=_("Say what was found, and what is done about it."))
        row.state, row.settled_on = after, clock.today()
        row.save(update_fields=["answer", "state", "settled_on"])
        u.log("harm.answered", object_type="harm_report", object_id=row.pk)
        return row


def _numbered(version: Version, uid: str, kind: str, said: str, by: Actor) -> HarmReport:
    """The next number of the register; where somebody took it at the same moment, the one after."""
    for _try in range(TRIES):
        last = HarmReport.objects.aggregate(last=Max("number"))["last"] or 0
        try:
            with transaction.atomic():
                return HarmReport.objects.create(
                    number=last + 1,
                    version=version,
                    uid=uid,
                    institution_id=by.institution_id,
                    desk_id=by.desk_id,
                    kind=kind,
                    text=said,
                    noticed_on=clock.today(),
                    state=states.HARM_OPEN,
                )
        except IntegrityError:
            continue
    raise NotNow(_("Others are reporting at this very moment. Send it again: nothing is lost."), code="harm_number")
