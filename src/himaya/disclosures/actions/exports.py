"""The verbs of an export: asked for by the lead of a desk, decided by another person, fetched. It lies nowhere."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from himaya.adapters import age, sheets
from himaya.cases import policy as cases
from himaya.cases.models import Case
from himaya.disclosures import policy_exports as policy
from himaya.disclosures import queries_exports as queries
from himaya.disclosures import rules_exports as rules
from himaya.disclosures import states_exports as states
from himaya.disclosures.access_exports import (
    OBJECT,
    agreeing,
    cases_in,
    export_of,
    hold_cases,
    lock_export,
    open_rows,
)
from himaya.disclosures.models import DataExport, ExportedCase
from himaya.disclosures.words_exports import AIM_REFUSED
from himaya.exchange import standard
from himaya.institutions.models import Institution
from himaya.kernel import clock, proof, subjects, two_people
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound, NotNow, NotValid
from himaya.kernel.ids import new_id, new_reference, tidy_reference
from himaya.kernel.sealed import blank, seal
from himaya.kernel.unit import unit
from himaya.legal import gate
from himaya.legal import rules_firewall as firewall

LONGEST, LONGEST_NUMBER = 2000, 64
CASE_STATES = ("open", "closed")


@dataclass(frozen=True, slots=True)
class Scope:
    """Which cases of the desk: one by its reference, or those in a state that were opened between two days."""

    file: str = ""
    state: str = ""
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Wanted:
    """An export as it is asked for: codes in clear, words sealed. `receiver` is an institution, or empty."""

    purpose: str
    aim: str
    basis: str
    parts: Sequence[str]
    scope: Scope
    reason: str
    who: str
    key: str
    receiver: str = ""
    abroad: bool = False
    number: str = ""


def ask(*, wanted: Wanted, by: Actor) -> UUID:
    """Ask for a file of records of one's own desk. Nothing is opened and nothing leaves before a second person agrees.

    Raises NotPermitted, NotValid, NotFound for an unknown file, NotNow where exports are off or the receiver may not.
    """
    policy.check_asks(by)
    gate.check_exports(by.institution_id)
    _check(wanted, by)
    _check_themself(wanted)
    receiver = _receiver(wanted.receiver, by)
    _check_receiver(by, receiver, wanted.purpose, wanted.abroad, wanted.number)
    if wanted.basis == rules.AGREED and receiver is None:
        raise NotValid(
            _("People agree to a receiver whom they know. Choose an institution, or what else it rests on."),
            code="receiver_unnamed",
        )
    with unit(by=by) as u:
        chosen, left_out = _chosen(wanted, by)
        subject = subjects.create(OBJECT, key_kinds=(subjects.NOTE,))
        now = clock.now()
        row = DataExport(
            id=new_id(),
            subject_id=subject.id,
            reference=new_reference(),
            salt=secrets.token_hex(16),
            institution_id=by.institution_id,
            desk_id=by.desk_id,
            purpose=wanted.purpose,
            aim=wanted.aim,
            basis=wanted.basis,
            parts=_in_their_order(wanted.parts),
            persons=len({case.person_id for case in chosen}),
            left_out=left_out,
            receiver=receiver,
            abroad=wanted.abroad,
            number=wanted.number.strip(),
            key=wanted.key.strip(),
            asked_by=cases.account_of(by),
            asked_at=now,
            expires_at=now + rules.TO_DECIDE,
        )
        seal(row, reason=wanted.reason.strip(), who=wanted.who.strip())
        row.save(force_insert=True)
        ExportedCase.objects.bulk_create(ExportedCase(export=row, case=case) for case in chosen)
        u.log("export.asked", code=row.purpose, **_about(row))
        two_people.begun(u, "export", row.pk)
        u.tell("export.over", due_at=row.expires_at, export=str(row.pk))
    return row.pk


def approve(*, export_id: UUID, by: Actor) -> None:
    """Let it leave. Another person than the one who asked, with the second factor. Raises ProofNeeded, NotNow."""
    with unit(by=by) as u:
        row = _locked(export_id, "approve", by)
        policy.check_decides(by, row)
        proof.check_recent(by)
        _check_gates(by, row)
        row.expires_at = clock.now() + rules.TO_FETCH
        _decide(row, "approve", by)
        u.log("export.approved", **_about(row))
        u.tell("export.over", due_at=row.expires_at, export=str(row.pk))


def refuse(*, export_id: UUID, reason: str, by: Actor) -> None:
    """Say no, with a reason of the list: whoever asked reads it. Whom it named, and its words, are forgotten."""
    with unit(by=by) as u:
        row = _locked(export_id, "refuse", by)
        policy.check_decides(by, row)
        if reason not in states.REFUSALS:
            raise NotValid(_("Say why it is refused. Whoever asked reads it."), code="refusal_missing")
        row.refusal = reason
        _decide(row, "refuse", by)
        _forget(row, by)
        u.log("export.refused", code=reason, **_about(row))


def withdraw(*, export_id: UUID, by: Actor) -> None:
    """Whoever asked no longer wants it, also after it was approved; whoever decides may stop it too."""
    with unit(by=by) as u:
        row = _locked(export_id, "withdraw", by)
        if not policy.may_decide(by, row):
            policy.check_is_askers(by, row)
        row.state = states.TRANSITIONS["withdraw"][1]
        row.save(update_fields=["state"])
        _forget(row, by)
        u.log("export.withdrawn", **_about(row))


def fetch(*, export_id: UUID, by: Actor) -> bytes:
    """The file, encrypted to its receiver's key, made at this moment and kept nowhere.

    What is opened is written down and charged before the first letter. Then the export is held and looked at again:
    whatever changed meanwhile (taken back, a person erased) lets nothing out. Raises ProofNeeded, BudgetSpent, NotNow.
    """
    row = export_of(by, export_id)
    policy.check_is_askers(by, row)
    proof.check_recent(by)
    _check_fetch(row)
    _check_gates(by, row)
    body, held = _made(row, by)
    with unit(by=by) as u:
        # The cases before the export, in the order in which an erasure holds them.
        hold_cases(by, row)
        row = _locked(export_id, "fetch", by)
        _check_fetch(row)
        if set(cases_in(by, row)) != held:
            raise NotNow(
                _("The records of this export changed at this moment. Nothing left. Fetch it again."),
                code="changed_meanwhile",
            )
        row.fetched, row.fetched_at, row.left = row.fetched + 1, clock.now(), len(held)
        row.save(update_fields=["fetched", "fetched_at", "left"])
        u.log("export.fetched", code=str(row.fetched), **_about(row))
    return body


def expire(*, export_id: UUID, by: Actor) -> None:
    """Its time is over: it can no longer be fetched. If it never left, its words and names go. For the worker."""
    with unit(by=by) as u:
        row = DataExport.objects.select_for_update().defer("reason", "who").filter(pk=export_id).first()
        if row is None or row.state not in states.OPEN or not rules.is_over(row.expires_at, clock.now()):
            return
        row.state = states.TRANSITIONS["expire"][1]
        row.save(update_fields=["state"])
        _forget(row, by)
        u.log("export.expired", **_about(row))


def _check(wanted: Wanted, by: Actor) -> None:
    if wanted.purpose not in rules.PURPOSES:
        raise NotValid(_("Choose the purpose that these records serve."), code="purpose_missing")
    if wanted.aim not in firewall.AIMS:
        raise NotValid(_("Say what the receiver wants them for."), code="aim_missing")
    if not firewall.serves_export(wanted.aim):
        raise NotValid(AIM_REFUSED[wanted.aim], code="aim_refused")
    if wanted.basis not in rules.BASES:
        raise NotValid(_("Say on what it rests."), code="basis_missing")
    if not wanted.parts:
        raise NotValid(_("Tick what the file may hold, and no more than the receiver needs."), code="parts_missing")
    answers = queries.questions(by) if any(one.startswith(rules.ANSWER) for one in wanted.parts) else {}
    if rules.unknown(wanted.parts, answers, standard.classes()):
        raise NotValid(_("Choose among what is listed. Nothing else leaves."), code="parts_unknown")
    if rules.is_mixed(wanted.parts):
        raise NotValid(
            _("Tick fields of the standard, or other parts: a file that mixes them can be taken in by nobody."),
            code="parts_mixed",
        )
    for code, words in (("reason_missing", wanted.reason), ("who_missing", wanted.who)):
        if not words.strip() or len(words) > LONGEST:
            raise NotValid(_("Say it in a few sentences, without a name of a person you protect."), code=code)
    if len(wanted.number.strip()) > LONGEST_NUMBER:
        raise NotValid(_("This number is too long."), code="number_wrong")
    try:
        age.check_recipient(wanted.key.strip())
    except age.AgeFailed as wrong:
        raise NotValid(
            _(
                "This is no key in the age format. It begins with age1 and has 62 characters. Ask the receiver for it, "
                "and have it read aloud over the telephone."
            ),
            code="key_wrong",
        ) from wrong


def _check_themself(wanted: Wanted) -> None:
    """The gate asks nothing of a person who gets what is theirs: so this purpose carries one file and nobody else's."""
    if wanted.purpose != rules.THEMSELF:
        return
    if not wanted.scope.file.strip() or wanted.receiver or wanted.basis != rules.WISHED:
        raise NotValid(
            _(
                "To the person goes one file, by its reference, because they asked for it, and to no institution. For "
                "anything else choose another purpose."
            ),
            code="themself_alone",
        )


