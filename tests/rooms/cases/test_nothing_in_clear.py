"""After a whole passage, none of what was said stands in a table, in the outbox or in the audit."""

import pytest
from django.db import connection

from himaya.cases import access
from himaya.cases.actions import referrals
from himaya.cases.models import Referral
from himaya.persons import queries as people
from tests import cast, factories

pytestmark = pytest.mark.usefixtures("stage")
SECRETS = ("Canary", "Zahra", "ZAHRA", factories.PHONE, "AB123456", "pharmacy", "safe_place", "injury")
# Codes that stand in the form itself, which is public, and nowhere else.
PUBLIC = {"instrument_version"}


def everything_stored() -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608
            found[table] = b"|".join(_bytes(value) for row in cursor.fetchall() for value in row)
    return found


def _bytes(value: object) -> bytes:
    return bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode()


def test_a_whole_passage_leaves_no_word_in_clear() -> None:
    done = factories.hand_over()
    referral_id = done.referral_ids[0]
    referrals.ask(referral_id=referral_id, question="Canary question?", by=cast.SHELTER)
    referrals.answer(referral_id=referral_id, text="Canary answer", by=cast.INSPECTOR)
    referrals.accept(referral_id=referral_id, by=cast.SHELTER)
    people.find_candidates(name="Zahra Canary", birth_year=1998, document="AB123456", by=cast.INSPECTOR)
    with access.open_referral(cast.SHELTER, referral_id, purpose="contact_person") as opened:
        assert "Canary" in str(opened.packet), "the hunt must have something to find"
    for table, content in everything_stored().items():
        if table in PUBLIC:
            continue
        for secret in SECRETS:
            assert secret.encode() not in content, f"{secret} stands in {table}"


def test_ids_and_references_carry_no_order() -> None:
    made = [factories.hand_over() for _ in range(8)]
    references = [row.reference for row in made]
    ids = [str(row.case_id) for row in made]
    assert references != sorted(references) or ids != sorted(ids)
    assert {row.case_id.version for row in made} == {4}
    assert len({*references, *Referral.objects.values_list("reference", flat=True)}) == 16
