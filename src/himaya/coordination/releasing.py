"""A release as the rules see it, and the writing down of what was passed. The release is held."""

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise

from himaya.coordination import no_case, policy_releases, rules_release, speaking, states, words_releases
from himaya.coordination.models import Edition, PilotDesk, Release, ReleaseStep
from himaya.coordination.queries import tables
from himaya.coordination.rules import CycleRules
from himaya.coordination.rules_release import Facts, Step, Trial
from himaya.institutions.models import Delegate, Institution, Membership
from himaya.kernel import clock
from himaya.kernel.errors import NotNow
from himaya.kernel.unit import Unit

NOTE = 1000
# Written with a step that another release passed.
TAKEN_OVER = "taken_over"
# The step that says what the screens showed before a release came on them.
WENT_LIVE = "live"


def rules_of(release: Release) -> CycleRules:
    """The rules of the cycle that a release belongs to."""
    return tables.rules_of(release.document.cycle)


def authors(edition: Edition) -> frozenset[str]:
    """The accounts that wrote in the text of an edition: none of them reviews it."""
    draft = getattr(edition, "draft", None)
    written = [edition.author, *([draft.author, *draft.editors] if draft is not None else [])]
    return frozenset(str(one) for one in written if one)


def authoring_institutions(edition: Edition) -> frozenset[str]:
    """The institutions at which the authors of a text sit today."""
    rows = Membership.objects.filter(account_id__in=authors(edition), valid_to__isnull=True)
    return frozenset(rows.values_list("desk__institution_id", flat=True))


def steps(release: Release) -> list[ReleaseStep]:
    """What was passed, the earliest first."""
    rows = ReleaseStep.objects.filter(release=release).select_related("institution", "delegate")
    return list(rows.order_by("passed_at", "pk"))


def detail(release: Release, gate: str, part: str = "") -> Mapping[str, Any] | None:
    """What was frozen with a step; None while it was not passed."""
    return ReleaseStep.objects.filter(release=release, gate=gate, part=part).values_list("detail", flat=True).first()


def facts(release: Release) -> Facts:
    """A release as the rules see it."""
    passed = ReleaseStep.objects.filter(release=release)
    impact = detail(release, states.IMPACT) or {}
    trials = PilotDesk.objects.filter(release=release).order_by("desk_id")
    return Facts(
        steps=tuple(Step(one.gate, one.part, str(one.account or "")) for one in passed),
        trials=tuple(Trial(one.desk_id, one.found_on is not None, one.harmful) for one in trials),
        concerned=tuple(impact.get("institutions", ())),
        authors=authors(release.edition),
    )


def check_moment(release: Release, verb: str) -> str:
    """The state after a verb. Raises NotNow, saying where the release stands, when it is not the moment for it."""
    after = states.leads_to(states.RELEASE_TRANSITIONS, verb, release.state)
    if after is None:
        raise NotNow(words_releases.NOT_IN_STATE[release.state], code=f"release_{release.state}")
    return after


def check_gate(release: Release, gate: str, part: str = rules_release.PASSED) -> None:
    """Raises NotNow unless the release stands before this gate, and this part of it is still owed."""
    if ReleaseStep.objects.filter(release=release, gate=gate, part=part).exists():
        told: str | Promise = words_releases.PART_DONE if part else _about(words_releases.GATE_PASSED, gate)
        raise NotNow(told, code="gate_passed")
    check_moment(release, "pass_gate")
    if release.gate != gate:
        passed = states.GATES.index(gate) < states.GATES.index(release.gate)
        words = words_releases.GATE_PASSED if passed else words_releases.GATE_BEFORE
        raise NotNow(_about(words, gate if passed else release.gate), code="gate_passed" if passed else "gate_before")


def _about(words: Promise, gate: str) -> str:
    return str(words).format(gate=words_releases.GATES[gate])


def note(
    u: Unit,
    release: Release,
    gate: str,
    part: str = rules_release.PASSED,
    *,
    found: Mapping[str, Any] | None = None,
    said: str = "",
    how: str = "",
    institution: Institution | None = None,
    delegate: Delegate | None = None,
) -> ReleaseStep:
    """Write down that a gate, or a part of it, was passed; the release then stands before the next one owed."""
    row = ReleaseStep.objects.create(
        release=release,
        gate=gate,
        part=part,
        passed_at=clock.now(),
        account=u.by.account_id,
        name=policy_releases.role_shown(u.by),
        institution=institution or Institution.objects.filter(pk=u.by.institution_id).first(),
        delegate=delegate,
        how=how,
        note=said,
        detail=dict(found or {}),
    )
    move_on(release)
    return row


def move_on(release: Release) -> None:
    """The release stands before the first gate that still owes something."""
    release.gate = rules_release.next_gate(facts(release))
    release.save(update_fields=["gate"])


def take_over(release: Release, step: ReleaseStep, was: Release) -> None:
    """A gate that was passed for this edition before, written down as such with who passed it then."""
    ReleaseStep.objects.create(
        release=release,
        gate=step.gate,
        part=step.part,
        passed_at=clock.now(),
        account=step.account,
        name=step.name,
        institution=step.institution,
        delegate=step.delegate,
        how=TAKEN_OVER,
        note=step.note,
        detail={**step.detail, "from": was.number},
    )


def said(text: str, *, missing: str | Promise = "") -> str:
    """What somebody notes with a step. Raises NotValid when it is needed and not there, long, or about one person."""
    tidy = speaking.written(text, missing=missing, longest=NOTE)
    no_case.check_said(tidy)
    return tidy
