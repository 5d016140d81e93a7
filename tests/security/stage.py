"""The store behind the matrix, and one session per visitor: every role of the content at every place."""

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from importlib import import_module
from random import Random
from uuid import UUID, uuid5

from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from himaya.cases import policy
from himaya.cases.actions import compartments, emergencies, erasures, exclusions, grants, referrals
from himaya.cases.actions.screenings import HandedOver
from himaya.cases.models import Consent, Exclusion
from himaya.coordination import policy as table_policy
from himaya.institutions import content
from himaya.institutions.actions import resets
from himaya.institutions.models import Account, Membership
from himaya.instruments import catalogue
from himaya.kernel import clock
from himaya.kernel.models import AuditEvent
from himaya.web.frontline import token
from himaya.web.frontline.sheet import Sheet
from himaya.web.sessions import DESK, FACTORS, FULL_SIGN_IN, PROVEN, SEEN, STARTED
from tests import cast, factories
from tests.rooms.cases import apart_at_hand
from tests.security import (
    stage_conferences,
    stage_consents,
    stage_determinations,
    stage_health,
    stage_interviews,
    stage_legal,
    stage_qualifications,
    stage_reasonings,
    stage_referrals,
    stage_relations,
    stage_rights,
    stage_rooms,
    stage_tables,
)
from tests.security.matrix.rows import (
    ANONYMOUS,
    CASE,
    CASE_FILE,
    CHILD_FILE,
    COLLEAGUE,
    COMPARTMENT,
    COMPARTMENT_GRANT,
    CONSENT,
    EMERGENCY,
    ERASURE,
    EVERYBODY,
    EXCLUSION,
    FREE_FILE,
    GRANT,
    HALF,
    LOST,
    MEMBER,
    NEXT_VERSION,
    OBJECTS,
    OTHERS,
    PLACES,
    READY_SHEET,
    REFERRAL,
    RESET,
    SHEET,
    SPEAKING,
    TABLE_PLACES,
    VERSION,
    WORKING,
    Row,
)

_SPACE = UUID("5b8fd0a1-0c35-4f0e-8d4c-1f6ab1f0a9c1")
# Who also comes from other desks where not everybody does; and to the round tables, from a desk without a seat.
ALWAYS = "case_manager"
# Who stands for everybody, in the walk of everybody, where a row makes no difference between roles.
A_FEW = (ANONYMOUS, HALF, "case_manager@own", "secretariat@own", "auditor@own", "secretariat@member")
# Who sits at no desk that knows of the case.
ELSEWHERE = ("@sister", "@foreign")
ABSENT = UUID("00000000-0000-4000-8000-000000000000")
# Tokens, a sealed sheet, and the key to which this page of this session seals what is typed on it.
_CHANGING = re.compile(rb'name="csrfmiddlewaretoken" value="[^"]+"|name="sheet" value="[^"]+"|data-key="[^"]+"')


@dataclass(frozen=True)
class Visitor:
    """Somebody with a browser. `audiences` are the words of the matrix for them, the most specific first."""

    name: str
    audiences: tuple[str, ...]
    cookie: str = ""

    @property
    def place(self) -> str:
        """Where they sit, as seen from the object; empty for nobody."""
        return self.name.partition("@")[2]

    def ask(
        self,
        url: str,
        method: str,
        data: Mapping[str, object] | None = None,
        *,
        csrf: bool = False,
        language: str = "en",
    ) -> HttpResponse:
        """One request as this visitor."""
        client = Client(enforce_csrf_checks=csrf, headers={"accept-language": language})
        if self.cookie:
            client.cookies[settings.SESSION_COOKIE_NAME] = self.cookie
        return client.generic(method, url) if method not in ("GET", "POST") else _plain(client, url, method, data)


def _plain(client: Client, url: str, method: str, data: Mapping[str, object] | None) -> HttpResponse:
    return client.post(url, data or {}) if method == "POST" else client.get(url, data or {})


