"""What can be done on the page of a release: the verb behind each button, what it takes from the form, what it says."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from himaya.coordination import policy, policy_releases
from himaya.coordination.actions import release_pilots, releases, reviews, suspensions
from himaya.kernel.actor import Actor
from himaya.web.roundtable.tables.reading import Form

Takes = Callable[[Form], dict[str, Any]]
NO_KIND = _("Say whether the desk found harm.")
NO_CLAUSE = _("Choose a clause, or the whole release.")


@dataclass(frozen=True, slots=True)
class Doing:
    """One button. `rest`: the field beside which a refusal stands; `fields` names others by the code of the refusal.

    `check` raises for a role that never does this, before anything is looked up.
    """

    verb: Callable[..., Any]
    done: Promise
    check: Callable[[Actor], None]
    takes: Takes = lambda form: {}
    rest: str = ""
    fields: dict[str, str] = field(default_factory=dict)
    of_suspension: bool = False


def _note(form: Form) -> dict[str, Any]:
    return {"note": form.long("note")}


def _finding(form: Form) -> dict[str, Any]:
    harmful = form.choice("harmful", ("yes", "no"), NO_KIND) == "yes"
    return {"desk_id": form.text("desk"), "finding": form.long("finding"), "harmful": harmful}


def _acknowledged(form: Form) -> dict[str, Any]:
    return {
        "institution_id": form.text("institution"),
        "how": form.text("how"),
        "reference": form.text("reference"),
    }


def _back(form: Form) -> dict[str, Any]:
    to = form.uuid("to_edition")
    if to is None:
        form.wrong["to_edition"] = _("Choose an earlier edition that was on the screens.")
    return {"to_edition_id": to, "reason": form.text("back_reason")}


def _suspend(form: Form) -> dict[str, Any]:
    typed = form.text("clause")
    if not typed:
        form.wrong["clause"] = NO_CLAUSE
    return {"uid": "" if typed == WHOLE else typed, "reason": form.text("suspend_reason"), "harm_id": form.uuid("harm")}


def _settled(form: Form) -> dict[str, Any]:
    return {"answer": form.text("answer"), "table_id": form.uuid("table")}


WHOLE = "whole"
OFFICE = policy.check_secretariat
DOINGS: dict[str, Doing] = {
    "checks": Doing(releases.pass_checks, _("Checked: every form is sound."), OFFICE),
    "golden": Doing(releases.acknowledge_golden, _("Noted as it stands below."), OFFICE, _note, "note"),
    "impact": Doing(
        releases.acknowledge_impact,
        _("Noted. Needs for training were entered where they arise."),
        OFFICE,
        _note,
        "note",
    ),
    "begin_pilot": Doing(
        release_pilots.begin,
        _("The pilot has begun: these desks use the new forms from now on."),
        OFFICE,
        lambda form: {"desk_ids": form.many("desks")},
        "desks",
    ),
    "find": Doing(
        release_pilots.record_finding, _("Noted what the desk found."), policy_releases.check_finds, _finding, "finding"
    ),
    "end_pilot": Doing(release_pilots.end, _("The pilot is over. Its desks use what everybody uses."), OFFICE),
    "review": Doing(
        reviews.review,
        _("Signed."),
        policy_releases.check_reviews,
        lambda form: {"part": form.text("part"), "note": form.long("note")},
        "note",
    ),
    "refuse": Doing(
        reviews.refuse,
        _("Refused. The release is abandoned, with your reason."),
        policy_releases.check_reviews,
        lambda form: {"part": form.text("part"), "reason": form.text("refuse_reason")},
        "refuse_reason",
    ),
    "language": Doing(
        reviews.check_language,
        _("Noted: this language was read through."),
        policy_releases.check_sees,
        lambda form: {"language": form.text("language")},
        "language",
    ),
    "acknowledge": Doing(
        reviews.acknowledge_training,
        _("Noted: this institution has acknowledged it."),
        policy_releases.check_acknowledges,
        _acknowledged,
        "reference",
        {"how_missing": "how", "institution": "institution"},
    ),
    "schedule": Doing(
        releases.schedule,
        _("Announced. On that day the forms change by themselves."),
        OFFICE,
        lambda form: {"effective_on": form.day("effective_on")},
        "effective_on",
    ),
    "go_live": Doing(releases.go_live, _("On the screens from now on."), OFFICE),
    "abandon": Doing(
        releases.abandon,
        _("Abandoned. The screens stay as they are."),
        OFFICE,
        lambda form: {"reason": form.text("abandon_reason")},
        "abandon_reason",
    ),
    "roll_back": Doing(
        releases.roll_back,
        _("Opened: a release back to the earlier edition. Its gates are below."),
        OFFICE,
        _back,
        "back_reason",
        {"edition_never_live": "to_edition"},
    ),
    "suspend": Doing(
        suspensions.ask,
        _("Asked. As soon as a second person confirms, it is off the screens."),
        policy_releases.check_asks_to_suspend,
        _suspend,
        "suspend_reason",
        {"clause_unknown": "clause"},
    ),
    "confirm": Doing(
        suspensions.confirm,
        _("Off the screens. The next table finds it on its agenda."),
        policy_releases.check_oversees,
        of_suspension=True,
    ),
    "decline": Doing(
        suspensions.decline,
        _("Declined, with the reason."),
        policy_releases.check_oversees,
        lambda form: {"answer": form.text("answer")},
        "answer",
        of_suspension=True,
    ),
    "lift": Doing(
        suspensions.lift,
        _("Lifted: it is back on the screens."),
        OFFICE,
        _settled,
        "answer",
        {"table_missing": "table"},
        of_suspension=True,
    ),
    "keep": Doing(
        suspensions.keep,
        _("Noted: it stays off the screens."),
        OFFICE,
        _settled,
        "answer",
        {"table_missing": "table"},
        of_suspension=True,
    ),
}


def target(doing: Doing, form: Form, release_id: UUID) -> dict[str, Any] | None:
    """What the verb acts on: the release, or one suspension of it; None when that is not of this release."""
    if not doing.of_suspension:
        return {"release_id": release_id}
    suspension_id = form.uuid("suspension")
    return {"suspension_id": suspension_id} if suspension_id is not None else None
