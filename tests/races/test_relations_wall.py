"""What the store itself shows of links, carers and suspects, on PostgreSQL: raw SQL as the role of the pages."""

import pytest

from himaya.cases import policy
from himaya.cases.actions import exclusions
from himaya.kernel import wall
from himaya.relations import access, access_suspects, queries, rules
from himaya.relations.actions import carers, registers, suspects
from tests import cast
from tests.races import every_verb_relations as staged
from tests.races.behind_the_wall import alone, seen
from tests.rooms.relations import related
from tests.rooms.relations.related import BY, DETECTIVE, POLICE_LEAD, SECOND_LEAD, THIRD_LEAD

pytestmark = [pytest.mark.deep, pytest.mark.postgres, pytest.mark.usefixtures("store"), pytest.mark.capability("C6")]
LINKS = ("linked_event", "linked_event_file", "child_carer")
APART = ("suspect_register", "suspect_access", "suspect")


def test_a_line_of_a_link_is_shown_with_its_file_and_not_otherwise(role: str) -> None:
    """Seen red with `himaya_watches` in the policy: a lead saw the lines of files that are not open to them."""
    one, other = related.child(), related.case()
    related.linked(one, other)
    carers.note(case_id=one.pk, kind="parent", implicated="no", words="", by=BY)
    exclusions.add(
        case_id=other.pk, account_id=policy.account_of(cast.INSPECTOR_COLLEAGUE), reason="family", by=cast.LABOUR_LEAD
    )
    with alone(role) as link:
        whole = {"linked_event": 1, "linked_event_file": 2, "child_carer": 1}
        assert seen(link, BY, tables=LINKS) == whole
        assert seen(link, cast.INSPECTOR_COLLEAGUE, tables=LINKS) == {**whole, "linked_event_file": 1}
        for stranger in (cast.INSPECTOR_SOUTH, cast.SHELTER, cast.OFFICER, cast.AUDITOR):
            assert seen(link, stranger, tables=LINKS) == dict.fromkeys(LINKS, 0), stranger


def test_files_are_linked_and_read_behind_the_wall(role: str) -> None:
    one, other = related.child(), related.case()
    with wall.behind(lambda: policy.said(BY)):
        related.linked(one, other)
        carers.note(case_id=one.pk, kind="parent", implicated="yes", words="Canary", by=BY)
        with access.open_relations(BY, one.pk) as opened:
            assert [found.words for found in opened.carers] == ["Canary"]
            assert len(opened.events) == 1
        carers.end(case_id=one.pk, number=1, reason="no_longer", by=BY)
    with wall.behind(lambda: policy.said(cast.INSPECTOR_SOUTH)):
        assert queries.events_of(cast.INSPECTOR_SOUTH, one.pk) == []


def test_whoever_was_let_in_hears_behind_the_wall_what_stands_before_a_call(role: str) -> None:
    """The store shows them no line of a carer; the sentence is computed by all of them all the same."""
    one = related.child()
    carers.note(case_id=one.pk, kind="parent", implicated="yes", words="Canary", by=BY)
    related.let_in(one, cast.INSPECTOR_SOUTH, cast.LABOUR_LEAD, level="full", sections=("identity",))
    with wall.behind(lambda: policy.said(cast.INSPECTOR_SOUTH)):
        assert queries.before_a_call(one) == rules.YES
        assert queries.implicated(one.pk) == []


def test_a_register_of_suspects_is_there_for_its_body_and_its_lines_for_who_was_let_in(role: str) -> None:
    staged.police()
    with wall.behind(lambda: policy.said(POLICE_LEAD)):
        registers.ask(law=related.law(), by=POLICE_LEAD)
    with wall.behind(lambda: policy.said(SECOND_LEAD)):
        registers.confirm(by=SECOND_LEAD)
    with wall.behind(lambda: policy.said(THIRD_LEAD)):
        related.opened_to(DETECTIVE, by=THIRD_LEAD)
    with wall.behind(lambda: policy.said(DETECTIVE)):
        suspects.write(by=DETECTIVE, who="Canary boss", role="other", event="", words="")
        with access_suspects.open_register(DETECTIVE) as opened:
            assert [one.content["who"] for one in opened.lines] == ["Canary boss"]
    with alone(role) as link:
        assert seen(link, DETECTIVE, tables=APART) == dict.fromkeys(APART, 1)
        assert seen(link, POLICE_LEAD, tables=APART) == {"suspect_register": 1, "suspect_access": 1, "suspect": 0}
        for stranger in (BY, cast.LABOUR_LEAD, cast.SHELTER_LEAD, cast.LAWYER, cast.AUDITOR):
            assert seen(link, stranger, tables=APART) == dict.fromkeys(APART, 0), stranger
    with wall.behind(lambda: policy.said(POLICE_LEAD)), pytest.raises(Exception, match="kept_until"):
        registers.end(kept_until=None, by=POLICE_LEAD)