@dataclass(frozen=True)
class Stage:
    """What rows may name, by their word."""

    things: Mapping[str, str]
    visitors: tuple[Visitor, ...]
    # The last line of the audit when the stage stood.
    last_event: int

    def at_the_desks(self) -> "Stage":
        """The same without the visitors of the round tables."""
        return replace(self, visitors=tuple(one for one in self.visitors if one.place not in TABLE_PLACES))

    def at_the_table(self) -> "Stage":
        """The same with the visitors of a round table only, and one who works elsewhere."""
        kept = [one for one in self.visitors if one.place in ("", *TABLE_PLACES) or one.name == f"{ALWAYS}@own"]
        return replace(self, visitors=tuple(kept))

    def told_apart(self, row: Row) -> list[Visitor]:
        """One of each group that the row tells apart: by the word of the row that is about them, and where they sit.

        Whom the row names by role is a group of their own at each place. Of those who are the same to it, it draws
        one: over the rows every role of every place comes by many times. Where it makes no difference between roles,
        it makes none between places; nor among the rest, whose role does not do this wherever they sit.
        """
        groups: dict[tuple[str, str], list[Visitor]] = {}
        for one in self.visitors:
            word = row.word_for(*one.audiences)
            anywhere = row.same_for_all or (word in (OTHERS, EVERYBODY) and row.expect[word] == 403)
            groups.setdefault((word, "" if anywhere else one.place), []).append(one)
        chance = Random(str(row))
        return [chance.choice(group) for group in groups.values()]

    def everybody(self, row: Row, turn: int) -> list[Visitor]:
        """For the night: whom the row names, and who works with people at the two desks that know of the case.

        Of the others there, to whom the row gives one answer, half come in turn; of those who sit elsewhere a quarter:
        over the rows every role of every place comes by many times.
        """
        if row.same_for_all:
            few = [one for one in self.visitors if one.name in A_FEW]
            # A method that a page does not know is refused before anybody is asked who they are.
            return few if row.expect[EVERYBODY] != 405 else few[turn % 2 :: 2]
        named = [one for one in self.visitors if set(one.audiences[:2]) & set(row.expect)]
        elsewhere = [one for one in self.visitors if one.name.endswith(ELSEWHERE) and one not in named]
        others = [one for one in self.visitors if OTHERS in one.audiences and one not in (*named, *elsewhere)]
        skipped = {*elsewhere, *others} - {*elsewhere[turn % 4 :: 4], *others[turn % 2 :: 2]}
        return [one for one in self.visitors if one not in skipped]

    def address(self, row: Row, *, absent: bool = False) -> str:
        """The row's address; with `absent`, of an id that nothing has."""
        known = {k: str(ABSENT) if absent and v in OBJECTS else self.things.get(v, v) for k, v in row.needs.items()}
        return reverse(row.url, kwargs=known)

    def data(self, row: Row) -> dict[str, object]:
        return {name: self.things.get(str(value), value) for name, value in row.data.items()}

    def __getitem__(self, name: str) -> Visitor:
        return next(visitor for visitor in self.visitors if visitor.name == name)


