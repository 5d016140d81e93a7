"""The verbs of a line in a register of suspects: written, and struck out. Never edited, never linked to a file."""

from uuid import UUID

from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from himaya.cases import policy as cases
from himaya.kernel import clock, ids
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound, NotNow, NotValid
from himaya.kernel.sealed import seal
from himaya.kernel.unit import unit
from himaya.legal.gate import check_real_identities
from himaya.relations import access_suspects
from himaya.relations.models import Suspect

OBJECT = "suspect"
LONGEST_WHO, LONGEST = 120, 2000
# What somebody suspected is believed to have done: HTCDS, RoleInProcess, without the doubled values.
ROLES = ("recruiter", "transporter", "harbourer", "exploiter", "broker", "other", "unknown")


def write(*, who: str, role: str, event: str, words: str, by: Actor) -> UUID:
    """Write a line. `event` is a reference as it was typed: it is sealed with the rest and looked up nowhere.

    Raises NotFound, NotValid (the code names the field), NotNow (no legal set-up in a real nation).
    """
    said = {"who": who.replace("\0", "").strip(), "words": words.replace("\0", "").strip()}
    if not 0 < len(said["who"]) <= LONGEST_WHO:
        raise NotValid(_("Say who it is, in a few words."), code="who")
    if role not in ROLES:
        raise NotValid(_("Choose what they are believed to have done. “Not known” is an answer."), code="role")
    if event and not (event := ids.tidy_reference(event)):
        raise NotValid(_("A reference has eight letters and digits. Leave it empty if there is none."), code="event")
    if len(said["words"]) > LONGEST:
        raise NotValid(_("Say it in a few sentences."), code="words")
    with unit(by=by) as u:
        register = access_suspects.lock_opened(by)
        if register.subject_id is None:
            raise NotFound
        check_real_identities(register.institution_id)
        last = Suspect.objects.filter(register=register).aggregate(last=Max("number"))["last"] or 0
        row = Suspect(
            register=register,
            subject_id=register.subject_id,
            number=last + 1,
            desk_id=by.desk_id,
            written_by=cases.account_of(by),
            written_on=clock.today(),
        )
        seal(row, content={**said, "role": role, "event": event})
        row.save(force_insert=True)
        u.log("suspect.written", object_type=OBJECT, object_id=row.pk)
        return row.pk


def strike(*, line_id: UUID, by: Actor) -> None:
    """Strike a line out: it was wrong, or suspicion ended. Raises NotFound, NotNow (struck already)."""
    with unit(by=by) as u:
        row = access_suspects.lock_line(by, line_id)
        if row.struck_on is not None:
            raise NotNow(_("This line was struck out already. Nothing was changed."), code="struck")
        row.struck_by, row.struck_on = cases.account_of(by), clock.today()
        row.save(update_fields=["struck_by", "struck_on"])
        u.log("suspect.struck", object_type=OBJECT, object_id=row.pk)
