"""The races of risks: two begin, answer one domain, finish or take back at once; nothing is overwritten."""

from functools import partial

from himaya.kernel.actor import Actor
from himaya.kernel.ids import new_id
from himaya.risks.actions import assessments, discussions, own_ratings
from himaya.risks.models import Assessment, Discussion, DomainLine, OwnRating
from tests import cast, factories
from tests.races.every_verb import Race, Table, both, once
from tests.rooms.risks.assessed import answered, begun, finished, opened

races = Table()
MEMBERS = (cast.INSPECTOR, cast.INSPECTOR_COLLEAGUE)


@races.of("assessments.begin")
def one_assessment_is_under_way() -> Race:
    case = opened()
    factories.version("risk-protocol")
    return once(partial(_begin, case.pk), "risk_assessment.begun", lambda: Assessment.objects.count() == 1, by=MEMBERS)


def _begin(case_id: object, by: Actor) -> None:
    assessments.begin(case_id=case_id, occasion="incident", instance_id=new_id(), by=by)  # type: ignore[arg-type]


@races.of("assessments.answer")
def who_comes_second_to_one_domain_overwrites_nothing() -> Race:
    row = begun(opened())
    return once(
        lambda by: answered(row, "R1", by=by),
        "risk_assessment.answered",
        lambda: DomainLine.objects.count() == 1,
        by=MEMBERS,
    )


@races.of("assessments.answer")
def two_domains_are_answered_at_once() -> Race:
    row = begun(opened())
    deeds = (partial(answered, row, "R1", by=MEMBERS[0]), partial(answered, row, "R2", by=MEMBERS[1]))
    return Race(deeds, 2, "risk_assessment.answered", 2, lambda: DomainLine.objects.count() == 2)


@races.of("assessments.finish")
def it_is_finished_once() -> Race:
    row = begun(opened())
    answered(row, "R1")
    return once(
        lambda by: finished(row, 1, by=by),
        "risk_assessment.finished",
        lambda: Assessment.objects.filter(finished_at__isnull=False).count() == 1,
        by=MEMBERS,
    )


@races.of("assessments.abandon")
def it_is_taken_back_once() -> Race:
    row = begun(opened())
    return once(
        lambda by: assessments.abandon(case_id=row.case_id, number=row.number, by=by),
        "risk_assessment.abandoned",
        lambda: Assessment.objects.filter(abandoned_on__isnull=False).count() == 1,
        by=MEMBERS,
    )


@races.of("assessments.abandon")
def what_is_written_in_is_not_taken_back() -> Race:
    row = begun(opened())
    deeds = (
        partial(answered, row, "R1", by=MEMBERS[0]),
        partial(assessments.abandon, case_id=row.case_id, number=row.number, by=MEMBERS[1]),
    )
    return Race(deeds, 1, "refused", 1, lambda: not _lost(row))


def _lost(row: Assessment) -> bool:
    """A line in an assessment that does not count."""
    return DomainLine.objects.filter(assessment=row, assessment__abandoned_on__isnull=False).exists()


@races.of("own_ratings.note")
def two_ratings_both_stay() -> Race:
    case = opened()

    def note(by: Actor) -> None:
        own_ratings.note(case_id=case.pk, domain="R2", level="high", words="", instance_id=new_id(), by=by)

    return both(note, "own_rating.noted", lambda: OwnRating.objects.count() == 2, by=MEMBERS)


@races.of("discussions.note")
def two_talks_both_stay() -> Race:
    case = opened()
    answered(begun(case), "R2")
    own_ratings.note(case_id=case.pk, domain="R2", level="high", words="", instance_id=new_id(), by=cast.INSPECTOR)

    def note(by: Actor) -> None:
        wish = {"case_id": case.pk, "domain": "R2", "stands": "hers", "words": "", "seen": 1}
        discussions.note(**wish, instance_id=new_id(), by=by)  # type: ignore[arg-type]

    return both(note, "risk_discussion.noted", lambda: Discussion.objects.count() == 2, by=MEMBERS)
