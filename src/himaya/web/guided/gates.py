"""The gates of a release, passed for the exercise: each by the verb of the house, by an account that may."""

from datetime import timedelta

from himaya.coordination import release_impact, releasing, rules_release, states
from himaya.coordination.actions import release_pilots, releases, reviews
from himaya.coordination.models import PilotDesk, Release
from himaya.institutions import accounts
from himaya.institutions.models import Account, Membership
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotNow
from himaya.training.actions import course_revisions
from himaya.training.queries import courses
from himaya.web.guided import words
from himaya.web.guided.standing import Standing

SAFETY, DATA_PROTECTION = "point-focal-sante", "protection-donnees"
REVIEWERS = {states.SAFETY: SAFETY, states.DATA_PROTECTION: DATA_PROTECTION}


def train(name: str, *, by: Actor) -> None:
    """The modules that teach the forms are revised; then each institution that owes it acknowledges the training.

    By the lead of one of its desks, else by letter.
    """
    release = _release(name)
    _revise(release, by)
    for institution_id in rules_release.owed(states.TRAINING, releasing.facts(release)):
        lead = _lead(institution_id)
        reviews.acknowledge_training(
            release_id=release.pk,
            institution_id=institution_id,
            how=states.CLICK if lead is not None else states.LETTER,
            reference="" if lead is not None else words.table().text("letter"),
            by=lead or by,
        )


def pass_all(name: str, *, by: Actor) -> None:
    """Take a text from its adoption to its announcement, as far as the trial of the exercise lets it."""
    edition = Standing.now().edition(name)
    if edition is None:
        raise NotNow(words.page("too_early"), code="guided_not_adopted")
    if Standing.now().release(name) is None:
        releases.open(edition_id=edition.pk, by=by)
    for gate in states.GATES:
        release = _release(name)
        if release.state == states.PREPARING and release.gate == gate:
            if gate == states.PILOT and not _tried(release, by):
                return
            _pass(gate, release, by)


def _pass(gate: str, release: Release, by: Actor) -> None:
    pk = release.pk
    if gate == states.CHECKS:
        releases.pass_checks(release_id=pk, by=by)
    elif gate == states.GOLDEN:
        releases.acknowledge_golden(release_id=pk, by=by)
    elif gate == states.IMPACT:
        releases.acknowledge_impact(release_id=pk, by=by)
    elif gate == states.REVIEW:
        for part in rules_release.owed(gate, releasing.facts(release)):
            note = words.text_of("first_release", part)
            reviews.review(release_id=pk, part=part, note=note, by=somebody(REVIEWERS[part]))
    elif gate == states.TRANSLATION:
        for code in rules_release.owed(gate, releasing.facts(release)):
            reviews.check_language(release_id=pk, language=code, by=by)
    elif gate == states.TRAINING:
        train(_name(release), by=by)
    elif gate == states.EFFECTIVE:
        _revise(release, by)
        first_day = clock.today() + timedelta(days=releasing.rules_of(release).notice_days)
        releases.schedule(release_id=pk, effective_on=first_day, by=by)


def _revise(release: Release, by: Actor) -> None:
    for module in courses.owed(release):
        course_revisions.note(release_id=release.pk, module=module, by=by)


def _tried(release: Release, by: Actor) -> bool:
    """Begin the trial, note what its desks found, end it once its days are over; True when it is over."""
    if release.pilot_from is None:
        known = [one.pk for one in release_impact.desks(release_impact.touched(release))]
        wanted = [one for one in words.pilot_desks() if one in known] or known[:1]
        release_pilots.begin(release_id=release.pk, desk_ids=wanted, by=by)
    for one in PilotDesk.objects.filter(release=release, found_on=None):
        finding = words.text_of("first_release", "finding")
        release_pilots.record_finding(release_id=release.pk, desk_id=one.desk_id, finding=finding, harmful=False, by=by)
    release.refresh_from_db()
    if release.pilot_until is None or clock.now() < release.pilot_until:
        return False
    release_pilots.end(release_id=release.pk, by=by)
    return True


def somebody(username: str) -> Actor:
    """An account of the demo, as an actor."""
    return accounts.actor_for(Account.objects.values_list("pk", flat=True).get(username=username))


def _lead(institution_id: str) -> Actor | None:
    rows = Membership.objects.filter(desk__institution=institution_id, valid_to__isnull=True).order_by("pk")
    row = next((one for one in rows if "desk_lead" in one.roles), None)
    return accounts.actor_for(row.account_id, desk_id=row.desk_id) if row is not None else None


def _release(name: str) -> Release:
    found = Standing.now().release(name)
    if found is None:
        raise NotNow(words.page("too_early"), code="guided_no_release")
    return found


def _name(release: Release) -> str:
    return "screening" if Standing.now().screening.pk == release.document_id else "reporting"
