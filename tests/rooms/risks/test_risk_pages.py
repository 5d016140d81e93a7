"""The pages of the risks: levels in words, nothing typed is lost, and no health for whoever enforces."""

import pytest

from himaya.cases.models import Case, Grant
from himaya.instruments import catalogue
from himaya.instruments.actions import versions
from himaya.instruments.source import from_document
from himaya.kernel.actor import SYSTEM
from himaya.kernel.ids import new_id
from himaya.plans.actions import first_days
from himaya.risks import queries
from himaya.risks.actions import own_ratings
from himaya.risks.models import Discussion, DomainLine, OwnRating
from tests import cast, factories
from tests.pages import body, page
from tests.rooms.plans.planned import CALM
from tests.rooms.risks.assessed import OWN_WORDS, PROTECTS, answered, begun, finished, opened
from tests.signed_in import Sit

pytestmark = pytest.mark.capability("D1")


def test_a_person_is_assessed_from_the_first_days_to_the_overall_sentence(sit: Sit) -> None:
    case = opened()
    factories.version("risk-protocol")
    first_days.ask(
        case_id=case.pk, answers={**CALM, "danger": "yes"}, since="", instance_id=new_id(), by=cast.INSPECTOR
    )
    client, top = sit(cast.INSPECTOR), f"/risks/cases/{case.pk}/"
    assert "Begin an assessment" in page(client, top)
    assert "Those who exploited, or their network" in page(client, f"{top}begin/")
    form = str(new_id())
    answer = client.post(f"{top}begin/", {"occasion": "intake", "instance": form})
    assert answer.headers["Location"] == f"{top}1/finish/"
    assert "Answer one domain first." in page(client, f"{top}1/finish/")
    said = {
        "likelihood": "2", "impact": "4", "whereabouts": "no", "threat": "yes", "concerns": ["individual"],
        "known_from": ["said"], "protects": PROTECTS, "own": "critical", "seen": "0", "instance": str(new_id()),
    }  # fmt: skip
    assert client.post(f"{top}1/R1/", said).headers["Location"] == f"{top}1/finish/"
    assert PROTECTS in page(client, f"{top}1/R1/")
    client.post(f"{top}1/finish/", {"seen": "1", "do": "finish"})
    shown = page(client, top)
    assert "At least critical, 11 not assessed" in shown
    assert "Fear for their life" in shown
    assert PROTECTS in page(client, f"{top}1/")


def suicide(form: str, **said: str) -> dict[str, object]:
    """The form of R6, everything denied but what is named."""
    plain = dict.fromkeys(("thoughts", "plan", "means", "timing", "before"), "no")
    known = {"concerns": ["individual"], "known_from": ["said"], "seen": "0", "instance": form}
    return {"judged": "1", **plain, **said, **known}


@pytest.mark.parametrize("asked", ["thoughts", "plan", "means", "timing", "before"])
def test_a_yes_on_suicide_opens_what_to_do_now(sit: Sit, asked: str) -> None:
    row = begun(opened())
    client, path = sit(cast.INSPECTOR), f"/risks/cases/{row.case_id}/{row.number}/R6/"
    assert f'name="{asked}"' in page(client, path)
    answer = client.post(path, suicide(str(new_id()), **{asked: "yes"}))
    assert answer.headers["Location"] == f"/crisis/cases/{row.case_id}/"
    assert "What was said calls for these acts now." in page(client, answer.headers["Location"])
    assert DomainLine.objects.count() == 1
    calm = {**suicide(str(new_id())), "seen": "1"}
    assert client.post(path, calm).headers["Location"].endswith("/finish/")


def test_an_assessment_under_the_first_version_asks_what_it_asked(sit: Sit) -> None:
    now = catalogue.find("risk-protocol")
    assert now is not None
    later = ("r06_thoughts", "r06_timing", "r06_before")
    rows = [one for one in now.document["survey"] if one.get("name") not in later]
    first = from_document({**now.document, "version": "1", "survey": rows})
    version = versions.store(instrument=first, by=SYSTEM)
    versions.put_in_force(version_id=version.pk, by=SYSTEM)
    row = begun(opened())
    client, path = sit(cast.INSPECTOR), f"/risks/cases/{row.case_id}/{row.number}/R6/"
    shown = page(client, path)
    assert 'name="before"' not in shown
    assert 'name="plan"' in shown
    assert client.post(path, suicide(str(new_id()))).status_code == 302


def test_a_form_that_is_sent_back_keeps_what_was_typed(sit: Sit) -> None:
    row = begun(opened())
    client, path = sit(cast.INSPECTOR), f"/risks/cases/{row.case_id}/{row.number}/R2/"
    answer = client.post(path, {"likelihood": "3", "protects": PROTECTS, "concerns": ["household"], "seen": "0"})
    shown = answer.content.decode()
    assert answer.status_code == 422
    assert PROTECTS in shown
    assert 'value="household" checked' in shown
    assert not DomainLine.objects.exists()


