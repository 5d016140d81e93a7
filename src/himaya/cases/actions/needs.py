"""One need, several desks: asked one by one, sent together; and what became of a part that nobody took on."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from himaya.cases import access, ledger, policy, queries_consents, rules_consents, sending, states, tallies
from himaya.cases.actions import referrals
from himaya.cases.ledger import About
from himaya.cases.models import Case, Referral
from himaya.cases.sending import Need, Wish
from himaya.kernel import clock
from himaya.kernel.actor import SYSTEM, Actor
from himaya.kernel.errors import NotFound, NotNow, NotValid
from himaya.kernel.ids import new_id
from himaya.kernel.unit import Unit, unit


def send(
    *,
    case_id: UUID,
    wish: Wish,
    desks: Sequence[str],
    refused: Sequence[str] = (),
    first_only: bool = False,
    basis: str,
    language: str,
    interpreter: str,
    told_first: bool,
    by: Actor,
    not_told_reason: str = "",
    guardian_implicated: str = "",
    agreed_at: datetime | None = None,
    follows: UUID | None = None,
) -> list[UUID]:
    """Send one need to each of `desks`, each on an agreement of its own; returns the ids of the referrals.

    `wish.to_desk_id` is not read. For `refused` the person said no: that is written down, and stops no other. All is
    sent or nothing. Raises as `referrals.send`.
    """
    chosen, noes = list(dict.fromkeys(desks)), list(dict.fromkeys(refused))
    if not chosen or not set(chosen).isdisjoint(noes) or len({*chosen, *noes}) > states.MOST_DESKS:
        raise NotValid(_("Choose one, two or three desks."), code="desks")
    need = Need(new_id(), first_only) if len(chosen) > 1 else None
    with unit(by=by) as u:
        sent = [
            referrals.send(
                case_id=case_id,
                wish=replace(wish, to_desk_id=desk_id),
                basis=basis,
                language=language,
                interpreter=interpreter,
                told_first=told_first,
                not_told_reason=not_told_reason,
                guardian_implicated=guardian_implicated,
                agreed_at=agreed_at,
                follows=follows if desk_id == chosen[0] else None,
                need=need,
                by=by,
            )
            for desk_id in sorted(chosen)
        ]
        for desk_id in noes:
            _write_no(u, case_id, desk_id, wish, ledger.Talk(language, interpreter, "spoken"))
        return sent


def _write_no(u: Unit, case_id: UUID, desk_id: str, wish: Wish, talk: ledger.Talk) -> None:
    """The person said no to this desk. What they agreed to earlier with it stays until they withdraw it."""
    about, case = About(desk_id=desk_id), access.lock_case(u.by, case_id)
    held = rules_consents.in_force(queries_consents.lines(case.pk, about.columns), clock.today())
    if classes := set(wish.data_classes) - queries_consents.accompanying() - held:
        ledger.write(
            u,
            case_id=case.pk,
            person_id=case.person_id,
            word=rules_consents.REFUSED,
            about=about,
            classes=classes,
            talk=talk,
        )


def stand_down_others(*, referral_id: UUID, by: Actor = SYSTEM) -> None:
    """The sender wanted the first who takes it, and somebody did: the others are told that it is no longer needed."""
    with unit(by=by):
        # Held in the order in which a desk takes it on: nobody else moves one of them meanwhile.
        of_need = Referral.objects.filter(pk=referral_id).values("case_id")
        Case.objects.select_for_update().filter(pk__in=of_need).first()
        taken = Referral.objects.filter(pk=referral_id, first_only=True, state__in=states.IN_PART_OR_WHOLE).first()
        if taken is None or taken.services_taken:
            return
        waiting = states.TRANSITIONS["stand_down"][0]
        others = Referral.objects.filter(group=taken.group, state__in=waiting).exclude(pk=taken.pk).order_by("pk")
        for pk in list(others.values_list("pk", flat=True)):
            referrals.stand_down(referral_id=pk, by=by)


def stand_down_rest(*, group: UUID, by: Actor) -> int:
    """The sender needs none of those that have not answered yet; returns how many. Raises NotFound, NotNow."""
    with unit(by=by):
        mine = Referral.objects.filter(policy.visible_referrals(by), group=group, from_desk_id=by.desk_id)
        case = mine.values_list("case_id", flat=True).first()
        if case is None:
            raise NotFound
        access.lock_case(by, case)
        waiting = mine.filter(state__in=(states.SENT, states.ASKED)).order_by("pk")
        found = list(waiting.values_list("pk", flat=True))
        if not found:
            raise NotNow(_("No other desk waits for this need any more. Nothing was changed."), code="none_waits")
        for pk in found:
            referrals.stand_down(referral_id=pk, by=by)
        return len(found)


def settle(*, referral_id: UUID, how: str, by: Actor) -> None:
    """Say what became of the part that was not taken on: not needed any more, or nobody offers it (a gap, counted)."""
    if how not in states.RESTS:
        raise NotValid(_("Say what became of it."), code="rest")
    with unit(by=by) as u:
        row = access.lock_referral(by, referral_id)
        policy.check_verb(by, row, "settle")
        followed = Referral.objects.filter(follows=row).exists()
        if row.state not in states.IN_PART or not row.services_taken or row.rest or followed:
            raise NotNow(_("Nothing of this referral is open any more. Nothing else was changed."), code="nothing_open")
        row.rest = how
        row.save(update_fields=["rest"])
        sending.record(u, row, "settle", code=how)
        if how == "no_service":
            count = tallies.Count(tallies.NO_SERVICE, desk_id=row.to_desk_id, region=row.region, answer=row.service)
            tallies.add(count)
