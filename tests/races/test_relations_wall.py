"""Links, carers and suspects by verbs behind the second wall, on PostgreSQL."""

import pytest

from himaya.relations import access, access_suspects, queries, rules
from himaya.relations.actions import carers, registers, suspects
from tests import cast
from tests.races import every_verb_relations as staged
from tests.races.behind_the_wall import alone, page_of, seen
from tests.rooms.relations import related
from tests.rooms.relations.related import BY, DETECTIVE, POLICE_LEAD, SECOND_LEAD, THIRD_LEAD

pytestmark = [pytest.mark.postgres, pytest.mark.usefixtures("role"), pytest.mark.capability("C6")]
APART = ("suspect_register", "suspect_access", "suspect")


def test_files_are_linked_and_read_behind_the_wall(role: str) -> None:
    one, other = related.child(), related.case()
    with page_of(BY):
        related.linked(one, other)
        carers.note(case_id=one.pk, kind="parent", implicated="yes", words="Canary", by=BY)
        with access.open_relations(BY, one.pk) as opened:
            assert [found.words for found in opened.carers] == ["Canary"]
            assert len(opened.events) == 1
        carers.end(case_id=one.pk, number=1, reason="no_longer", by=BY)
    with page_of(cast.INSPECTOR_SOUTH):
        assert queries.events_of(cast.INSPECTOR_SOUTH, one.pk) == []


def test_whoever_was_let_in_hears_behind_the_wall_what_stands_before_a_call(role: str) -> None:
    """The store shows them no line of a carer; the sentence is computed by all of them all the same."""
    one = related.child()
    carers.note(case_id=one.pk, kind="parent", implicated="yes", words="Canary", by=BY)
    related.let_in(one, cast.INSPECTOR_SOUTH, cast.LABOUR_LEAD, level="full", sections=("identity",))
    with page_of(cast.INSPECTOR_SOUTH):
        assert queries.before_a_call(one) == rules.YES
        assert queries.implicated(one.pk) == []


def test_a_register_of_suspects_is_there_for_its_body_and_its_lines_for_who_was_let_in(role: str) -> None:
    staged.police()
    with page_of(POLICE_LEAD):
        registers.ask(law=related.law(), by=POLICE_LEAD)
    with page_of(SECOND_LEAD):
        registers.confirm(by=SECOND_LEAD)
    with page_of(THIRD_LEAD):
        related.opened_to(DETECTIVE, by=THIRD_LEAD)
    with page_of(DETECTIVE):
        suspects.write(by=DETECTIVE, who="Canary boss", role="other", event="", words="")
        with access_suspects.open_register(DETECTIVE) as opened:
            assert [one.content["who"] for one in opened.lines] == ["Canary boss"]
    with alone(role) as link:
        assert seen(link, DETECTIVE, tables=APART) == dict.fromkeys(APART, 1)
        assert seen(link, POLICE_LEAD, tables=APART) == {"suspect_register": 1, "suspect_access": 1, "suspect": 0}
        for stranger in (BY, cast.LABOUR_LEAD, cast.SHELTER_LEAD, cast.LAWYER, cast.AUDITOR):
            assert seen(link, stranger, tables=APART) == dict.fromkeys(APART, 0), stranger
    with page_of(POLICE_LEAD), pytest.raises(Exception, match="kept_until"):
        registers.end(kept_until=None, by=POLICE_LEAD)
