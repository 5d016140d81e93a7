"""Who may do what in training: the secretariat leads it, institutions name who learns, trainers hold their sessions.

Names of participants are read by their institution, by the trainers of the session, by themselves (do-no-harm 5).
"""

from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from himaya.coordination import policy as tables
from himaya.coordination import states as table_states
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound, NotPermitted
from himaya.training import states
from himaya.training.models import AwarenessActivity, TrainingSession

TRAINER = "trainer"
NEVER = ("auditor", "operator")


def me(actor: Actor) -> UUID:
    """The actor's account; one that there is not for whoever has none."""
    return actor.account_id or UUID(int=0)


def leads(actor: Actor) -> bool:
    """True for the secretariat."""
    return tables.is_secretariat(actor)


def check_leads(actor: Actor) -> None:
    """Raises NotPermitted unless the actor is of the secretariat."""
    if not leads(actor):
        raise NotPermitted(_("Only the secretariat does this: it keeps the plan of trainings."), code="not_secretariat")


def names_for(actor: Actor) -> str:
    """The institution for which the actor names who learns; empty for everybody else, and without a mandate today."""
    if not actor.is_known or not actor.has(*tables.SPEAKS):
        return ""
    spoken = any(one.role in table_states.SPEAKING for one in tables.my_mandates(actor))
    return actor.institution_id if spoken else ""


def check_names(actor: Actor) -> None:
    """Raises NotPermitted unless the actor names participants for an institution."""
    if not names_for(actor):
        raise NotPermitted(
            _("The focal point of an institution names who takes part. Ask yours."), code="not_the_focal_point"
        )


def may_read(actor: Actor) -> bool:
    """True for whoever leads trainings, speaks for an institution, or trains."""
    return leads(actor) or (actor.is_known and actor.has(TRAINER, *tables.SPEAKS))


def check_reads(actor: Actor) -> None:
    """Raises NotPermitted for everybody else than `may_read` says."""
    if not may_read(actor):
        raise NotPermitted(_("Your role does not work with the plan of trainings."), code="no_training")


def reads_practice(actor: Actor) -> bool:
    """True for the secretariat, and for the focal point of an institution, who reads of that one only."""
    return leads(actor) or bool(names_for(actor))


def check_reads_practice(actor: Actor) -> None:
    """Raises NotPermitted unless the actor reads what units did before and after a training."""
    if not leads(actor):
        check_names(actor)


def check_says_needs(actor: Actor) -> None:
    """Raises NotPermitted unless the actor says what an institution needs."""
    if not leads(actor):
        check_names(actor)


def check_learns(actor: Actor) -> None:
    """Raises NotPermitted unless the actor can take part in a training themselves."""
    if not actor.is_known or actor.has(*NEVER):
        raise NotPermitted(code="no_trainee")


def check_assesses(actor: Actor, institution_id: str) -> None:
    """Raises NotPermitted unless the actor says what this institution needs: its focal point, the secretariat."""
    if not leads(actor):
        check_names(actor)
        if actor.institution_id != institution_id:
            raise NotFound


def trains(actor: Actor, session: TrainingSession) -> bool:
    """True for a trainer of this session."""
    now = session.trainers.filter(account_id=me(actor), ended_on__isnull=True)
    return actor.is_known and actor.has(TRAINER) and now.exists()


def visible_sessions(actor: Actor) -> Q:
    """All for the secretariat; their own for a trainer; for an institution, once open, those it has people in or may.

    A target that is taken away takes nobody's own people out of their sight.
    """
    if leads(actor):
        return Q()
    seen = Q(pk__in=[])
    if actor.is_known and actor.has(TRAINER):
        seen |= Q(trainers__account_id=me(actor), trainers__ended_on__isnull=True)
    if institution := names_for(actor):
        theirs = Q(line__targets__institution_id=institution) | Q(enrolments__institution_id=institution)
        seen |= theirs & ~Q(state=states.PLANNED)
    return seen


def session_of(actor: Actor, session_id: UUID) -> TrainingSession:
    """One session that the actor may know. Raises NotFound."""
    rows = TrainingSession.objects.filter(visible_sessions(actor), pk=session_id)
    found = rows.select_related("line__plan", "region").distinct().first()
    if found is None:
        raise NotFound
    return found


def check_trains(actor: Actor, session: TrainingSession) -> None:
    """Raises NotPermitted unless the actor is a trainer of this session: they hold its list."""
    if not trains(actor, session):
        raise NotPermitted(_("Only a trainer of this session holds its list."), code="not_the_trainer")


def check_closes(actor: Actor, session: TrainingSession) -> None:
    """Raises NotPermitted unless the actor trains here or is of the secretariat."""
    if not trains(actor, session):
        check_leads(actor)


def check_runs_tests(actor: Actor, session: TrainingSession) -> None:
    """Raises NotPermitted unless the actor trains here or is of the secretariat: they open tests and read results."""
    check_closes(actor, session)


def check_enters(actor: Actor, session: TrainingSession) -> None:
    """Raises NotPermitted unless the actor enters sheets of this session: the secretariat, never who was in it.

    Whoever trained here and was taken off is as little a stranger to it as whoever trains.
    """
    if session.trainers.filter(account_id=me(actor)).exists():
        raise NotPermitted(
            _("Whoever trains does not enter the tests of their own session. Give the sheets to the secretariat."),
            code="own_test",
        )
    if session.enrolments.filter(account_id=me(actor)).exists():
        raise NotPermitted(
            _("Whoever takes part in a session enters none of its tests. Give the sheets to a colleague."),
            code="own_test",
        )
    check_leads(actor)


def enters(actor: Actor, session: TrainingSession) -> bool:
    """True for whoever `check_enters` lets pass."""
    try:
        check_enters(actor, session)
    except NotPermitted:
        return False
    return True


def check_holds(actor: Actor, institution_id: str) -> None:
    """Raises NotPermitted unless the actor holds awareness of this institution: the secretariat, its focal point."""
    if not holds(actor, institution_id):
        raise NotPermitted(
            _("The secretariat and the focal point of the institution that holds it do this."), code="not_the_holder"
        )


def holds(actor: Actor, institution_id: str) -> bool:
    """True for the secretariat and for the focal point of this institution."""
    return leads(actor) or (bool(institution_id) and names_for(actor) == institution_id)


def visible_activities(actor: Actor) -> Q:
    """All for the secretariat; of their own institution for a focal point; for the others what was shown to a public.

    What nobody has checked yet is not passed around.
    """
    if leads(actor):
        return Q()
    seen = Q(state__in=states.ACTIVITY_SHOWN)
    institution = names_for(actor)
    return seen | Q(institution_id=institution) if institution else seen


def activity_of(actor: Actor, activity_id: UUID) -> AwarenessActivity:
    """One awareness activity that the actor may know. Raises NotPermitted, NotFound."""
    check_reads(actor)
    rows = AwarenessActivity.objects.filter(visible_activities(actor), pk=activity_id)
    found = rows.select_related("line__plan", "institution", "region").first()
    if found is None:
        raise NotFound
    return found
