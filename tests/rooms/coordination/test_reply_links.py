"""A reply link opens one institution's word for one delegate, until it expires, is withdrawn or the mandate ends."""

from datetime import timedelta
from uuid import uuid4

import pytest

from himaya.coordination import linking, policy_following, states
from himaya.coordination import states_following as following
from himaya.coordination.actions import progress, reply_links
from himaya.coordination.models import ProgressReport, ReplyLink
from himaya.institutions.models import Mandate
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound, NotNow, NotPermitted, NotValid, Refusal
from himaya.kernel.models import AuditEvent
from tests import factories
from tests.rooms.coordination import at_the_table as at
from tests.rooms.coordination import following_at_hand as hand
from tests.rooms.coordination.at_the_table import HEALTH, SECRETARY

pytestmark = [pytest.mark.usefixtures("stage"), pytest.mark.capability("A9")]


def made(role: str = following.SPEAKS_BY_LINK, days: int = 30) -> tuple[ReplyLink, str]:
    kind = states.TITULAR if role == following.SPEAKS_BY_LINK else states.VALIDATING
    return reply_links.make(
        institution_id="hospital", delegate_id=at.delegate("hospital", kind).pk, role=role, days=days, by=SECRETARY
    )


def comes_in(token: str) -> Actor:
    return linking.actor_of(linking.opened(token))


def told(token: str) -> tuple[str, int, str]:
    with pytest.raises(Refusal) as refused:
        linking.opened(token)
    return refused.value.code, refused.value.status, str(refused.value.sentence)


def test_the_address_is_computed_and_the_same_each_time() -> None:
    link, token = made()
    assert (linking.token_of(ReplyLink.objects.get(pk=link.pk)), len(token)) == (token, 48)
    assert token.isalnum()
    assert token == token.lower()
    assert linking.opened(token) == link
    assert token not in {str(value) for value in ReplyLink.objects.values_list().get()}


def test_whatever_is_wrong_with_a_link_is_one_and_the_same_answer() -> None:
    link, token = made()
    revoked, revoked_token = made()
    reply_links.revoke(link_id=revoked.pk, by=SECRETARY)
    unknown = linking.token_of(ReplyLink(pk=uuid4()))
    other = "a" if token[-1] != "a" else "b"
    answers = {
        told(one) for one in (revoked_token, unknown, token[:-1] + other, "x", "", token + "a", "é" * 48, "1" * 48)
    }
    with clock.stopped(factories.TUESDAY + timedelta(days=30)):
        answers.add(told(token))
    Mandate.objects.filter(delegate=link.delegate).update(valid_to=clock.today() - timedelta(days=1))
    answers.add(told(token))
    assert answers == {("reply_link", 404, str(linking.NO_LONGER))}


def test_a_link_sees_what_names_its_institution_and_nothing_else() -> None:
    lead, helps = hand.recommendation(lead="hospital"), hand.recommendation(lead="police", contributors=["hospital"])
    hand.recommendation(lead="police")
    hand.recommendation(following.FORMULATED, lead="hospital")
    actor = comes_in(made()[1])
    assert set(policy_following.visible(actor)) == {lead, helps}
    assert (actor.is_known, actor.account_id, actor.roles) == (False, None, frozenset())


def test_one_writes_by_link_and_the_authority_validates_by_its_own() -> None:
    row = hand.recommendation(lead="hospital")
    speaks, validates = comes_in(made()[1]), comes_in(made(following.VALIDATES_BY_LINK)[1])
    report = progress.write(recommendation_id=row.pk, text="Douze équipes formées.", by=speaks)
    assert (report.how, report.delegate) == ("link", at.delegate("hospital"))
    with pytest.raises(NotPermitted, match="link_role"):
        progress.submit(report_id=report.pk, by=validates)
    progress.submit(report_id=report.pk, by=speaks)
    with pytest.raises(NotPermitted, match="link_role"):
        progress.validate(report_id=report.pk, by=speaks)
    progress.validate(report_id=report.pk, by=validates)
    done = ProgressReport.objects.get(pk=report.pk)
    assert (done.state, done.validated_how) == (following.VALIDATED, "link")
    assert done.validated_by == at.delegate("hospital", states.VALIDATING)
    kinds = AuditEvent.objects.filter(action="progress.validated").values_list("actor_kind", "account_id")
    assert list(kinds) == [("link", None)]


def test_a_link_says_nothing_for_another_institution() -> None:
    row = hand.recommendation(lead="hospital", contributors=["daw"])
    actor = comes_in(made()[1])
    with pytest.raises(NotPermitted, match="other_institution"):
        progress.write(recommendation_id=row.pk, text="Au nom d’une autre.", institution_id="daw", by=actor)
    theirs = hand.report(row, following.REPORT_SUBMITTED, institution="daw")
    with pytest.raises(NotFound):
        progress.validate(report_id=theirs.pk, by=comes_in(made(following.VALIDATES_BY_LINK)[1]))


def test_a_page_that_was_open_when_the_link_was_withdrawn_can_say_nothing_any_more() -> None:
    row = hand.recommendation(lead="hospital")
    link, token = made()
    actor = comes_in(token)
    reply_links.revoke(link_id=link.pk, by=SECRETARY)
    with pytest.raises(NotFound, match="reply_link"):
        progress.write(recommendation_id=row.pk, text="Trop tard.", by=actor)
    assert not ProgressReport.objects.exists()


def test_it_is_noted_when_a_link_was_last_used_to_say_something() -> None:
    row = hand.recommendation(lead="hospital")
    link, token = made()
    actor = comes_in(token)
    assert ReplyLink.objects.get(pk=link.pk).used_at is None
    progress.write(recommendation_id=row.pk, text="Douze équipes formées.", by=actor)
    assert ReplyLink.objects.get(pk=link.pk).used_at == clock.now()


def test_only_the_secretariat_makes_and_withdraws_links_for_those_who_hold_the_mandate() -> None:
    titular, authority = at.delegate("hospital"), at.delegate("hospital", states.VALIDATING)
    for who, role, institution in (
        (authority, following.SPEAKS_BY_LINK, "hospital"),
        (titular, following.VALIDATES_BY_LINK, "hospital"),
        (titular, following.SPEAKS_BY_LINK, "police"),
    ):
        with pytest.raises(NotPermitted):
            reply_links.make(institution_id=institution, delegate_id=who.pk, role=role, by=SECRETARY)
    for changes in ({"days": 0}, {"days": 91}, {"role": "reads"}):
        takes = {"institution_id": "hospital", "delegate_id": titular.pk, "role": following.SPEAKS_BY_LINK, **changes}
        with pytest.raises(NotValid):
            reply_links.make(**takes, by=SECRETARY)  # type: ignore[arg-type]
    link, _token = made()
    with pytest.raises(NotPermitted, match="not_secretariat"):
        reply_links.revoke(link_id=link.pk, by=HEALTH)
    reply_links.revoke(link_id=link.pk, by=SECRETARY)
    with pytest.raises(NotNow, match="link_revoked"):
        reply_links.revoke(link_id=link.pk, by=SECRETARY)
    with pytest.raises(NotFound):
        reply_links.revoke(link_id=uuid4(), by=SECRETARY)
