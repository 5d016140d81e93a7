"""One filled form on its way into a case: checked against its own version, sealed, and what forms learn from it."""

from collections.abc import Mapping
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from himaya.cases.models import Case, Submission
from himaya.instruments import field, triage
from himaya.instruments.models import Version
from himaya.instruments.queries import compiled
from himaya.instruments.readings import readings_of
from himaya.instruments.render import filled, submission
from himaya.instruments.verify import verify
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotValid
from himaya.kernel.ids import new_id
from himaya.kernel.sealed import seal

# The sets of answers of a case, the oldest first.
IN_ORDER = ("number",)


def verified(version_id: int, answers: Mapping[str, str]) -> Version:
    """The version that was answered. Raises NotValid for one unknown here and for answers that do not stand.

    What a page or a field client sends is trusted no further than this: the answers are written as a submission of that
    very version and verified like one from anywhere.
    """
    version = Version.objects.filter(pk=version_id).first()
    if version is None:
        raise NotValid(_("This form is not known here. Open it again from the first page."), code="version_unknown")
    lists = version.source["choices"]
    known = {
        row["name"]: {choice["value"] for choice in lists[str(row["type"]).split()[1]]}
        for row in version.source["survey"]
        if str(row.get("type", "")).startswith("select_one ")
    }
    for name, value in answers.items():
        if name not in known or (value and value not in known[name]):
            raise NotValid(
                _("Some answers do not belong to this form. Nothing was sent. Open the form again."),
                code="answers_unknown",
            )
    form = compiled(version)
    verdict = verify(form, submission(form, answers))
    if not verdict.valid:
        raise NotValid(verdict.errors[0].sentence(), code=f"answers_{verdict.errors[0].code}"[:64])
    return version


def heard(version: Version, answers: Mapping[str, str]) -> tuple[triage.Noted, ...]:
    """What was heard in each clause of the version, in the order of the form."""
    return triage.noted(version.source["survey"], version.source["choices"], answers)


def facts(version: Version, answers: Mapping[str, str]) -> triage.Facts:
    """What the next step is computed from."""
    return triage.facts_from(version.audience, version.source["survey"], version.source["choices"], answers)


def keep(
    case: Case,
    version: Version,
    answers: Mapping[str, str],
    *,
    instance_id: UUID,
    details: Mapping[str, str] | None = None,
) -> Submission:
    """Seal one set of answers in a case, with the version that it answers. Inside a unit, with the case held or new."""
    row = Submission(
        id=new_id(),
        person_id=case.person_id,
        case=case,
        version=version,
        instance_id=instance_id,
        number=Submission.objects.filter(case=case).count() + 1,
        made_on=clock.today(),
    )
    seal(row, answers=dict(answers), details=dict(details or {}) or None)
    row.save(force_insert=True)
    return row


def note_use(version: Version, answers: Mapping[str, str], *, overridden: bool, by: Actor) -> None:
    """Let the form learn how its clauses fared: a reading a clause, never an answer. Sealed until there are enough."""
    form = compiled(version)
    field.note(
        version_id=version.pk,
        institution_id=by.institution_id,
        readings=readings_of(form, filled(form, answers)),
        overridden=overridden,
        by=by,
    )
