"""The verb of a note kept apart: written, and never edited. What was wrong is put right by a further note."""

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from himaya.cases import access_compartments, policy, policy_compartments
from himaya.cases import rules_compartments as rules
from himaya.cases.models import Compartment, CompartmentNote
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound, NotNow, NotValid
from himaya.kernel.sealed import seal
from himaya.kernel.unit import unit


def add(*, compartment_id: UUID, text: str, corrects: int | None, instance_id: UUID, by: Actor) -> CompartmentNote:
    """Write a note; with `corrects`, the number of the note that it puts right. The same form sent again keeps one.

    Raises NotFound, NotNow (closed, no longer with this desk, full), NotValid (text, corrects: the code names the
    field).
    """
    with unit(by=by) as u:
        row = access_compartments.lock(by, compartment_id)
        done = CompartmentNote.objects.filter(instance_id=instance_id).defer("text").first()
        if done is not None:
            if done.compartment_id != row.pk:
                raise NotFound
            return done
        _check_moment(row)
        words = _words(text)
        note = CompartmentNote(
            compartment=row,
            subject_id=row.subject_id,
            instance_id=instance_id,
            number=CompartmentNote.objects.filter(compartment=row).count() + 1,
            corrects=_corrected(row, corrects),
            desk_id=by.desk_id,
            written_by=policy.account_of(by),
            written_on=clock.today(),
        )
        seal(note, text=words)
        note.save(force_insert=True)
        u.log("note.added", object_type="compartment", object_id=row.pk, subjects=[row.case.person_id])
        return note


def _check_moment(row: Compartment) -> None:
    if row.case.state != "open":
        raise NotNow(_("This file is closed. Its notes can still be read; none is added."), code="case_closed")
    if not policy_compartments.stands(row):
        raise NotNow(
            _("The referral to the desk that keeps these notes has ended. They can still be read; none is added."),
            code="referral_ended",
        )
    if CompartmentNote.objects.filter(compartment=row).count() >= rules.MOST_NOTES:
        raise NotNow(_("There are as many notes here as can be kept. They can still be read."), code="notes_full")


def _words(text: str) -> str:
    words = text.replace("\0", "").strip()
    if not words:
        raise NotValid(_("Write the note first."), code="text")
    if len(words) > rules.LONGEST_NOTE:
        raise NotValid(
            _("This note is too long: %(most)s letters at most. Split it into two.") % {"most": rules.LONGEST_NOTE},
            code="text",
        )
    return words


def _corrected(row: Compartment, number: int | None) -> CompartmentNote | None:
    if number is None:
        return None
    found = CompartmentNote.objects.filter(compartment=row, number=number).defer("text").first()
    if found is None:
        raise NotValid(_("Choose a note of the list, or none."), code="corrects")
    return found
