"""What a clinician keeps is reached by no other way: pages, a full access, an emergency, search, counts, exports, an
answer to the person, operators, errors, logs.

Each way of a person is walked twice: by somebody in a health role who was let in nowhere, who reaches nothing; and by
such a person with a grant planted in the table of accesses, who does. So every walk is known to be able to fail.
"""

import ast
import logging
import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from django.urls import reverse

from himaya.cases import access as cases
from himaya.cases.actions import emergencies, grants
from himaya.cases.models import Case, Compartment, CompartmentGrant, Tally
from himaya.disclosures import holdings
from himaya.health import access
from himaya.institutions.models import Account, Membership
from himaya.kernel import clock
from himaya.kernel.actor import SYSTEM, Actor
from himaya.kernel.errors import NotFound, NotValid, Refusal
from tests import cast, factories
from tests.rooms.cases.test_nothing_in_clear import everything_stored
from tests.rooms.health import cared, nonsense
from tests.rooms.legal import exporting, registering
from tests.security.hunts import HUNTER, LATIN, SAID, TITLE, browser, cells

pytestmark = [pytest.mark.django_db, pytest.mark.capability("D4", "X2")]
HOUSE = Path(__file__).resolve().parents[2] / "src" / "himaya"
# Who may name the room at all: itself, its desk, the exercise, the page lists; and who writes its events in words.
MAY_NAME = (
    "health/",
    "web/health/",
    "ops/demo_health.py",
    "ops/after_care.py",
    "ops/demo_care.py",
    "ops/content_check.py",
    "web/tasks/one.py",
    "web/case_pages.py",
    "web/staff/opens.py",
)
# Two more than what three score, so that the number stands on a page for one reason only.
SCORE = "60"
CHANGING = re.compile(r'value="[^"]+"|data-key="[^"]+"')


@pytest.fixture(name="case", autouse=True)
def _case() -> Iterator[Case]:
    """A file of the inspectorate with an observation and an answered scale in the compartment of the hospital."""
    with clock.stopped(factories.TUESDAY):
        cast.play()
        case = cared.accepted()
        cared.observe(case, answers={"sleep": "harder", "seen": SAID})
        cared.administer(case, cared.confirmed(), dict.fromkeys(nonsense.ITEMS, "3"))
        yield case


def in_health_role(like: Actor) -> Actor:
    """A colleague at the same desk who is in a health role too, in the store."""
    roles = frozenset({*like.roles, "health_professional"})
    who = replace(like, account_id=uuid4(), roles=roles, proven_at=clock.now())
    Account.objects.create(id=who.account_id, username=str(who.account_id))
    Membership.objects.create(
        account_id=who.account_id, desk_id=who.desk_id, roles=sorted(roles), valid_from=clock.today()
    )
    return who


def let_in(who: Actor, case: Case) -> None:
    """The planted fault: a row in the table of accesses."""
    CompartmentGrant.objects.create(
        compartment=Compartment.objects.get(case=case),
        account_id=who.account_id,
        institution_id=who.institution_id,
        reason="advice",
        granted_by=cared.BY.account_id,
        granted_at=clock.now(),
        expires_at=clock.now() + timedelta(days=3),
    )


def addresses(case: Case) -> list[str]:
    """Every address of the room, and those that stand nearest to the file."""
    found = [reverse("health:of_case", args=[case.pk]), reverse("health:observe", args=[case.pk])]
    with access.open_health(cared.BY, case.pk) as opened:
        found += [reverse("health:kept", args=[case.pk, one.row.pk]) for one in opened.entries[-2:]]
    compartment = Compartment.objects.get(case=case).pk
    near = [f"/casework/cases/{case.pk}/{end}" for end in ("", "apart/", "access/", "keeping/", "files/")]
    return [
        *found,
        *near,
        f"/casework/apart/{compartment}/",
        "/casework/",
        "/casework/cases/",
        "/casework/cases/shared/",
    ]


def pages(who: Actor, case: Case) -> str:
    client = browser(who)
    return "\n".join(client.get(one).content.decode() for one in addresses(case))


def in_an_emergency(who: Actor, case: Case) -> str:
    emergencies.begin(reference=case.reference, reason="danger_to_life", proved_at=clock.now(), by=who)
    return pages(who, case)


def with_a_full_access(who: Actor, case: Case) -> str:
    grants.give(
        case_id=case.pk, to=f"account:{who.account_id}", kind="team", level="full", sections=("identity", "story"),
        until=clock.today() + timedelta(days=3), reason="joint_work", by=cast.LABOUR_LEAD,
    )  # fmt: skip
    return pages(who, case)


def searched(who: Actor, case: Case) -> str:
    client = browser(who)
    asked = ({"reference": case.reference}, {"name": factories.SAID})
    return "\n".join(client.post("/casework/search/", one, follow=True).content.decode() for one in asked) + pages(
        who, case
    )


def by_hand(who: Actor, case: Case) -> str:
    with suppress(NotFound), access.open_health(who, case.pk) as opened:
        return str([one.content for one in opened.entries])
    return ""