def test_whoever_comes_second_sees_what_stands_there_and_keeps_theirs(sit: Sit) -> None:
    row = begun(opened())
    answered(row, "R2", "4", "3", protects="Un frère veille canari", by=cast.INSPECTOR_COLLEAGUE)
    client, path = sit(cast.INSPECTOR), f"/risks/cases/{row.case_id}/{row.number}/R2/"
    mine = {"likelihood": "1", "impact": "1", "protects": PROTECTS, "seen": "0", "instance": str(new_id())}
    answer = client.post(path, mine)
    shown = answer.content.decode()
    assert answer.status_code == 409
    assert "Un frère veille canari" in shown
    assert PROTECTS in shown
    assert 'name="seen" value="1"' in shown
    assert DomainLine.objects.count() == 1
    client.post(path, {**mine, "seen": "1", "instance": str(new_id())})
    assert DomainLine.objects.count() == 2


def test_her_view_and_a_talk_are_written_beside_the_workers(sit: Sit) -> None:
    row = begun(opened())
    answered(row, "R2")
    finished(row, 1)
    client, top = sit(cast.INSPECTOR), f"/risks/cases/{row.case_id}/"
    client.post(f"{top}own/R2/", {"own": "high", "words": OWN_WORDS})
    assert "The higher counts until both views were talked about." in page(client, top)
    assert OWN_WORDS in page(client, f"{top}talk/R2/")
    assert client.post(f"{top}talk/R2/", {"words": OWN_WORDS, "seen": "1"}).status_code == 422
    client.post(f"{top}talk/R2/", {"stands": "ours", "words": "", "seen": "1"})
    assert Discussion.objects.count() == 1
    assert OwnRating.objects.count() == 1
    assert "The worker’s view stands, and the person agrees" in page(client, top)


def test_an_empty_one_is_taken_back(sit: Sit) -> None:
    row = begun(opened())
    client = sit(cast.INSPECTOR)
    client.post(f"/risks/cases/{row.case_id}/{row.number}/finish/", {"do": "abandon"})
    assert queries.running(row.case_id) is None


def test_without_a_protocol_in_force_the_page_says_so(sit: Sit) -> None:
    case = opened()
    client = sit(cast.INSPECTOR)
    assert "No risk protocol is in force here." in page(client, f"/risks/cases/{case.pk}/")
    assert client.post(f"/risks/cases/{case.pk}/begin/", {"occasion": "intake"}).status_code == 409


@pytest.mark.parametrize("path", ["", "begin/", "1/", "1/finish/", "1/R1/", "own/R1/", "talk/R1/"])
def test_for_another_desk_there_is_no_such_page(sit: Sit, path: str) -> None:
    row = begun(opened())
    answered(row, "R1")
    page(sit(cast.NURSE), f"/risks/cases/{row.case_id}/{path}", 404)


def of_health() -> Case:
    """A case in which somebody wrote of health, before the police came to hold it."""
    row = begun(opened())
    answered(row, "R5", "4", "4")
    answered(row, "R9", "1", "2")
    own_ratings.note(
        case_id=row.case_id, domain="R4", level="critical", words=OWN_WORDS, instance_id=new_id(), by=cast.INSPECTOR
    )
    finished(row, 2)
    return row.case


def test_whoever_enforces_reads_no_domain_of_health_assessed_or_not(sit: Sit) -> None:
    case = of_health()
    case.desk_id, case.institution_id = "police-north", "police"
    case.save(update_fields=["desk_id", "institution_id"])
    Grant.objects.filter(case=case).update(desk_id="police-north", institution_id="police")
    client, top = sit(cast.OFFICER), f"/risks/cases/{case.pk}/"
    shown = page(client, top)
    assert "At least low, 8 not assessed" in shown
    assert "Three domains of health are not read here" in shown
    for word in ("Physical health", "Mental health", "Suicide", OWN_WORDS):
        assert word not in shown
    assert "Mental health" not in page(client, f"{top}1/")
    page(client, f"{top}own/R5/", 404)


@pytest.mark.parametrize("path", ["finish/", "R2/"])
def test_what_was_taken_back_meanwhile_is_said(sit: Sit, path: str) -> None:
    row = begun(opened())
    client, top = sit(cast.INSPECTOR), f"/risks/cases/{row.case_id}/{row.number}/"
    client.post(f"{top}finish/", {"do": "abandon"})
    page = body(client.post(f"{top}{path}", {"likelihood": "1", "impact": "1", "seen": "0"}), 409)
    assert "taken back" in page
