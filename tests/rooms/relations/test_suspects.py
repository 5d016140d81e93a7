"""The register of suspects: off, switched on by two on a law that was read, apart from every file, and off again."""

from dataclasses import replace
from datetime import timedelta
from types import SimpleNamespace
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import DatabaseError, transaction

from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound, NotNow, NotPermitted, NotValid
from himaya.kernel.models import DataKey, Subject
from himaya.legal import library, queries_library
from himaya.relations import access_suspects, laws, policy_suspects
from himaya.relations.actions import registers, suspects
from himaya.relations.models import Suspect, SuspectAccess, SuspectRegister
from himaya.web import desks
from tests import cast, factories
from tests.refusals import refused
from tests.rooms.relations import related
from tests.rooms.relations.related import DETECTIVE, POLICE_LEAD, SECOND_LEAD, THIRD_LEAD

pytestmark = pytest.mark.capability("C6")
NEVER = (
    cast.INSPECTOR, cast.LABOUR_LEAD, cast.SHELTER_LEAD, cast.NURSE, cast.LAWYER, cast.CHILDREN, cast.SECRETARY,
    cast.AUDITOR, cast.OPERATOR,
)  # fmt: skip
LINE = {"who": "Canary boss", "role": "exploiter", "event": "", "words": "Canary rumour"}


@pytest.fixture(autouse=True)
def _police(the_cast: None) -> None:
    related.seat_police()


def lines(actor: Actor) -> list[str]:
    with access_suspects.open_register(actor) as opened:
        return [one.content["who"] for one in opened.lines]


def test_off_it_exists_for_nobody_but_a_lead_of_such_a_body() -> None:
    assert policy_suspects.meets(POLICE_LEAD)
    assert not policy_suspects.meets(DETECTIVE)
    for actor in (*NEVER, DETECTIVE):
        with pytest.raises(NotFound):
            policy_suspects.must_meet(actor)
        with pytest.raises(NotFound):
            registers.ask(law=related.law(), by=actor)
        with pytest.raises(NotFound):
            lines(actor)


def test_it_rests_on_an_article_that_was_read_and_takes_two() -> None:
    known = laws.laws()
    assert known
    for law in ("", "no-such-law", "criminal-procedure-42-43"):
        if law not in known:
            with pytest.raises(NotValid):
                registers.ask(law=law, by=POLICE_LEAD)
    registers.ask(law=related.law(), by=POLICE_LEAD)
    with pytest.raises(NotNow):
        registers.ask(law=related.law(), by=SECOND_LEAD)
    with pytest.raises(NotPermitted):
        registers.confirm(by=POLICE_LEAD)
    with pytest.raises(NotNow):
        related.opened_to(DETECTIVE)
    with pytest.raises(NotFound):
        registers.confirm(by=cast.LABOUR_LEAD)
    registers.confirm(by=SECOND_LEAD)
    with pytest.raises(NotNow):
        registers.confirm(by=SECOND_LEAD)
    with pytest.raises(NotFound):
        lines(POLICE_LEAD)


