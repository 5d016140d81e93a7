"""The races of reports, evidence and reply links: one report under way, one acceptance, one withdrawal."""

from himaya.coordination import linking, states
from himaya.coordination import states_following as following
from himaya.coordination.actions import evidence, progress, reply_links
from himaya.coordination.models import Evidence, ProgressReport, Recommendation, ReplyLink
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from tests.races.every_verb import FIRST, Race, Table, both, once, word
from tests.rooms.coordination import at_the_table as at
from tests.rooms.coordination import following_at_hand as hand

races = Table()
DELEGATES = (at.HEALTH, at.HEALTH_ALTERNATE)


def led() -> Recommendation:
    return hand.recommendation(following.IN_PROGRESS, lead="hospital", contributors=["daw"])


def on_its_way(state: str, **changes: object) -> ProgressReport:
    return hand.report(led(), state, institution="hospital", **changes)


def stands(report: ProgressReport, state: str) -> bool:
    """It is in that state, and the recommendation's steps count 1, 2, 3 …"""
    numbers = list(report.recommendation.steps.order_by("number").values_list("number", flat=True))
    return ProgressReport.objects.get(pk=report.pk).state == state and numbers == list(range(1, len(numbers) + 1))


@races.of("progress.write")
def one_of_two_delegates_begins_the_report() -> Race:
    row = led()
    return once(
        lambda by: progress.write(recommendation_id=row.pk, text="Douze équipes formées.", by=by),
        "progress.written",
        lambda: ProgressReport.objects.get(recommendation=row).revision == 1,
        by=DELEGATES,
    )


@races.of("progress.write")
def one_of_two_goes_on_from_the_draft_that_both_saw() -> Race:
    report = on_its_way(following.REPORT_DRAFT)
    return once(
        lambda by: progress.write(recommendation_id=report.recommendation_id, text="Treize.", seen=0, by=by),
        "progress.written",
        lambda: ProgressReport.objects.get(pk=report.pk).revision == 1,
        by=DELEGATES,
    )


@races.of("progress.write")
def lead_and_contributor_write_apart() -> Race:
    row = led()
    return both(
        lambda by: progress.write(recommendation_id=row.pk, text="Fait.", by=by),
        "progress.written",
        lambda: sorted(row.reports.values_list("number", flat=True)) == [1, 2],
        by=(at.HEALTH, at.DAW),
    )


@races.of("progress.submit")
def a_report_is_handed_in_once() -> Race:
    report = on_its_way(following.REPORT_DRAFT)
    return once(
        lambda by: progress.submit(report_id=report.pk, by=by),
        "progress.submitted",
        lambda: stands(report, following.REPORT_SUBMITTED) and report.recommendation.steps.count() == 2,
        by=DELEGATES,
    )


@races.of("progress.hand_in")
def one_of_two_reports_is_handed_in() -> Race:
    row = led()
    return once(
        lambda by: progress.hand_in(recommendation_id=row.pk, text="Douze équipes formées.", by=by),
        "progress.submitted",
        lambda: row.reports.count() == 1,
        by=DELEGATES,
    )


@races.of("progress.validate")
def a_report_is_validated_once() -> Race:
    report = on_its_way(following.REPORT_SUBMITTED)
    return once(
        lambda by: progress.validate(report_id=report.pk, how="letter", received_on=clock.today(), by=by),
        "progress.validated",
        lambda: stands(report, following.VALIDATED),
    )


@races.of("progress.send_back")
def a_report_is_sent_back_once() -> Race:
    report = on_its_way(following.VALIDATED)
    return once(
        lambda by: progress.send_back(report_id=report.pk, reason=word(by), by=by),
        "progress.returned",
        lambda: stands(report, following.RETURNED),
    )


