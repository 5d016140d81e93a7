"""Nothing that is sealed about a person is left out of "what is kept about me": every column, or a reason written here.

A new sealed column under the key of a name or of a story fails the first test until it is a part, or says why not.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.utils.translation import override

from himaya.attestations.actions import letters
from himaya.cases import access as cases
from himaya.cases.actions import closures, handovers, referrals
from himaya.cases.actions.closures import Ending
from himaya.cases.models import Case, Referral
from himaya.conferences import rules, states
from himaya.conferences.actions import conferences, given, items, minutes, seats
from himaya.determinations.actions import periods
from himaya.determinations.rules_panel import FOR, Member
from himaya.disclosures import holdings
from himaya.disclosures.actions import data_requests
from himaya.disclosures.held_part import Item
from himaya.interviews import content as interview_content
from himaya.interviews import states as interview_states
from himaya.interviews.actions import agreements, interviews
from himaya.interviews.actions.agreements import Said as Agreed
from himaya.interviews.actions.interviews import Closing
from himaya.kernel import clock
from himaya.kernel.access import Access
from himaya.kernel.actor import Actor
from himaya.kernel.belongings import declared
from himaya.kernel.ids import new_id
from himaya.kernel.sealed import SealedField, SealedModel, sealed_fields
from himaya.plans.actions import lines
from himaya.relations.actions import carers
from himaya.rights.actions import facts, rights
from himaya.rights.actions.rights import Day
from himaya.risks.actions import discussions, own_ratings
from himaya.tasks.actions import tasks
from himaya.tasks.actions.tasks import Wish
from tests import cast, factories
from tests.rooms.attestations import lettered
from tests.rooms.cases.test_handovers import ALONG, agree, offered
from tests.rooms.conferences import conference_at_hand as at_hand
from tests.rooms.crisis import looked
from tests.rooms.determinations import determination_at_hand as deciding
from tests.rooms.interviews import interview_at_hand as interviewed
from tests.rooms.legal.requesting import prepared, wanted
from tests.rooms.packets import packed
from tests.rooms.plans import planned
from tests.rooms.returns import gone
from tests.rooms.risks.assessed import answered, begun, finished
from tests.rooms.risks.clocked import noted
from tests.rooms.risks.clocked import planned as measure
from tests.rooms.safety import made as safety
from tests.security import stage_reasonings

pytestmark = pytest.mark.capability("X10", "A10", "E3", "E6")
DUE = date(2026, 12, 8)
FACTS = {"nationality": "foreign", "pregnant": "yes", "fears_return": "yes", "proceedings": "no", "injured": "unknown"}
WHY_NOT = {
    "cases.CaseFile.secret": "the key of a blob and a hash: no words",
    "cases.Referral.packet_identity": "a copy of the name as it was sent; what was sent, to whom and when is a part",
    "cases.Referral.packet_story": "a copy of answers as they were sent; what was sent, to whom and when is a part",
    "conferences.Minutes.body": "made of what was said, decided and given, each of which is a part, as is the remark",
    "interviews.Draft.xml": "the form as it stands: each answer in it is a part",
    "interviews.EarlierDraft.xml": "a form that other words were saved over: each answer in it is a part",
    "interviews.DraftKey.secret": "the secret of what a browser had not sent: random, no words",
    "interviews.Interpreter.details": "the name of somebody else; how, and in which dialect, is a part",
    "determinations.Panel.members": "who of a body sat, stepped aside and voted: about them; the numbers are shown",
    "packets.PacketStep.held": "the key that opens a reply and a hash of what was looked at: no words",
    "risks.Assessment.levels_apart": "the same without the domains of health, for whoever may not read these",
    "disclosures.DataRequest.parts": "the keys of what an earlier answer gave: names of parts, no words",
}


def sealed_of_persons() -> Iterator[tuple[type[SealedModel], SealedField, str]]:
    """Every column under the key of a name or of a story, with what it is called here."""
    for one in declared():
        if issubclass(one.model, SealedModel):
            for field in sealed_fields(one.model):
                if field.key in ("identity", "story"):
                    yield one.model, field, f"{one.model._meta.app_label}.{one.model.__name__}.{field.name}"


def leaves(value: Any) -> list[str]:
    """The words and codes in a value, without those that say that nothing is known or was asked."""
    if isinstance(value, dict):
        return [leaf for one in value.values() for leaf in leaves(one)]
    if isinstance(value, list):
        return [leaf for one in value for leaf in leaves(one)]
    return [str(value)] if value not in (None, "", "unknown", "not_asked") else []


def held_of(actor: Actor, case_id: UUID, language: str = "en") -> list[Item]:
    with override(language), cases.open_case(actor, case_id, purpose="answer_the_person") as opened:
        return holdings.items(opened)


def a_full_file() -> UUID:
    """A file in which every room wrote something, by its verbs; closed at last."""
    with clock.stopped(at_hand.BEGINS):
        whole = factories.identity(other_names="Canary nickname", meeting_place="Canary bench")
        one = at_hand.called(begins=clock.now(), identity=whole, details={"gender": "woman"})
        case = Case.objects.get(pk=one.case)
        factories.case_file(case.pk)
        _at_the_conference(one)
        _in_the_plan(case)
        interviewed.whole(case.pk)
        facts.note(case_id=case.pk, answers={"nationality": "stateless", "pregnant": "no"}, by=cast.INSPECTOR)
        facts.note(case_id=case.pk, answers=FACTS, by=cast.INSPECTOR)
        _about_a_right(case.pk)
        stage_reasonings.set_up(case.pk)
        _decided(case.pk)
        _looked_after(case)
        looked.begun(case.pk)
        looked.recorded(case.pk)
        _abroad(case)
        _goes_or_stays(case.pk)
        _at_risk(case)
        safety.rules(case)
        safety.plan(case)
        safety.copy(case)
        letters.issue(case_id=case.pk, made=lettered.made(), by=cast.INSPECTOR)
        tasks.give(wish=Wish("prepare", "Canary list of papers"), case_id=case.pk, by=cast.INSPECTOR)
        sent = Referral.objects.get(case=case)
        referrals.ask(referral_id=sent.pk, question="Canary question", by=cast.SHELTER)
        referrals.answer(referral_id=sent.pk, text="Canary answer", by=cast.INSPECTOR)
        referrals.accept(referral_id=sent.pk, note="Canary note", by=cast.SHELTER)
        for changes in ({}, {"field": "answer", "wanted": "Canary: it was no"}):
            asked = wanted(case, **changes)
            stays = {"reason": "nothing_shows_it", "statement": "Canary statement"}
            data_requests.refuse(request_id=asked, by=cast.LABOUR_LEAD, **stays)
        prepared(case)
        ending = Ending(
            "goals_reached",
            {"safety": "much_better"},
            left_running=[sent.pk],
            knowing=True,
            despite="Canary reason to close",
        )
        closures.close(case_id=case.pk, ending=ending, by=cast.INSPECTOR)
    return case.pk


def _decided(case_id: UUID) -> None:
    deciding.seat_everybody()
    deciding.named(quorum=1)
    deciding.period()
    deciding.agree(case_id)
    deciding.told(deciding.recorded(deciding.asked(case_id), members=(Member("Canary", FOR),)))
    periods.start(case_id=case_id, by=cast.INSPECTOR)
    last = clock.today() + timedelta(days=60)
    periods.extend(case_id=case_id, last_on=last, reason="Canary illness", by=cast.INSPECTOR)
    deciding.note(case_id)


def _abroad(case: Case) -> None:
    packed.partner()
    row = packed.received(case.pk, arrival_place="Canary quay")
    packed.answered(row, "accept_in_part", "no_place", "Canary from Monday")


def _goes_or_stays(case_id: UUID) -> None:
    gone.to_weighing(case_id)
    gone.weighed(case_id, income="worrying", retaliation="grave")
    gone.partner(case_id, papers="not_known")
    gone.confirmed(case_id)
    gone.not_now(case_id)
    gone.alone(case_id)
    gone.ended(case_id)


def _looked_after(case: Case) -> None:
    """Thought to be a child for a while."""
    Case.objects.filter(pk=case.pk).update(age_group="maybe_child")
    carers.note(case_id=case.pk, kind="other_carer", implicated="no", words="Canary uncle", by=cast.INSPECTOR)
    Case.objects.filter(pk=case.pk).update(age_group=case.age_group)


def _at_risk(case: Case) -> None:
    noted(case, words="Canary hearing")
    measure(case, words="Canary escort")
    row = begun(case)
    answered(row, "R5", protects="Canary neighbour")
    finished(row, 1)
    rating = {"case_id": case.pk, "domain": "R5", "by": cast.INSPECTOR}
    own_ratings.note(**rating, level="high", words="Canary fear", instance_id=new_id())
    discussions.note(**rating, stands="hers", words="Canary talk", seen=1, instance_id=new_id())


def _about_a_right(case_id: UUID) -> None:
    step = {"case_id": case_id, "right": "wages", "on": clock.today(), "by": cast.INSPECTOR}
    rights.tell(language="ary", **step)
    rights.ask(where="lawyers", words="Canary court", **step)
    rights.refuse(reason="papers_missing", appeal=Day(DUE, "counsel"), words="Canary lawyer", **step)


def _at_the_conference(one: at_hand.Called) -> None:
    at_hand.seat(one, "shelter", comes=cast.SHELTER)
    at_hand.seat(one, "ward")
    writes = {"answer": states.WRITES, "line": "Canary line of the ward"}
    seats.answer(conference_id=one.pk, part=rules.PROTECTION, by=cast.NURSE, **writes)
    thing = at_hand.item(one, "shelter")
    at_hand.say(one, rules.TOLD)
    at_hand.say(one, rules.SENDS_WORDS, words="Canary words that were sent")
    conferences.begin(conference_id=one.pk, by=at_hand.CHAIR)
    seats.enter(conference_id=one.pk, by=cast.SHELTER)
    items.take_up(item_id=thing, by=at_hand.CHAIR)
    items.hear(item_id=thing, decided="Canary bed until Friday", by=at_hand.CHAIR)
    to_do = {"desk_id": "shelter", "due_on": clock.today(), "what": "Canary bed to keep"}
    given.give(conference_id=one.pk, item_id=thing, by=at_hand.CHAIR, **to_do)
    conferences.end(conference_id=one.pk, by=at_hand.CHAIR)
    minutes.draft(conference_id=one.pk, remark="Canary remark of the chair", by=at_hand.CHAIR)


def _in_the_plan(case: Case) -> None:
    planned.asked(case)
    goal = planned.goal(case)
    line, other = planned.line(goal), planned.line(goal)
    planned.agreed(case, "in_part", refused=(other.pk,))
    planned.consent(case)
    lines.request(line_id=line.pk, by=cast.INSPECTOR)
    lines.start(line_id=line.pk, by=cast.SHELTER)
    lines.suspend(line_id=line.pk, sentence="Canary first sentence", by=cast.SHELTER)
    lines.start(line_id=line.pk, by=cast.SHELTER)
    lines.suspend(line_id=line.pk, sentence="Canary last sentence", by=cast.SHELTER)


def a_file_that_arrived() -> UUID:
    """A file at the shelter, which another institution handed over."""
    bed = factories.wish(service="medical_care", to_desk_id="ward", data_classes=("first_name",))
    case_id = factories.hand_over(wishes=[bed]).case_id
    agree(case_id)
    return handovers.accept(handover_id=offered(case_id, "shelter", data_classes=ALONG), by=cast.SHELTER)


def test_every_sealed_column_about_a_person_is_a_part_or_says_why_not() -> None:
    """Planted faults, each seen red: facts for rights, what arrived, an earlier sentence, and a remark left out."""
    seen, missing = set(), []
    for actor, case_id in ((cast.INSPECTOR, a_full_file()), (cast.SHELTER, a_file_that_arrived())):
        said = [part.raw for part in held_of(actor, case_id)]
        person = Case.objects.get(pk=case_id).person_id
        for model, field, name in sealed_of_persons():
            rows = [row for row in model.objects.all() if row.seal_subject == person]
            with Access(actor, "answer_the_person") as access:
                access.open(*rows)
                words = [leaf for row in rows for leaf in leaves(getattr(row, field.name))]
            seen |= {name} if words else set()
            missing += [(name, one) for one in words if name not in WHY_NOT and not any(one in raw for raw in said)]
    assert missing == []
    assert {name for _model, _field, name in sealed_of_persons()} - seen == set(), "nothing was planted there"
    assert set(WHY_NOT) <= seen


def test_what_is_known_for_rights_is_given_answer_by_answer_of_every_set() -> None:
    parts = {part.name: (part.section, part.label, part.value) for part in held_of(cast.INSPECTOR, a_full_file())}
    assert parts["fact:1:nationality"] == (holdings.RIGHTS, "Nationality", "Of no country")
    assert parts["fact:2:nationality"] == (holdings.RIGHTS, "Nationality", "Of another country")
    assert parts["fact:2:pregnant"] == (holdings.RIGHTS, "Is the person pregnant?", "Yes")
    assert parts["fact:2:fears_return"][2] == "Yes"
    assert parts["fact:2:proceedings"][2] == "No"
    assert "fact:2:injured" not in parts, "what is not known is no part"


def test_of_a_right_where_why_and_until_when_are_given_too() -> None:
    values = [part.value for part in held_of(cast.INSPECTOR, a_full_file()) if part.name.startswith("right:")]
    assert values[0] == "told to the person · Darija (Moroccan Arabic)"
    assert values[1].startswith("asked for · ")
    assert values[1].endswith(" · Canary court")
    assert values[2] == (
        "refused · A paper is missing · Last day to go further: 8 December 2026 (day given by counsel) · Canary lawyer"
    )


def test_what_came_with_a_handed_over_file_is_given_with_where_it_came_from() -> None:
    parts = {part.name: part for part in held_of(cast.SHELTER, a_file_that_arrived())}
    came = parts["arrived:needs"]
    assert came.section == holdings.ARRIVED
    assert came.value
    assert "labour" in came.source.casefold()


def test_each_time_the_plan_was_gone_through_and_each_sentence_of_a_desk_is_given() -> None:
    found = held_of(cast.INSPECTOR, a_full_file())
    parts = {part.name: (part.section, part.value) for part in found}
    assert parts["gone_through:1"] == (
        holdings.PLAN,
        f"They agree in part · Darija (Moroccan Arabic) · No interpreter needed · They said no to: {planned.ACTION}",
    )
    sentences = [value for name, (section, value) in parts.items() if name.startswith("line:") and section == "talk"]
    assert sentences == ["Canary first sentence", "Canary last sentence"]
    assert [value for section, value in parts.values() if section == holdings.MEETINGS][
        -1
    ] == "Canary remark of the chair"


def test_the_parts_stand_in_the_order_of_their_sections() -> None:
    """A heading that came again and again on the paper hid what stood under the earlier one."""
    sections = [part.section for part in held_of(cast.INSPECTOR, a_full_file())]
    assert list(dict.fromkeys(sections)) == [one for one in holdings.SECTIONS if one in sections]
    assert sections == sorted(sections, key=list(holdings.SECTIONS).index)


def test_every_part_has_its_words_in_each_language() -> None:
    case_id = a_full_file()
    english = {"Nationality", "Is the person pregnant?", "Remark of the chair", "Gone through with you"}
    for language in ("fr", "ar", "en"):
        said = {part.name: (part.label, part.value) for part in held_of(cast.INSPECTOR, case_id, language)}
        assert all(label and value for label, value in said.values()), language
        assert language == "en" or not english & {label for label, _value in said.values()}, language


def test_what_she_agreed_to_and_an_interview_that_she_refused_are_parts() -> None:
    """Seen red without either: an interview refused before the first sitting was not in the answer at all."""
    case_id = factories.hand_over(identity=None).case_id
    one = interviewed.on(case_id, by=interviewed.NORTH)
    refused = dict.fromkeys((item.id for item in interview_content.words().agreement), "no")
    said = Agreed("wo", "spoken", "nobody")
    agreements.note(interview_id=one.pk, answers=refused, said=said, by=interviewed.NORTH)
    interviews.close(
        interview_id=one.pk,
        closing=Closing(interview_states.REFUSED, "yes", "Canary summary", "Canary next", "Canary told"),
        by=interviewed.NORTH,
    )
    parts = {part.name: part for part in held_of(cast.INSPECTOR, case_id)}
    assert "The person did not wish it" in parts["interview:1"].value
    assert {parts[f"agreed:1:{n}"].raw.split()[1] for n in range(1, len(refused) + 1)} == {"no"}
