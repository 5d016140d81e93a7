"""Whom to call: one answer for every page. No other module orders desks to be called (tests/house/test_one_list.py).

The rule is `institutions.rules_calls`; here stand the desks, as they stand for each service alone. Facts about desks,
no person. No address and no distance: a desk has a name, a telephone and hours.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from himaya.institutions import queries, rules_calls
from himaya.institutions.models import Desk
from himaya.institutions.queries import Receiver
from himaya.institutions.rules_calls import DANGER, Answering, Asked
from himaya.kernel import clock
from himaya.services.queries import giving

# The hour that a paper is made for: it is read at night too.
NIGHT_HOUR = 2
# How many desks in a row may name the next one for the hours in which they are closed.
HOPS = 5


@dataclass(frozen=True, slots=True)
class Call:
    """One desk to call for one service. `answers_for` is the closed desk in whose place it answers."""

    receiver: Receiver
    service: str
    answers_for: Desk | None = None

    @property
    def desk(self) -> Desk:
        """The desk that answers the telephone."""
        return self.receiver.desk


@dataclass(frozen=True, slots=True)
class Whom:
    """Who can be called now, best first; who opens later; `remains`: own, police, nobody, or empty."""

    now: tuple[Call, ...] = ()
    later: tuple[Call, ...] = ()
    remains: str = ""
    # The person agreed to the need: then the police are not called, and the sentence says so.
    agreed: bool = False


def whom_to_call(
    *needs: str,
    age_group: str,
    own_desk: str | None,
    region: str,
    language: str = "",
    gender_group: str | None = None,
    agreed: bool = False,
    at: datetime | None = None,
) -> Whom:
    """Whom to call for these needs, services or `DANGER`, the most pressing first.

    `age_group` is child, maybe_child, adult or empty; `gender_group` woman, man, girl or boy, when known; `own_desk` is
    never called; without a `region` all are asked; `agreed`: the person agreed to this and no more, so no police.
    """
    moment = at or clock.now()
    groups = queries.groups_of(age_group, gender_group)
    asks_from = "" if region or not own_desk else queries.own_region_of(own_desk)
    found, known = [], dict[Answering, Call]()
    for need in needs:
        asked = Asked(need, age_group, own_desk or "", region, language, agreed, asks_from)
        services = rules_calls.services_of(need, child=asked.child)
        calls = [call for one in services for call in _answering(one, region, groups, moment) if call.desk.phone]
        lines = {_as_asked(call): call for call in calls}
        found.append((need, rules_calls.to_call(asked, lines)))
        known |= lines
    answer = rules_calls.together(found)
    now, later = (tuple(known[one] for one in part) for part in (answer.now, answer.later))
    return Whom(now, later, answer.remains, agreed)


def on_call_desk(service: str, *, region: str, own_desk: str | None, at: datetime | None = None) -> Desk | None:
    """Where to send what cannot wait: another desk that is on call in the region now, and has an account.

    By the same rule; a telephone is no condition. None when there is none.
    """
    calls = [one for one in _answering(service, region, frozenset(), at or clock.now()) if _takes_urgent(one)]
    lines = {_as_asked(call): call.desk for call in calls}
    # As the page says whom to call: against a danger the police are one among those who come.
    need = DANGER if service == rules_calls.SAFETY else service
    found = rules_calls.to_call(Asked(need, own_desk=own_desk or "", region=region), lines)
    return lines[found.now[0]] if found.now else None


def at_night(*, region: str, own_desk: str | None) -> Desk | None:
    """Whom somebody calls in danger at night: for a paper, which is not read at the hour at which it is made."""
    night = clock.now().astimezone(clock.here()).replace(hour=NIGHT_HOUR, minute=0, second=0, microsecond=0)
    found = whom_to_call(DANGER, age_group="", own_desk=own_desk, region=region, at=night)
    return found.now[0].desk if found.now else None


def _takes_urgent(one: Call) -> bool:
    return one.desk.on_call and one.desk.reached_by == "account" and one.answers_for is None


def _answering(service: str, region: str, groups: frozenset[str], moment: datetime) -> Iterator[Call]:
    """Every desk that gives the service there and fits, and for a closed one who answers in its place."""
    found = [one for one in queries.best_first(giving(service, region), groups=groups, at=moment) if not one.why_not]
    closed = [one.desk for one in found if not one.open_now and one.desk.after_hours_id]
    standing = {desk.pk: desk for desk in queries.no_consulates()} if closed else {}
    yield from (Call(one, service) for one in found)
    for desk in closed:
        if (other := _in_its_place(desk, standing, groups, moment)) is not None:
            yield Call(other, service, answers_for=desk)


def _in_its_place(
    desk: Desk, standing: Mapping[str, Desk], groups: frozenset[str], moment: datetime
) -> Receiver | None:
    """The first desk that is open, from one that answers after hours to the next. None when nobody is."""
    for _hop in range(HOPS):
        found = standing.get(desk.after_hours_id or "")
        if found is None:
            return None
        desk = found
        receiver = queries.best_first([desk], groups=groups, at=moment)[0]
        if receiver.open_now and not receiver.why_not:
            return receiver
    return None


def _as_asked(one: Call) -> Answering:
    desk = one.desk
    return Answering(
        desk=desk.pk,
        service=one.service,
        regions=tuple(desk.regions),
        own_region=desk.own_region_id or "",
        languages=tuple(desk.languages),
        open_now=one.receiver.open_now,
        enforces=queries.enforces(desk),
        secret=rules_calls.SHELTER in desk.services,
        full=one.receiver.full,
        says_whom=one.receiver.says_whom,
        on_call=desk.on_call,
        answers_for=one.answers_for.pk if one.answers_for else "",
    )