def _receiver(institution_id: str, by: Actor) -> Institution | None:
    if not institution_id:
        return None
    found = Institution.objects.filter(pk=institution_id).exclude(pk=by.institution_id).first()
    if found is None:
        raise NotValid(_("Choose the institution that receives."), code="receiver_unknown")
    return found


def _check_receiver(by: Actor, receiver: Institution | None, purpose: str, abroad: bool, number: str) -> None:
    if receiver is not None:
        gate.check_recipient(sender_id=by.institution_id, receiver=receiver)
        if not rules.receives(receiver.kind):
            raise NotNow(
                _(
                    "No file of records goes to this body. It asks by a demand, and gets one person by a referral, "
                    "with their agreement."
                ),
                code="receiver_by_demand",
            )
    # What is said on the form counts as well: a desk abroad of an institution that is not.
    if receiver is None or abroad:
        themself = receiver is not None or purpose == rules.THEMSELF
        gate.check_unlisted(sender_id=by.institution_id, abroad=abroad, number=number, themself=themself)


def _check_gates(by: Actor, row: DataExport) -> None:
    """Both gates again, at the moment of each step: what the register says may have ended meanwhile."""
    gate.check_exports(row.institution_id)
    _check_receiver(by, row.receiver, row.purpose, row.abroad, row.number)


