"""The verbs of those who look at a release before it is on the screens: reviewers, readers, institutions."""

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from himaya.coordination import (
    going_live,
    locks_releases,
    no_case,
    policy,
    policy_releases,
    releasing,
    rules_release,
    speaking,
    states,
    words_releases,
)
from himaya.coordination.models import Release
from himaya.institutions.models import Delegate, Institution
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotNow, NotPermitted, NotValid
from himaya.kernel.unit import unit

REFERENCE = 80


def review(*, release_id: UUID, part: str, note: str, by: Actor) -> Release:
    """Sign one half of the review: `safety` or `data_protection`, with what was looked at.

    Two people, neither an author or editor of the text, nor the same. Raises NotPermitted, NotNow, NotValid.
    """
    with unit(by=by) as u:
        row = locks_releases.lock_release(by, release_id)
        _check_reviewer(row, part, by)
        releasing.check_gate(row, states.REVIEW, part)
        said = releasing.said(note, missing=_("Say in one or two sentences what you looked at."))
        releasing.note(u, row, states.REVIEW, part, said=said, found={"desk": by.desk_id}, delegate=_delegate(by))
        u.log("release.reviewed", object_type="release", object_id=row.pk, code=part)
        return row


def refuse(*, release_id: UUID, part: str, reason: str, by: Actor) -> Release:
    """Refuse at the review, with the reason: the release is abandoned. Raises NotPermitted, NotNow, NotValid."""
    with unit(by=by) as u:
        row = locks_releases.lock_release(by, release_id)
        _check_reviewer(row, part, by)
        releasing.check_gate(row, states.REVIEW, part)
        going_live.give_up(u, row, no_case.reason(reason))
        u.log("release.refused", object_type="release", object_id=row.pk, code=part)
        return row


def check_language(*, release_id: UUID, language: str, note: str = "", by: Actor) -> Release:
    """Say that the text was read through in one language, on the screens as they will be. Raises NotNow, NotValid."""
    policy_releases.check_sees(by)
    with unit(by=by) as u:
        row = locks_releases.lock_release(by, release_id)
        if language not in rules_release.LANGUAGES:
            raise NotValid(_("Choose one of the three languages."), code="language")
        releasing.check_gate(row, states.TRANSLATION, language)
        said = releasing.said(note)
        found = {"desk": by.desk_id}
        releasing.note(u, row, states.TRANSLATION, language, said=said, found=found, delegate=_delegate(by))
        u.log("release.language_checked", object_type="release", object_id=row.pk, code=language)
        return row


def acknowledge_training(
    *, release_id: UUID, institution_id: str, how: str = states.CLICK, reference: str = "", by: Actor
) -> Release:
    """Acknowledge for an institution that its people know what changes.

    By click a delegate or the lead of a desk of that institution; by mail or letter the secretariat, with the
    reference of what came. Raises NotPermitted, NotNow, NotValid.
    """
    with unit(by=by) as u:
        row = locks_releases.lock_release(by, release_id)
        channel, said = _acknowledged(by, institution_id, how, reference)
        if institution_id not in releasing.facts(row).concerned:
            releasing.check_gate(row, states.TRAINING)
            raise NotValid(_("Choose one of the institutions that this release concerns."), code="institution")
        releasing.check_gate(row, states.TRAINING, institution_id)
        releasing.note(
            u,
            row,
            states.TRAINING,
            institution_id,
            how=channel,
            said=said,
            institution=Institution.objects.get(pk=institution_id),
            delegate=_delegate(by),
        )
        u.log("release.training_acknowledged", object_type="release", object_id=row.pk, code=institution_id)
        return row


def _check_reviewer(row: Release, part: str, by: Actor) -> None:
    if part not in states.REVIEWS:
        raise NotValid(_("Choose the half of the review: safety or data protection."), code="part")
    why_not = why_not_review(row, part, by)
    if why_not in ("not_reviewer", "review_own_institution"):
        raise NotPermitted(words_releases.MAY_NOT_REVIEW[why_not], code=why_not)
    if why_not:
        raise NotNow(words_releases.MAY_NOT_REVIEW[why_not], code=why_not)


def why_not_review(row: Release, part: str, actor: Actor) -> str:
    """Why somebody may not sign this half, as a code; '' when they may. Also greys the button."""
    speaks = actor.has(*policy.SPEAKS) and bool(policy.my_mandates(actor))
    roles = [one for one in actor.roles if one not in policy.SPEAKS or speaks]
    return rules_release.may_not_review(
        part,
        account=str(actor.account_id or ""),
        roles=roles,
        own=actor.institution_id in releasing.authoring_institutions(row.edition),
        facts=releasing.facts(row),
    )


def _acknowledged(by: Actor, institution_id: str, how: str, reference: str) -> tuple[str, str]:
    if policy_releases.speaks_for_training(by, institution_id):
        return states.CLICK, ""
    if not policy.is_secretariat(by):
        raise NotPermitted(words_releases.OTHER_INSTITUTION, code="other_institution")
    if how not in (states.MAIL, states.LETTER):
        raise NotValid(_("Say whether it came by mail or by letter."), code="how_missing")
    missing = _("Write the reference of what came, so that it is found again.")
    said = speaking.written(reference, missing=missing, longest=REFERENCE)
    no_case.check_said(said)
    return how, said


def _delegate(by: Actor) -> Delegate | None:
    """The official who signs, where it is one: they act in their office and are named on papers."""
    held = policy.my_mandates(by, on=clock.today()) if by.has(*policy.SPEAKS) else []
    return held[0].delegate if held else None
