"""References inside one pack: institutions, desks, accounts, and the samples of an invented nation."""

import re
from collections.abc import Iterator
from itertools import combinations
from zoneinfo import available_timezones

from himaya.institutions import content
from himaya.institutions.rules_calls import SHELTER
from himaya.ops.content_rules.catalogues import Catalogues, unknown
from himaya.ops.content_rules.gap import Gap

_FICTITIOUS = re.compile(r"05 00 00( \d\d){2}")


def pack_gaps(pack: content.Pack, lists: Catalogues, legal: tuple[str, ...]) -> Iterator[Gap]:
    """Everything in a pack that refers to something absent, or breaks a rule between rows."""
    file = f"packs/{pack.id}/pack.yaml"
    yield from unknown(file, "legal_library", "legal library", pack.legal_library, legal)
    if pack.time_zone not in available_timezones():
        yield Gap(file, "time_zone", "", f"time zone “{pack.time_zone}” does not exist")
    if pack.invented and pack.banner is None:
        yield Gap(file, "banner", "", "an invented nation needs its banner: exercise")
    if bool(pack.calling_code) is not pack.invented:
        yield Gap(file, "calling_code", "", "an invented nation names a calling code, and no other one does")
    if not pack.invented and (pack.accounts or pack.people or pack.desks or pack.emergency_numbers):
        yield Gap(file, "file", "", "a real nation enters its own desks, numbers and accounts")
    yield from _institution_gaps(pack)
    yield from _desk_gaps(pack, lists)
    yield from _account_gaps(pack, lists)
    yield from _sample_gaps(pack, lists)


def _institution_gaps(pack: content.Pack) -> Iterator[Gap]:
    file = f"packs/{pack.id}/institutions.yaml"
    rows = {row.id: row for row in pack.institutions}
    for row in pack.institutions:
        yield from unknown(file, row.id, "institution", [*row.successor_of, *filter(None, [row.parent])], rows)
        if row.valid_from and row.valid_to and row.valid_to < row.valid_from:
            yield Gap(file, row.id, "", "ends before it begins")
        for older in row.successor_of:
            ended = rows[older].valid_to if older in rows else None
            if ended is not None and row.valid_from is not None and ended.year < row.valid_from.year - 1:
                yield Gap(file, row.id, "", f"begins long after {older} ended")


def _desk_gaps(pack: content.Pack, lists: Catalogues) -> Iterator[Gap]:
    file = f"packs/{pack.id}/desks.yaml"
    desks = {desk.id: desk for desk in pack.desks}
    services, languages = [row.id for row in lists.services], [row.id for row in lists.languages]
    for desk in pack.desks:
        yield from unknown(file, desk.id, "institution", [desk.institution], [i.id for i in pack.institutions])
        yield from unknown(file, desk.id, "region", desk.regions, [region.id for region in pack.regions])
        if desk.own_region and desk.own_region not in desk.regions:
            yield Gap(file, desk.id, "", "its own region is none of those it covers")
        if desk.own_region and SHELTER in desk.services:
            yield Gap(file, desk.id, "", "shelters people: its place is secret, so it has no region of its own")
        yield from unknown(file, desk.id, "service", desk.services, services)
        yield from unknown(file, desk.id, "language", desk.languages, languages)
        yield from unknown(file, desk.id, "group", desk.eligibility, content.ELIGIBILITY)
        yield from unknown(file, desk.id, "desk", filter(None, [desk.after_hours]), desks)
        if not _answered_at_night(desk, desks):
            yield Gap(file, desk.id, "", "nobody answers after hours: the chain ends at a desk that closes")
        if desk.services and not (desk.regions and desk.eligibility and desk.languages):
            yield Gap(file, desk.id, "", "gives a service but names no region, group or language")
        if desk.capacity and desk.capacity[1] > desk.capacity[0]:
            yield Gap(file, desk.id, "", "more free places than places")
        if pack.invented and desk.phone and not _FICTITIOUS.fullmatch(desk.phone):
            yield Gap(file, desk.id, "", "a telephone number of an invented nation is 05 00 00 …")


def _answered_at_night(desk: content.DeskRow, desks: dict[str, content.DeskRow]) -> bool:
    """True when following after_hours reaches a desk that never closes; a desk without services need not."""
    seen: set[str] = set()
    at: content.DeskRow | None = desk
    while at is not None and at.hours != "24/7" and at.id not in seen:
        seen.add(at.id)
        at = desks.get(at.after_hours or "")
    return not desk.services or (at is not None and at.hours == "24/7")


def _account_gaps(pack: content.Pack, lists: Catalogues) -> Iterator[Gap]:
    file = f"packs/{pack.id}/accounts.yaml"
    desks = {desk.id: desk for desk in pack.desks}
    kinds = {row.id: row.kind for row in pack.institutions}
    roles = {role.id: role for role in lists.roles}
    pairs = {frozenset({role.id, other}) for role in lists.roles for other in role.incompatible}
    for account in pack.accounts:
        yield from unknown(file, account.username, "desk", [account.desk], desks)
        yield from unknown(file, account.username, "role", account.roles, roles)
        if not account.roles:
            yield Gap(file, account.username, "", "holds no role")
        for first, second in combinations(account.roles, 2):
            if frozenset({first, second}) in pairs:
                yield Gap(file, account.username, "", f"{first} and {second} are incompatible roles")
        kind = kinds.get(desks[account.desk].institution, "") if account.desk in desks else ""
        for role in account.roles:
            if role in roles and kind in roles[role].not_in:
                yield Gap(file, account.username, "", f"{role} cannot be held in an institution of kind {kind}")


def _sample_gaps(pack: content.Pack, lists: Catalogues) -> Iterator[Gap]:
    file = f"packs/{pack.id}/people.yaml"
    if (pack.people or pack.referrals) and not pack.invented:
        yield Gap(file, "file", "", "a real nation ships no sample of a person")
    packets = {service.id: service.minimum_packet for service in lists.services}
    desks = {desk.id: desk for desk in pack.desks}
    for person in pack.people:
        yield from unknown(file, person.id, "region", [person.region], [region.id for region in pack.regions])
        yield from unknown(file, person.id, "language", [person.language], [row.id for row in lists.languages])
    for referral in pack.referrals:
        yield from unknown(file, referral.id, "person", [referral.person], [row.id for row in pack.people])
        yield from unknown(file, referral.id, "desk", [referral.from_desk, referral.to_desk], desks)
        yield from unknown(file, referral.id, "service", [referral.service], packets)
        extra = set(referral.data_classes) - set(packets.get(referral.service, ()))
        if extra:
            yield Gap(file, referral.id, "", f"sends more than its service needs: {', '.join(sorted(extra))}")
        to_desk = desks.get(referral.to_desk)
        if to_desk and referral.service not in to_desk.services:
            yield Gap(file, referral.id, "", f"{to_desk.id} does not give {referral.service}")
        reasons = filter(None, [referral.reason, referral.outcome])
        yield from unknown(file, referral.id, "reason", reasons, [row.id for row in lists.reasons])
