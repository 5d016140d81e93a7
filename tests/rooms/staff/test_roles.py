"""What an account sees, and what a change of its roles gains and loses: known before, kept in codes, told."""

import re
from importlib import import_module
from pathlib import Path

import pytest

import himaya
from himaya.cases import policy
from himaya.coordination import policy as table_policy
from himaya.institutions import accounts, content
from himaya.institutions.actions import roles
from himaya.institutions.models import Membership, RoleChange
from himaya.kernel import access, clock
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotPermitted
from himaya.kernel.models import AuditEvent
from himaya.web.sessions import PROVEN
from himaya.web.staff import opens, showing, words
from tests import cast, factories
from tests.pages import body
from tests.rooms.staff.conftest import OFFICER, account, told
from tests.security.matrix.rows import Row
from tests.signed_in import Sit

pytestmark = pytest.mark.capability("X2")
COLLEAGUE = cast.INSPECTOR_COLLEAGUE
PAGE = f"/staff/{COLLEAGUE.account_id}/"
TO_LEAD = {"desk": "labour-north", "roles": ["front_line", "desk_lead"]}
SURE = {**TO_LEAD, "sure": "yes", "seen": ["front_line"]}


def test_no_policy_is_left_out_and_every_check_has_its_words() -> None:
    """Planted fault: a policy missing in `POLICIES`, or a new check without a word, is seen here."""
    root = Path(himaya.__file__).parent
    there = {".".join(("himaya", *file.relative_to(root).with_suffix("").parts)) for file in root.rglob("policy*.py")}
    assert {module.__name__ for module in opens.POLICIES} == there
    assert {code for code, _check in opens.checks()} == set(words.ACTIONS)


def reading_rows() -> dict[str, Row]:
    """Of each entrance of any bar, the row of the matrix for opening it."""
    files = sorted((Path(__file__).parents[2] / "security" / "matrix").glob("*.py"))
    modules = [import_module(f"tests.security.matrix.{file.stem}") for file in files if file.stem != "rows"]
    rows: list[Row] = [row for module in modules for row in module.ROWS]
    bar = showing.page_words()
    return {row.url: row for row in rows if row.url in bar and row.method == "GET" and not row.needs and not row.data}


def test_what_is_said_to_be_open_is_what_the_matrix_lets_in() -> None:
    """For every role and entrance. Planted fault: `opens.pages` from a list of its own, with one role too many."""
    rows = reading_rows()
    assert set(rows) == set(showing.page_words())
    for role in (row.id for row in content.load_roles()):
        group = "working" if role in policy.READS_CASES else "others"
        speaks = ("speaking@member", "speaking") if role in table_policy.SPEAKS else ()
        heard = (f"{role}@own", role, *speaks, f"{group}@own", group)
        at_labour = Actor("account", COLLEAGUE.account_id, "labour-north", "labour", frozenset({role}))
        let_in = {url for url, row in rows.items() if row.expected(*heard) == 200}
        shown = opens.pages(at_labour)
        assert shown <= let_in, role
        assert let_in - shown - {"changes:all"} == BESIDE_THE_BAR.get(role, set()), role


# Open by address and left out of the bar: who keeps the demands has another entrance, and who works with people reads
# the parties to a protocol where they ask them, and the notices beside the tasks. What changes is open to all.
BESIDE_THE_BAR: dict[str, set[str]] = {role: {"enquiries:protocol", "tasks:notices"} for role in policy.READS_CASES}
BESIDE_THE_BAR["legal_counsel"] |= {"legal:to_prepare"}


@pytest.mark.parametrize("name", ["nurse", "lawyer", "secretary", "auditor", "operator", "labour-lead"])
def test_the_pages_shown_are_those_of_the_accounts_own_bar(sit: Sit, name: str) -> None:
    worker = cast.WORKERS[name]
    own = {str(one.label) for one in sit(worker).get("/").context["entrances"]}
    seat = sit(cast.OPERATOR).get(f"/staff/{worker.account_id}/view/").context["seats"][0]
    # Conferences stand in the bar of desks that have one; that a role may open them is told without.
    assert set(seat["pages"]) - {"Conferences"} == own - {"Conferences"}
    assert own <= set(seat["pages"])


def test_looking_as_somebody_opens_nothing_and_leaves_one_row(sit: Sit, monkeypatch: pytest.MonkeyPatch) -> None:
    """Planted fault: without `u.log` nobody would know who looked."""
    factories.hand_over()
    opened: list[object] = []
    monkeypatch.setattr(access, "unseal", lambda *args: opened.append(args))
    client, before = sit(cast.OPERATOR), AuditEvent.objects.count()
    page = body(client.get(f"/staff/{cast.INSPECTOR.account_id}/view/"))
    assert "Hand somebody over to a desk" in page
    assert factories.SAID not in page
    rows = list(AuditEvent.objects.order_by("id"))[before:]
    assert [(row.action, row.object_id, row.account_id, row.purpose) for row in rows] == [
        ("account.viewed_as", str(cast.INSPECTOR.account_id), cast.OPERATOR.account_id, "")
    ]
    assert opened == []
    assert client.get("/").context["actor"].account_id == cast.OPERATOR.account_id