@races.of("progress.accept")
def a_report_is_taken_once_and_moves_its_recommendation_once() -> Race:
    report = on_its_way(following.VALIDATED, done=True)
    return once(
        lambda by: progress.accept(report_id=report.pk, by=by),
        "progress.accepted",
        lambda: (
            stands(report, following.REPORT_ACCEPTED)
            and list(report.recommendation.steps.values_list("did", flat=True)).count("reported_done") == 1
        ),
    )


@races.of("progress.withdraw")
def a_report_is_withdrawn_once() -> Race:
    report = on_its_way(following.REPORT_SUBMITTED)
    return once(
        lambda by: progress.withdraw(report_id=report.pk, by=by),
        "progress.withdrawn",
        lambda: stands(report, following.REPORT_WITHDRAWN),
        by=DELEGATES,
    )


@races.of("progress.enter_letter")
def a_letter_is_entered_once() -> Race:
    row = led()
    return once(
        lambda by: progress.enter_letter(
            recommendation_id=row.pk,
            institution_id="hospital",
            text=word(by),
            how="letter",
            received_on=clock.today(),
            by=by,
        ),
        "progress.validated",
        lambda: ProgressReport.objects.get(recommendation=row).state == following.VALIDATED,
    )


# --- evidence --------------------------------------------------------------------------------------------------------
@races.of("evidence.add")
def two_give_evidence() -> Race:
    row = led()
    return both(
        lambda by: evidence.add(
            recommendation_id=row.pk,
            kind="circular",
            title="Circulaire 12",
            dated_on=clock.today(),
            confidentiality=following.TO_MEMBERS,
            where="Bureau d’ordre",
            by=by,
        ),
        "evidence.added",
        lambda: row.evidence.count() == 2,
        by=DELEGATES,
    )


@races.of("evidence.withdraw")
def evidence_is_withdrawn_once() -> Race:
    found = hand.evidence(led(), institution="hospital")
    return once(
        lambda by: evidence.withdraw(evidence_id=found.pk, reason=word(by), by=by),
        "evidence.withdrawn",
        lambda: Evidence.objects.get(pk=found.pk).withdrawn_on == clock.today(),
    )


@races.of("evidence.withdraw")
def of_two_that_a_verification_stands_on_one_stays() -> Race:
    row = hand.recommendation(following.VERIFIED, lead="hospital")
    pair = {by: hand.evidence(row, institution="hospital").pk for by in DELEGATES}
    return once(
        lambda by: evidence.withdraw(evidence_id=pair[by], reason="Mauvais fichier", by=by),
        "evidence.withdrawn",
        lambda: row.evidence.filter(withdrawn_on__isnull=True).count() == 1,
        by=DELEGATES,
    )


# --- reply links -----------------------------------------------------------------------------------------------------
def link(by: Actor = FIRST) -> ReplyLink:
    who = at.delegate("hospital")
    made, _token = reply_links.make(institution_id="hospital", delegate_id=who.pk, role=following.SPEAKS_BY_LINK, by=by)
    return made


@races.of("reply_links.make")
def two_links_are_made() -> Race:
    at.people()
    return both(link, "reply_link.made", lambda: ReplyLink.objects.filter(revoked_at__isnull=True).count() == 2)


@races.of("reply_links.revoke")
def a_link_is_withdrawn_once() -> Race:
    row = link()
    return once(
        lambda by: reply_links.revoke(link_id=row.pk, by=by),
        "reply_link.revoked",
        lambda: ReplyLink.objects.get(pk=row.pk).revoked_at == clock.now(),
    )


@races.of("progress.validate")
def the_authority_validates_once_by_page_or_by_link() -> Race:
    report = on_its_way(following.REPORT_SUBMITTED)
    made, _token = reply_links.make(
        institution_id="hospital",
        delegate_id=at.delegate("hospital", states.VALIDATING).pk,
        role=following.VALIDATES_BY_LINK,
        by=FIRST,
    )
    return once(
        lambda by: progress.validate(report_id=report.pk, by=by),
        "progress.validated",
        lambda: stands(report, following.VALIDATED),
        by=(at.HEALTH_AUTHORITY, linking.actor_of(made)),
    )