def test_in_a_nation_it_rests_on_an_article_that_says_so_as_read_today(
    settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Seen red with every article that was read anywhere: a convention on forced labour switched a register on."""
    settings.DEMO = False
    assert laws.laws() == {}, "none is shipped"
    home = next(one for one in library.of_content().values() if one.library == "morocco")
    read = replace(home.row, opens=laws.OPENS, mark="C", penalty_mark=None, conflict=None)
    shown = {
        "home": replace(home, row=read),
        "abroad": replace(home, row=read, library="international"),
        "second": replace(home, row=replace(read, mark="C2")),
        "plain": replace(home, row=replace(read, opens="")),
        "shipped": replace(home, row=read),
    }
    monkeypatch.setattr(queries_library, "read_here", lambda: frozenset(shown) - {"shipped"})
    monkeypatch.setattr(queries_library, "articles", lambda: shown)
    assert list(laws.laws()) == ["home"]
    settings.DEMO = True
    assert "exercise-suspects" in laws.laws()


def test_whoever_was_let_in_writes_and_reads_and_nobody_lets_themself_in() -> None:
    related.switched_on()
    with pytest.raises((NotValid, NotNow)):
        related.opened_to(POLICE_LEAD)
    given = related.opened_to(DETECTIVE)
    with pytest.raises(NotNow):
        related.opened_to(DETECTIVE)
    with pytest.raises(NotValid):
        related.opened_to(cast.INSPECTOR)
    pk = suspects.write(by=DETECTIVE, **LINE)
    assert lines(DETECTIVE) == ["Canary boss"]
    # The same account where it sits at a desk that protects people: what was opened to it there is nothing here.
    assert policy_suspects.opened_to(replace(DETECTIVE, desk_id="shelter")) is None
    for actor in (*NEVER, POLICE_LEAD, SECOND_LEAD):
        with pytest.raises(NotFound):
            lines(actor)
        with pytest.raises(NotFound):
            suspects.write(by=actor, **LINE)
        with pytest.raises(NotFound):
            suspects.strike(line_id=pk, by=actor)
    suspects.strike(line_id=pk, by=DETECTIVE)
    with pytest.raises(NotNow):
        suspects.strike(line_id=pk, by=DETECTIVE)
    with pytest.raises(NotFound):
        suspects.strike(line_id=uuid4(), by=DETECTIVE)
    with clock.stopped(factories.TUESDAY + timedelta(days=8)), pytest.raises(NotFound):
        lines(DETECTIVE)
    registers.end_access(access_id=given, by=SECOND_LEAD)
    with pytest.raises(NotNow):
        registers.end_access(access_id=given, by=SECOND_LEAD)
    with pytest.raises(NotFound):
        lines(DETECTIVE)


def test_a_third_hand_lets_people_in_and_whoever_switched_it_on_neither_does_nor_reads() -> None:
    """Seen red: the lead who switched it on let a colleague in, and was let in by the one who had asked."""
    related.switched_on()
    for switcher in (POLICE_LEAD, SECOND_LEAD):
        with refused(NotPermitted, "third_hand"):
            related.opened_to(DETECTIVE, by=switcher)
        with pytest.raises(NotValid):
            related.opened_to(switcher)
    related.opened_to(DETECTIVE)
    assert lines(DETECTIVE) == []


def test_an_article_that_holds_no_more_closes_the_register_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Seen red: once it was on, what opened it was never asked again."""
    related.switched_on()
    related.opened_to(DETECTIVE)
    pk = suspects.write(by=DETECTIVE, **LINE)
    monkeypatch.setattr(laws, "catalogue", lambda: SimpleNamespace(exercise_laws={}))
    for deed in (
        lambda: lines(DETECTIVE),
        lambda: suspects.write(by=DETECTIVE, **LINE),
        lambda: suspects.strike(line_id=pk, by=DETECTIVE),
    ):
        with pytest.raises(NotFound):
            deed()
    assert not policy_suspects.sees_entrance(DETECTIVE)
    with refused(NotNow, "law_ended"):
        related.opened_to(cast.actor("officer-4", "police-north", "front_line"))
    registers.end(kept_until=clock.today(), by=POLICE_LEAD)


def test_the_bar_leads_there_for_whoever_has_a_way_in_and_for_nobody_else() -> None:
    """Seen red: whoever was let in had to know the address."""
    everybody = (*NEVER, DETECTIVE, POLICE_LEAD, SECOND_LEAD, THIRD_LEAD)
    assert not [one for one in everybody if leads_there(one)]
    related.switched_on()
    assert [one for one in everybody if leads_there(one)] == [POLICE_LEAD, SECOND_LEAD, THIRD_LEAD]
    related.opened_to(DETECTIVE)
    assert leads_there(DETECTIVE)
    registers.end(kept_until=clock.today(), by=POLICE_LEAD)
    assert not [one for one in everybody if leads_there(one)]


def leads_there(actor: Actor) -> bool:
    return "relations:suspects" in {one.view for one in desks.entrances(actor)}


def test_in_a_real_nation_no_suspect_is_written_and_no_register_asked_before_the_legal_set_up(
    settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Seen red without the gate of real identities."""
    related.switched_on()
    related.opened_to(DETECTIVE)
    settings.DEMO = False
    monkeypatch.setattr(policy_suspects, "rests", lambda _: True)
    with refused(NotNow, "legal_setup_missing"):
        suspects.write(by=DETECTIVE, **LINE)
    registers.end(kept_until=clock.today(), by=POLICE_LEAD)
    with refused(NotNow, "legal_setup_missing"):
        registers.ask(law="exercise-suspects", by=POLICE_LEAD)


@pytest.mark.parametrize(
    ("changes", "code"),
    [({"who": ""}, "who"), ({"who": "a" * 121}, "who"), ({"role": "boss"}, "role"), ({"event": "12"}, "event"),
     ({"words": "a" * 2001}, "words")],
)  # fmt: skip
def test_what_cannot_be_taken_names_its_field(changes: dict[str, str], code: str) -> None:
    related.switched_on()
    related.opened_to(DETECTIVE)
    with refused(NotValid, code):
        suspects.write(by=DETECTIVE, **{**LINE, **changes})


def test_no_column_leads_from_it_to_a_file_and_the_reference_is_looked_up_nowhere() -> None:
    one, other = related.case(), related.case()
    related.linked(one, other)
    related.switched_on()
    related.opened_to(DETECTIVE)
    suspects.write(by=DETECTIVE, **{**LINE, "event": "k7mr2qxd"})
    with access_suspects.open_register(DETECTIVE) as opened:
        assert opened.lines[0].content["event"] == "K7MR-2QXD"
    for model in (Suspect, SuspectRegister, SuspectAccess):
        kin = {field.related_model._meta.db_table for field in model._meta.concrete_fields if field.related_model}
        assert not kin & {"case_file", "person", "linked_event", "linked_event_file", "child_carer"}
    with pytest.raises(DatabaseError), transaction.atomic():
        Suspect.objects.filter(number=1).update(number=2)


def test_switched_off_nobody_opens_it_and_it_goes_after_its_day_with_its_key() -> None:
    related.switched_on()
    related.opened_to(DETECTIVE)
    suspects.write(by=DETECTIVE, **LINE)
    today = clock.today()
    for wrong in (None, today - timedelta(days=1), today.replace(year=today.year + 99)):
        with pytest.raises(NotValid):
            registers.end(kept_until=wrong, by=POLICE_LEAD)
    registers.end(kept_until=today + timedelta(days=30), by=POLICE_LEAD)
    with pytest.raises(NotFound):
        lines(DETECTIVE)
    with pytest.raises(NotNow):
        registers.end(kept_until=today, by=POLICE_LEAD)
    related.switched_on()
    related.opened_to(DETECTIVE)
    assert lines(DETECTIVE) == [], "switched on again it is another register: the old lines stay closed"
    assert (Suspect.objects.count(), registers.sweep()) == (1, 0)
    subject = Suspect.objects.get().subject_id
    with clock.stopped(factories.TUESDAY + timedelta(days=31)):
        assert registers.sweep() == 1
        assert registers.sweep() == 0
    assert Suspect.objects.count() == 0
    assert not DataKey.objects.filter(subject_id=subject).exists()
    assert not Subject.objects.filter(pk=subject).exists()


def test_what_waits_and_is_not_wanted_is_gone() -> None:
    registers.ask(law=related.law(), by=POLICE_LEAD)
    registers.end(kept_until=None, by=SECOND_LEAD)
    assert registers.ask(law=related.law(), by=SECOND_LEAD) != UUID(int=0)