def test_the_form_begins_with_what_is_held_today(sit: Sit) -> None:
    """Planted fault: begun empty. Whoever added one role took all others away."""
    page = body(sit(cast.OPERATOR).get(PAGE))
    assert '<option value="labour-north" selected>' in page
    assert re.findall(r'name="roles" value="(\w+)" checked', page) == ["front_line"]


def test_the_difference_is_shown_before_anything_changes(sit: Sit) -> None:
    """Planted fault: a page that changes at the first press."""
    client = sit(cast.OPERATOR)
    page = body(client.post(f"{PAGE}roles/", TO_LEAD))
    assert "Nothing is changed yet" in page
    for gained in ("Desk lead", "Emergencies", "See which files the whole institution holds"):
        assert gained in page
    assert RoleChange.objects.count() == 0
    assert accounts.actor_for(account(COLLEAGUE).pk).roles == {"front_line"}


def test_what_was_confirmed_is_kept_in_codes_and_told(sit: Sit) -> None:
    """Planted fault: the old membership ended today instead of yesterday keeps what was taken open until midnight."""
    client = sit(cast.OPERATOR)
    assert client.post(f"{PAGE}roles/", SURE).status_code == 302
    row = RoleChange.objects.get()
    assert (row.given, row.taken, row.closed) == (["desk_lead"], [], [])
    assert {"oversight:emergencies", "cases.policy.supervises"} <= set(row.opened)
    assert row.by_id == cast.OPERATOR.account_id
    back = {"desk": "labour-north", "roles": ["desk_lead"], "sure": "yes", "seen": ["desk_lead", "front_line"]}
    assert client.post(f"{PAGE}roles/", back).status_code == 302
    assert accounts.actor_for(account(COLLEAGUE).pk).roles == {"desk_lead"}
    assert Membership.objects.filter(account_id=COLLEAGUE.account_id, valid_to=None).count() == 1
    assert told(COLLEAGUE) == ["roles_changed"] * 2
    assert told(OFFICER) == ["roles_changed_here"] * 2
    assert AuditEvent.objects.filter(action="membership.changed").count() == 2
    page = body(client.get(PAGE))
    assert "Taken:" in page
    assert "Emergencies" in page


def test_without_a_role_the_account_leaves_the_desk_and_its_session_opens_nothing(sit: Sit) -> None:
    theirs = sit(COLLEAGUE)
    assert theirs.get("/casework/").status_code == 200
    gone = {"desk": "labour-north", "sure": "yes", "seen": ["front_line"]}
    assert sit(cast.OPERATOR).post(f"{PAGE}roles/", gone).status_code == 302
    assert RoleChange.objects.get().taken == ["front_line"]
    assert theirs.get("/casework/").status_code == 302


def test_a_pair_that_one_person_never_holds_is_refused_at_the_first_press_and_the_choice_stays(sit: Sit) -> None:
    """Across desks as well. Planted fault: `foresee` without `check_roles`."""
    client = sit(cast.OPERATOR)
    for desk, chosen in (("labour-north", ["front_line", "auditor"]), ("technical", ["operator"])):
        page = body(client.post(f"{PAGE}roles/", {"desk": desk, "roles": chosen}), 422)
        assert "One account never holds both" in page
        assert all(f'value="{one}" checked' in page for one in chosen)
        sure = {"desk": desk, "roles": chosen, "sure": "yes", "seen": ["front_line"] if desk != "technical" else []}
        body(client.post(f"{PAGE}roles/", sure), 422)
    for typed in ({"desk": "nowhere", "roles": ["front_line"]}, {"desk": "labour-north", "roles": ["front_line"]}):
        body(client.post(f"{PAGE}roles/", typed), 422)
    assert RoleChange.objects.count() == 0


def test_what_moved_meanwhile_is_not_confirmed_unseen(sit: Sit) -> None:
    """Planted fault: without `seen` a difference would be kept that nobody looked at."""
    client = sit(cast.OPERATOR)
    client.post(f"{PAGE}roles/", SURE)
    assert "meanwhile" in body(client.post(f"{PAGE}roles/", {**SURE, "roles": ["interviewer"]}), 409)
    assert RoleChange.objects.count() == 1


def test_nobody_changes_their_own_roles_and_a_proof_is_asked_for(sit: Sit) -> None:
    client = sit(cast.OPERATOR)
    own = f"/staff/{cast.OPERATOR.account_id}/"
    assert "Another administrator" in body(client.get(own))
    body(client.post(f"{own}roles/", {"desk": "technical", "sure": "yes", "seen": ["operator"]}), 403)
    with pytest.raises(NotPermitted):
        roles.change(
            account_id=account(cast.OPERATOR).pk,
            desk_id="technical",
            roles=[],
            seen=["operator"],
            opens=opens.opens,
            by=cast.OPERATOR,
        )
    session = client.session
    session[PROVEN] = clock.now().timestamp() - 660
    session.save()
    assert "Confirm that it is you" in body(client.post(f"{PAGE}roles/", SURE), 403)
    assert RoleChange.objects.count() == 0