def set_up(*, everybody: bool = False, tables: bool = False) -> Stage:
    """A case at the own desk, its referral to the receiver, and the visitors. Inside a test's transaction.

    With `everybody`, every role sits at every place; else every role at its own, and one at the others too. With
    `tables`, a cycle of round tables stands there too, and the visitors are those of a table.
    """
    cast.play()
    for name in sorted(one.name for one in catalogue.current() if one.name.startswith("first-line")):
        factories.version(name)
    TOTP.activate(Account.objects.get(username="officer"), generate_totp_secret())
    done = factories.hand_over()
    sheet = Sheet.new(
        kind="labour",
        about="person",
        version_id=factories.version("first-line-labour").pk,
        region=cast.NORTH,
        now=int(clock.now().timestamp()),
    ).answered(factories.ANSWERS)
    ready = sheet.offering(
        route="consent",
        service="emergency_shelter",
        region=cast.NORTH,
        language="ary",
        interpreter="none",
        urgency="soon",
        group="woman",
        desk="shelter",
        share=["first_name", "age_group", "language", "needs"],
        full_name="Zahra Canary",
    )
    things = {
        VERSION: str(factories.version("first-line-labour").pk),
        NEXT_VERSION: str(factories.next_version("first-line-labour").pk),
        CASE: str(done.case_id),
        CASE_FILE: str(factories.case_file(done.case_id).pk),
        FREE_FILE: str(factories.case_file(factories.hand_over(identity=None).case_id).pk),
        REFERRAL: str(done.referral_ids[0]),
        CONSENT: str(Consent.objects.get(case=done.case_id).pk),
        ERASURE: str(_asked_erasure()),
        SHEET: token.seal(sheet),
        READY_SHEET: token.seal(replace(ready, instance_id=uuid5(_SPACE, "sheet"))),
        **stage_legal.set_up(done.case_id, lead=uuid5(_SPACE, "desk_lead@own")),
        **stage_rooms.services(),
    }
    things |= _accesses(done) | _accounts()
    things |= _apart(done)
    things |= stage_conferences.set_up(done.case_id)
    things |= stage_determinations.set_up(done.case_id)
    things |= stage_interviews.set_up(done.case_id, leader=uuid5(_SPACE, "interviewer@own"))
    things |= stage_rooms.plans(done.case_id)
    things |= stage_rooms.tasks(done.case_id)
    things |= stage_consents.set_up(done.case_id)
    stage_rights.set_up(done.case_id)
    stage_reasonings.set_up(done.case_id)
    stage_rooms.risks(done.case_id)
    things |= stage_rooms.attestations(done.case_id)
    things |= stage_relations.set_up(done.case_id, let_in=uuid5(_SPACE, "case_manager@foreign"))
    things |= stage_rooms.duplicates() | stage_rooms.enquiries()
    stage_rooms.crisis(done.case_id)
    things |= stage_rooms.packets(done.case_id)
    stage_rooms.returns(done.case_id)
    things |= stage_health.set_up(let_in=uuid5(_SPACE, "health_professional@own"))
    things |= stage_rooms.risks_clocks(done.case_id)
    stage_rooms.safety(done.case_id, UUID(things[CHILD_FILE]))
    things |= stage_referrals.set_up()
    things |= stage_qualifications.set_up() | stage_rooms.estimates() | stage_rooms.yearbook()
    things |= stage_rooms.exchange()
    visitors = list(_visitors(everybody=everybody))
    if tables:
        visitors += _table_visitors()
        things |= stage_tables.set_up()
    last = AuditEvent.objects.order_by("id").values_list("id", flat=True).last() or 0
    return Stage(things, (Visitor(ANONYMOUS, (ANONYMOUS,)), _half(), *visitors), last)


def _asked_erasure() -> UUID:
    """Of another file of the own desk, of which no referral runs."""
    other = factories.hand_over(identity=None)
    referrals.withdraw(referral_id=other.referral_ids[0], by=cast.INSPECTOR)
    return erasures.ask(case_id=other.case_id, scope="all", ground="person_asked", by=cast.INSPECTOR)


def _accesses(done: HandedOver) -> dict[str, str]:
    """A colleague who was let in, one who is kept out, and one who opened the case in an emergency."""
    kept, took = cast.INSPECTOR_COLLEAGUE, cast.actor("taker", "labour-south", "front_line")
    Account.objects.create(id=took.account_id, username="taker")
    grant = grants.give(
        case_id=done.case_id,
        to=f"account:{cast.INSPECTOR_SOUTH.account_id}",
        kind="team",
        level="summary",
        sections=(),
        until=clock.today(),
        reason="advice",
        by=cast.LABOUR_LEAD,
    )
    exclusions.add(case_id=done.case_id, account_id=policy.account_of(kept), reason="family", by=cast.LABOUR_LEAD)
    begun = emergencies.begin(reference=done.reference, reason="urgent_care", proved_at=clock.now(), by=took)
    return {GRANT: str(grant), EXCLUSION: str(Exclusion.objects.get().pk), EMERGENCY: str(begun.pk)}


