"""The verbs of a statement: what one institution says that it does today, on one step of a practice map."""

from dataclasses import dataclass
from uuid import UUID

from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from himaya.coordination import locks_practice, no_case, policy, speaking, states
from himaya.coordination.models import PracticeStatement, PracticeStep
from himaya.coordination.words_practice import DOING, MAP_STATES
from himaya.institutions.models import Institution
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotNow, NotPermitted, NotValid
from himaya.kernel.unit import unit

LONGEST = {"unit": 160, "form": 160, "legal_basis": 240, "note": 600}
# A year: a longer time is no time that an institution gives itself for one step.
MOST_HOURS = 366 * 24


@dataclass(frozen=True, slots=True)
class Practice:
    """What is said of one step. `hours` is the time the institution gives itself; `legal_basis` its own words."""

    does: str = ""
    unit: str = ""
    form: str = ""
    hours: int | None = None
    legal_basis: str = ""
    passes_to_id: str = ""
    note: str = ""


def keep(*, step_id: UUID, institution_id: str, said: Practice, seen: int, by: Actor) -> PracticeStatement:
    """Keep a draft that only the institution itself sees. `seen` is the revision that the page showed.

    Raises NotFound, NotPermitted, NotNow, NotValid.
    """
    if policy.is_secretariat(by):
        raise NotPermitted(_("The secretariat enters what an institution states, not its drafts."), code="own_draft")
    return _write(step_id, institution_id, said, states.CLICK, None, seen, by, final=False)


def state(
    *,
    step_id: UUID,
    institution_id: str,
    said: Practice,
    how: str = states.CLICK,
    delegate_id: UUID | None = None,
    seen: int,
    by: Actor,
) -> PracticeStatement:
    """State what the institution does; it may be stated anew until the map closes.

    By click a delegate speaks for their own institution; by mail or letter the secretariat enters what came in.
    `seen` is the revision that the page showed. Raises NotFound, NotPermitted, NotNow, NotValid.
    """
    return _write(step_id, institution_id, said, how, delegate_id, seen, by, final=True)


def _write(
    step_id: UUID,
    institution_id: str,
    said: Practice,
    how: str,
    delegate_id: UUID | None,
    seen: int,
    by: Actor,
    *,
    final: bool,
) -> PracticeStatement:
    with unit(by=by) as u:
        step = locks_practice.lock_step(by, step_id)
        voice = speaking.voice(by, institution_id=institution_id, how=how, delegate_id=delegate_id)
        speaking.seated(step.practice_map.cycle, institution_id)
        _check_open(step)
        row = _row(step, institution_id, seen)
        if not final and row.state == states.STATED:
            raise NotNow(_("This step was stated already. State it anew to change it."), code="already_stated")
        _fill(row, said, institution_id, final=final)
        row.how, row.delegate = voice.how, voice.delegate
        row.revision += 1
        if final:
            row.state, row.stated_on = states.STATED, clock.today()
        row.save()
        action = "practice.stated" if final else "practice.kept"
        u.log(action, object_type="practice_step", object_id=step.pk, code=institution_id)
        return row


def _check_open(step: PracticeStep) -> None:
    row = step.practice_map
    if states.leads_to(states.MAP_TRANSITIONS, "state", row.state) is None:
        raise NotNow(
            format_lazy(
                _("This practice map is {state}: nothing is stated any more. Write to the secretariat to reopen it."),
                state=MAP_STATES[row.state],
            ),
            code=f"map_{row.state}",
        )


def _row(step: PracticeStep, institution_id: str, seen: int) -> PracticeStatement:
    """The statement as it stands. Raises NotNow when it changed since the page was opened."""
    row = PracticeStatement.objects.filter(step=step, institution_id=institution_id).select_related("delegate").first()
    if row is None:
        row = PracticeStatement(step=step, institution_id=institution_id, state=states.DRAFT)
    if row.revision != seen:
        raise NotNow(_meanwhile(row), code="stated_meanwhile")
    return row


def _meanwhile(row: PracticeStatement) -> str | Promise:
    if row.state == states.DRAFT:
        return _(
            "A draft of your institution was kept since this page was opened. Look at it below, then go on from it."
        )
    who = row.delegate.name if row.delegate is not None else _("The secretariat")
    return format_lazy(
        _(
            "{who} has stated this step since this page was opened: “{does}”. Look at it; state it anew only if it "
            "must change."
        ),
        who=who,
        does=DOING[row.does],
    )


def _fill(row: PracticeStatement, said: Practice, institution_id: str, *, final: bool) -> None:
    if said.does not in states.DOING and (final or said.does):
        raise NotValid(_("Say whether your institution does this: yes, in part, or no."), code="does")
    row.does = said.does
    for name, longest in LONGEST.items():
        setattr(row, name, speaking.written(getattr(said, name), longest=longest))
    no_case.check_said(row.unit, row.form, row.legal_basis, row.note)
    if said.hours is not None and not 0 < said.hours <= MOST_HOURS:
        raise NotValid(_("Write the time as a number: at least one hour, at most one year."), code="hours")
    row.hours, row.passes_to = said.hours, _passes(said.passes_to_id, institution_id)


def _passes(passes_to_id: str, institution_id: str) -> Institution | None:
    if not passes_to_id:
        return None
    found = Institution.objects.filter(pk=passes_to_id).first()
    if found is None or found.pk == institution_id:
        raise NotValid(_("Choose another institution to which this is passed on, or none."), code="passes_to")
    return found