def _chosen(wanted: Wanted, by: Actor) -> tuple[list[Case], int]:
    """The cases, and how many people fitted but do not agree that this goes to this receiver."""
    scope = wanted.scope
    # Held until they are written down: an erasure at this moment comes before or after, never between.
    rows = Case.objects.filter(cases.held_cases(by)).select_for_update(of=("self",)).order_by("pk")
    if scope.file.strip():
        rows = rows.filter(reference=tidy_reference(scope.file))
        if not rows.exists():
            raise NotFound
    else:
        if scope.state in CASE_STATES:
            rows = rows.filter(state=scope.state)
        if scope.since is not None:
            rows = rows.filter(opened_on__gte=scope.since)
        if scope.until is not None:
            rows = rows.filter(opened_on__lte=scope.until)
    fitting = list(rows)
    if not fitting:
        raise NotValid(_("No record fits. Choose others."), code="nobody")
    may = agreeing(wanted.basis, wanted.receiver, list(wanted.parts), fitting)
    found = [one for one in fitting if one.pk in may]
    most = queries.most_persons(by)
    if not found:
        raise NotValid(
            _(
                "Nobody in these files agrees today that all of this goes to this receiver. Ask them, write it down in "
                "their file under “Agreements”, then ask again."
            ),
            code="nobody_agrees",
        )
    if len({one.person_id for one in found}) > most:
        raise NotValid(
            _("This is more than %(n)s people, which is the most that one export may hold. Choose fewer.")
            % {"n": most},
            code="too_many",
        )
    left_out = {one.person_id for one in fitting} - {one.person_id for one in found}
    return found, len(left_out)


def _in_their_order(parts: Sequence[str]) -> list[str]:
    listed = (*rules.CLEAR, *rules.IDENTITY, *(f"{rules.STANDARD}{one}" for one in standard.classes()))
    known = [one for one in listed if one in parts]
    return known + sorted({one for one in parts if one.startswith(rules.ANSWER)})


def _check_fetch(row: DataExport) -> None:
    if states.leads_to("fetch", row.state) is None:
        raise _moved(row)
    if rules.is_over(row.expires_at, clock.now()):
        raise NotNow(_("The time of this export is over. Ask for it again."), code="export_over")
    if row.fetched >= rules.MOST_FETCHES:
        raise NotNow(_("This export was fetched as often as it may be. Ask for it again."), code="fetched_enough")


def _made(row: DataExport, by: Actor) -> tuple[bytes, set[UUID]]:
    """The file and the cases in it. In clear it exists in memory only, inside the block."""
    out = BytesIO()
    with open_rows(by, row) as rows:
        if not rows:
            raise NotNow(_("No record of this export is left that may leave. Nothing was made."), code="nobody_left")
        plain = sheets.as_csv([rules.MARK, *map(rules.heading, row.parts)], [one.cells for one in rows])
        age.encrypt(BytesIO(plain), out, recipients=[row.key])
        return out.getvalue(), {one.case_id for one in rows}


def _locked(export_id: UUID, verb: str, by: Actor) -> DataExport:
    policy.check_reads(by)
    row = lock_export(by, export_id)
    if states.leads_to(verb, row.state) is None:
        raise _moved(row)
    if verb in ("approve", "refuse") and rules.is_over(row.expires_at, clock.now()):
        raise NotNow(_("The time of this export is over. Ask for it again."), code="export_over")
    return row


def _moved(row: DataExport) -> NotNow:
    return NotNow(
        _("This export has moved on meanwhile. Open it again to see where it stands."), code=f"already_{row.state}"
    )


def _decide(row: DataExport, verb: str, by: Actor) -> None:
    row.state = states.TRANSITIONS[verb][1]
    row.decided_by, row.decided_at = cases.account_of(by), clock.now()
    row.save(update_fields=["state", "decided_by", "decided_at", "expires_at", "refusal"])


def _forget(row: DataExport, by: Actor) -> None:
    """Whom it named is forgotten unless something left: then the person is told where it went.

    Its words go too, with their key: no erasure of a person would find them any more, and they may hold a name.
    """
    if not row.fetched:
        ExportedCase.objects.filter(export=row).delete()
        blank(DataExport.objects.filter(pk=row.pk), "reason", "who")
        subjects.erase_all(row.subject_id, by=by)


def _about(row: DataExport) -> dict[str, Any]:
    return {"object_type": OBJECT, "object_id": row.pk, "subjects": [row.subject_id]}
