"""Of relations in the matrix: another file of one event, a child, and the register of suspects of the foreign desk."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID, uuid4

from himaya.cases.models import Case
from himaya.institutions.models import Account, Membership
from himaya.kernel import clock
from himaya.relations.actions import carers, suspects, ties
from himaya.relations.models import SuspectAccess
from tests import cast, factories
from tests.rooms.relations import related
from tests.security.matrix.rows import (
    CHILD_FILE,
    EVENT_LINKED,
    LINKED_FILE,
    SUSPECT_ACCESS,
    SUSPECT_LINE,
    TO_LET_IN,
    UNLINKED_FILE,
)


def set_up(case_id: UUID, *, let_in: UUID) -> dict[str, str]:
    """Linked by the desk that holds both; a child's file that is linked with none. `let_in` opens the register."""
    other, child = Case.objects.get(pk=factories.hand_over(identity=None).case_id), related.child()
    event = ties.link(case_id=case_id, reference=other.reference, tie="co_victim", by=cast.INSPECTOR)
    carers.note(case_id=child.pk, kind="parent", implicated="yes", words="Canary carer", by=cast.INSPECTOR)
    return {
        EVENT_LINKED: str(event),
        LINKED_FILE: other.reference,
        UNLINKED_FILE: child.reference,
        CHILD_FILE: str(child.pk),
        **_register(let_in),
    }


def _register(let_in: UUID) -> dict[str, str]:
    """Switched on by two leads; a colleague wrote a line in it, and another can be let in."""
    another = replace(related.DETECTIVE, account_id=uuid4())
    for name, who in (("officer-2", related.SECOND_LEAD), ("detective", related.DETECTIVE), ("detective-2", another)):
        account = Account.objects.create(id=who.account_id, username=name)
        Membership.objects.create(
            account=account, desk_id=who.desk_id, roles=sorted(who.roles), valid_from=clock.today()
        )
    register, access = related.switched_on(), related.opened_to(related.DETECTIVE)
    line = suspects.write(by=related.DETECTIVE, who="Canary suspect", role="unknown", event="", words="")
    # The visitor's account is made later.
    SuspectAccess.objects.create(
        register_id=register,
        account_id=let_in,
        granted_by=related.POLICE_LEAD.account_id,
        granted_at=clock.now(),
        expires_at=clock.now() + timedelta(days=7),
    )
    return {SUSPECT_ACCESS: str(access), SUSPECT_LINE: str(line), TO_LET_IN: str(another.account_id)}