WAYS: dict[str, tuple[Actor, Callable[[Actor, Case], str]]] = {
    "the desk that holds the file": (cast.INSPECTOR, pages),
    "its lead": (cast.LABOUR_LEAD, pages),
    "an emergency": (cast.INSPECTOR_SOUTH, in_an_emergency),
    "a full access": (cast.INSPECTOR_SOUTH, with_a_full_access),
    "a shelter": (cast.SHELTER, pages),
    "an officer of data": (registering.OFFICER, pages),
    "a search": (cast.INSPECTOR, searched),
    "the verbs of the room": (cast.LAWYER, by_hand),
}


@pytest.mark.parametrize("way", WAYS)
def test_no_way_of_a_person_reaches_it_until_a_grant_is_planted(way: str, case: Case) -> None:
    like, walk = WAYS[way]
    stranger = in_health_role(like)
    assert not HUNTER.in_bytes(walk(stranger, case).encode())
    planted = in_health_role(like)
    let_in(planted, case)
    assert HUNTER.in_bytes(walk(planted, case).encode()), "the walk must be able to fail"


@pytest.mark.parametrize("who", [cast.OFFICER, cast.AUDITOR, cast.OPERATOR, cast.SECRETARY])
def test_police_auditors_operators_and_the_secretariat_reach_nothing_even_with_a_grant(who: Actor, case: Case) -> None:
    """Their role, or their desk, is asked on every reading: a row in the table is not enough."""
    stranger = in_health_role(who) if who is cast.OFFICER else who
    let_in(stranger, case)
    assert not HUNTER.in_bytes(pages(stranger, case).encode())
    assert by_hand(stranger, case) == ""


def test_neither_the_system_nor_nobody_opens_it(case: Case) -> None:
    for who in (SYSTEM, Actor(kind="anonymous")):
        with pytest.raises(Refusal):
            access.page_of(who, case.pk)


def test_an_answer_to_the_person_and_an_export_hold_nothing_of_it(case: Case) -> None:
    with cases.open_case(cast.INSPECTOR, case.pk, purpose="answer_the_person") as opened:
        parts = str(holdings.items(opened))
    assert "wishes" in parts or len(parts) > 200, "the answer must hold something"
    assert not HUNTER.in_bytes(parts.encode())
    exporting.switched_on()
    rows = exporting.read(exporting.fetched(exporting.approved(parts=["reference", "answer.q08"])))
    assert rows[1][1] == case.reference
    assert not HUNTER.in_bytes(str(rows).encode())
    assert SCORE not in rows[1]


def test_no_count_changes_with_it(case: Case) -> None:
    """Fault to plant: a tally written in `keeping.add`."""
    before = list(Tally.objects.order_by("pk").values()), counts()
    cared.observe(case)
    cared.decline(case)
    assert (list(Tally.objects.order_by("pk").values()), counts()) == before


def counts() -> str:
    """What the secretariat reads in figures: of this month, once it is over."""
    with clock.stopped(factories.TUESDAY + timedelta(days=7)):
        page = browser(cast.SECRETARY).get("/secretariat/").content.decode()
    return CHANGING.sub("", page[page.index("<main") :])


def test_no_word_answer_or_score_stands_in_the_store_a_log_or_an_error(
    case: Case, caplog: pytest.LogCaptureFixture
) -> None:
    """Seen red with the answer in the sentence of `answers.verified`."""
    caplog.set_level(logging.DEBUG)
    load_id = cared.load(content=nonsense.workbook(settings=None))
    cared.scales.confirm(load_id=load_id, by=cared.DOCTOR)
    with pytest.raises(NotValid) as refusal:
        cared.administer(case, load_id, {"n01": LATIN})
    assert not HUNTER.in_bytes(f"{refusal.value.sentence} {refusal.value.args}".encode())
    desk, place = browser(cared.BY), f"/health/{case.pk}/observation/"
    typed = {"at-way": "in_person", "at-interpreter": "", "seen": SAID}
    kept = desk.post(place, typed)
    assert kept.status_code == 422
    assert HUNTER.in_bytes(kept.content), "what was typed comes back"
    shown = [desk.get(one).content.decode() for one in addresses(case)[:4]]
    assert {title for one in shown for title in TITLE.findall(one)} == {"Work"}
    assert [found for found in cells() if HUNTER.in_bytes(found[1])] == []
    assert not HUNTER.in_bytes(caplog.text.encode())
    stored = everything_stored()["health_entry"]
    for word in ("offered", "declined", "accepted", "administered", "observed", "n01"):
        assert word.encode() not in stored, word


def test_only_its_own_rooms_name_it() -> None:
    """An export, an answer, a count, a command that read it would have to import it. Seen red with an import in
    `disclosures/holdings.py`."""
    named = [file.relative_to(HOUSE).as_posix() for file in HOUSE.rglob("*.py") if _imports(file)]
    assert [one for one in named if not one.startswith(MAY_NAME)] == []


def _imports(file: Path) -> bool:
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("himaya.health"):
            return True
        if (
            isinstance(node, ast.ImportFrom)
            and node.module == "himaya"
            and any(one.name == "health" for one in node.names)
        ):
            return True
        if isinstance(node, ast.Import) and any(one.name.startswith("himaya.health") for one in node.names):
            return True
    return False