def _accounts() -> dict[str, str]:
    """Two accounts of the own desk: a colleague, and another whom the administrator asked to let back in."""
    lost, colleague = policy.account_of(cast.LABOUR_LEAD), policy.account_of(cast.INSPECTOR_COLLEAGUE)
    row = resets.ask(account_id=lost, reason="everything_lost", by=cast.OPERATOR)
    return {COLLEAGUE: str(colleague), LOST: str(lost), RESET: str(row.pk)}


def _apart(done: HandedOver) -> dict[str, str]:
    """Notes that the receiving desk keeps apart, and a colleague of a sister desk of it whom it let in."""
    one = compartments.begin(case_id=done.case_id, kind="ngo_notes", by=cast.SHELTER)
    apart_at_hand.written(one)
    annex = apart_at_hand.at_the_annex("annex-worker", "case_manager")
    return {COMPARTMENT: str(one), COMPARTMENT_GRANT: str(apart_at_hand.let_in(one, annex))}


def _half() -> Visitor:
    account = Account.objects.get(username="inspector")
    return Visitor(HALF, (HALF,), _session(account, cast.INSPECTOR.desk_id, full=False))


def _visitors(*, everybody: bool) -> Iterator[Visitor]:
    for role in (row.id for row in content.load_roles()):
        works = role in policy.READS_CASES
        for place, desk in PLACES.items():
            if place != "own" and not everybody and role != ALWAYS:
                continue
            name = f"{role}@{place}"
            account = Account.objects.create(id=uuid5(_SPACE, name), username=f"{role}-{place}")
            Membership.objects.create(account=account, desk_id=desk, roles=[role], valid_from=clock.today())
            group = WORKING if works else OTHERS
            yield Visitor(name, (name, role, f"{group}@{place}", group), _session(account, desk, full=True))


def _table_visitors() -> Iterator[Visitor]:
    """Every role at an institution that has a seat; those who speak, at another one and at one without a seat too."""
    for role in (row.id for row in content.load_roles()):
        speaks = role in table_policy.SPEAKS
        for place, desk in TABLE_PLACES.items():
            if place != MEMBER and not speaks:
                continue
            name = f"{role}@{place}"
            account = stage_tables.seat_somebody(uuid5(_SPACE, name), f"{role}-{place}", role, desk)
            groups = (f"{SPEAKING}@{place}", SPEAKING) if speaks else ()
            groups = (*groups, WORKING if role in policy.READS_CASES else OTHERS)
            yield Visitor(name, (name, role, *groups), _session(account, desk, full=True))


def _session(account: Account, desk: str, *, full: bool) -> str:
    """A session as `account.sign_in.open_session` leaves it."""
    now = clock.now().timestamp()
    store = import_module(settings.SESSION_ENGINE).SessionStore()
    store.update(
        {
            SESSION_KEY: str(account.pk),
            BACKEND_SESSION_KEY: "django.contrib.auth.backends.ModelBackend",
            HASH_SESSION_KEY: account.get_session_auth_hash(),
            STARTED: now,
            SEEN: now,
            DESK: desk,
            **({FACTORS: FULL_SIGN_IN, PROVEN: now} if full else {}),
        }
    )
    store.create()
    return str(store.session_key)


def same_but_for_tokens(page: bytes, *ids: str) -> bytes:
    """The bytes of a page without what changes from one answer to the next, and without the asked id."""
    # The longest first: the number of a version also stands inside an id.
    for one in sorted(ids, key=len, reverse=True):
        page = page.replace(one.encode(), b"ID")
    return _CHANGING.sub(b"TOKEN", page)


@contextmanager
def counted() -> Iterator[list[str]]:
    """The SQL of every query inside."""
    spent: list[str] = []

    def count(execute: Callable[..., object], sql: str, *rest: object) -> object:
        spent.append(sql)
        return execute(sql, *rest)

    with connection.execute_wrapper(count):
        yield spent


@contextmanager
def undone() -> Iterator[None]:
    """What happens inside is rolled back; `durable` blocks are allowed, as in a test's own transaction."""
    block = transaction.atomic()
    block._from_testcase = True  # type: ignore[attr-defined]
    with block:
        yield
        transaction.set_rollback(True)
