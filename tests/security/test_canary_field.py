"""An answer with a word of its own, from the first line to the counts of the field: it stands sealed in its case only.

The code of the choice is public: it stands in the source of its version. That somebody chose it stands nowhere.
"""

import re
from collections.abc import Iterator
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client

from himaya.cases import access
from himaya.institutions.models import Account
from himaya.instruments import field
from himaya.instruments.models import FieldCount, FieldNote, InForce, Version
from himaya.kernel import clock
from himaya.kernel.actor import SYSTEM
from himaya.web.sessions import DESK, FACTORS, FULL_SIGN_IN
from tests import cast, factories
from tests.security.hunt import Hunter
from tests.security.stage import same_but_for_tokens

pytestmark = [pytest.mark.django_db, pytest.mark.capability("X1", "B6")]
WORD = "brastunekvolim"
HUNT = Hunter([WORD])
SOURCE = ("instrument_version", "source")


def with_word(version: Version) -> Version:
    """A version in which the wish for a safe place has the word as its code."""
    wishes = [
        {**one, "value": WORD} if one["value"] == "safe_place" else one for one in version.source["choices"]["wish"]
    ]
    version.source = {**version.source, "choices": {**version.source["choices"], "wish": wishes}}
    return version


@pytest.fixture(name="version", autouse=True)
def _version() -> Iterator[Version]:
    with clock.stopped(factories.TUESDAY):
        cast.play()
        first = factories.version()
        made = with_word(Version(**{one.attname: getattr(first, one.attname) for one in Version._meta.concrete_fields}))
        made.pk, made.version = None, "7"
        made.source = {**made.source, "version": "7"}
        made.hash = factories.fingerprint(made.source)
        made.save(force_insert=True)
        InForce.objects.filter(name=made.name).update(version=made)
        yield made


def cells() -> Iterator[tuple[str, str, bytes]]:
    """Every cell of every table, with its place."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608
            names = [one[0] for one in cursor.description]
            for row in cursor.fetchall():
                for name, value in zip(names, row, strict=True):
                    if value is not None:
                        plain = bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode()
                        yield table, name, plain


def found() -> set[tuple[str, str]]:
    return {(table, name) for table, name, value in cells() if HUNT.in_bytes(value)}


def answers(**more: str) -> dict[str, str]:
    return {**factories.ANSWERS, "q19": WORD, **more}


def test_an_answer_stands_in_no_note_no_count_no_audit_and_no_outbox(version: Version) -> None:
    done = [factories.hand_over(version_id=version.pk, answers=answers()) for _ in range(field.TOGETHER)]
    assert FieldNote.objects.count() == field.TOGETHER
    assert found() == {SOURCE}
    assert field.fold(by=SYSTEM) == field.TOGETHER
    assert not FieldNote.objects.exists()
    assert FieldCount.objects.filter(version=version, uid="FL-19").get().count == field.TOGETHER
    assert found() == {SOURCE}
    with access.open_case(cast.INSPECTOR, done[0].case_id, purpose="give_service") as opened:
        assert opened.submissions[0].answers["q19"] == WORD, "the hunt must have something to find"


def test_a_count_names_no_desk_no_day_and_no_case(version: Version) -> None:
    columns = {one.attname for one in FieldCount._meta.concrete_fields}
    assert columns == {"id", "version_id", "institution_id", "uid", "reading", "count"}
    assert {one.attname for one in FieldNote._meta.concrete_fields} == {
        "id", "revision", "subject_id", "version_id", "institution_id", "reads",
    }  # fmt: skip


def test_assessing_again_puts_an_answer_into_no_address_and_no_header(version: Version) -> None:
    factories.hand_over(version_id=factories.version().pk)
    client = Client(headers={"accept-language": "en"})
    client.force_login(
        Account.objects.get(pk=cast.INSPECTOR.account_id), backend="django.contrib.auth.backends.ModelBackend"
    )
    session = client.session
    session[FACTORS], session[DESK] = FULL_SIGN_IN, cast.INSPECTOR.desk_id
    session.save()
    case = re.search(r"/casework/cases/[0-9a-f-]{36}/", client.get("/casework/cases/").content.decode())
    assert case is not None
    address = f"{case.group()}assess/{version.name}/"
    typed = {"version": version.pk, "instance": str(uuid4()), "screen": "3", **answers()}
    for go in ("next", "back", "keep"):
        page = client.post(address, {**typed, "go": go})
        head = "\n".join([page.request["PATH_INFO"], page.request["QUERY_STRING"], *map(str, page.headers.items())])
        assert not HUNT.in_bytes(head.encode())
        assert page.headers["Cache-Control"] == "no-store"
    assert page.status_code == 302
    assert found() == {SOURCE}


def test_why_a_question_is_asked_knows_no_answer(version: Version) -> None:
    """The page shows what may be chosen; with or without answers in the store it is the same page."""
    client = Client(headers={"accept-language": "en"})
    before = same_but_for_tokens(client.get(f"/why/{version.pk}/FL-19/").content)
    factories.hand_over(version_id=version.pk, answers=answers())
    assert same_but_for_tokens(client.get(f"/why/{version.pk}/FL-19/").content) == before
    assert WORD not in client.get(f"/why/{version.pk}/FL-08/").content.decode()
