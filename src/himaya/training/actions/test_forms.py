"""The verbs of a form of a test: drafted in two, a pair left out, put in use (frozen from then on), retired."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db import IntegrityError
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound, NotNow, NotValid
from himaya.kernel.unit import Unit, unit
from himaya.training import blueprints, content, policy, rules_tests, states, writing
from himaya.training.models import TestForm
from himaya.training.words_tests import FORM_STATES


def draft(*, track: str, per_module: int, by: Actor) -> TestForm:
    """Draft forms A and B of a track; gives form A. Raises NotPermitted, NotValid."""
    with unit(by=by) as u:
        policy.check_leads(by)
        known = content.training().tracks.get(track)
        if known is None:
            raise NotValid(_("Choose a track of the list."), code="track")
        if not blueprints.FEWEST <= per_module <= blueprints.MOST:
            raise NotValid(_("Write how many questions of each module, from 1 to 6."), code="per_module")
        version = _next(track)
        made = _written(track, version, blueprints.contents(known.modules, per_module))
        _log(u, made, "drafted")
        return made[0]


def leave_out(*, form_id: UUID, uid: str, by: Actor) -> None:
    """Leave one question out of a draft, and its twin out of the other. Raises NotPermitted, NotFound, NotNow."""
    with unit(by=by) as u:
        pair = _held(by, form_id, "edit")
        places = [
            place for one in pair for place, item in enumerate(one.content["items"]) if item["uid"] == uid
        ]  # fmt: skip
        if not places:
            raise NotFound(_("This question was left out already."), code="gone")
        for one in pair:
            if len(one.content["items"]) == 1:
                raise NotNow(_("A test has one question at least."), code="last_question")
            one.content = blueprints.without(one.content, places[0])
            one.save(update_fields=["content"])
        _log(u, pair, "shortened")


def put_in_use(*, form_id: UUID, by: Actor) -> None:
    """Freeze both forms; an older version in use is retired. Raises NotPermitted, NotFound, NotNow."""
    with unit(by=by) as u:
        policy.check_leads(by)
        # Every version is held, in one order: of two drafts put in use at once the second sees the first.
        of = TestForm.objects.filter(pk=form_id).values("code")
        every = TestForm.objects.filter(code__in=of).order_by("version", "letter")
        list(every.select_for_update().values_list("pk", flat=True))
        pair = _held(by, form_id, "put_in_use")
        for one in every.filter(state=states.FORM_IN_USE):
            one.state = states.FORM_RETIRED
            one.save(update_fields=["state"])
        for one in pair:
            one.state, one.in_use_on = states.FORM_IN_USE, clock.today()
            one.sha256 = blueprints.fingerprint(one.content)
            one.save(update_fields=["state", "in_use_on", "sha256"])
        _log(u, pair, "put_in_use")


def retire(*, form_id: UUID, by: Actor) -> None:
    """No new session takes it; sessions that began with it go on with it. Raises NotPermitted, NotFound, NotNow."""
    with unit(by=by) as u:
        pair = _held(by, form_id, "retire")
        for one in pair:
            one.state = states.FORM_RETIRED
            one.save(update_fields=["state"])
        _log(u, pair, "retired")


def _next(track: str) -> int:
    """The next version; whoever drafts at the same time waits here, and counts after us."""
    rows = TestForm.objects.filter(code=track)
    list(rows.select_for_update().values_list("pk", flat=True))
    return int(rows.aggregate(last=Max("version"))["last"] or 0) + 1


def _written(track: str, version: int, bodies: Sequence[dict[str, Any]]) -> list[TestForm]:
    said = {"code": track, "version": version, "state": states.FORM_DRAFT, "made_on": clock.today()}
    try:
        return [
            TestForm.objects.create(**said, letter=letter, content=body)
            for letter, body in zip(rules_tests.LETTERS, bodies, strict=True)
        ]
    except IntegrityError:
        # The very first version of a track: there was no row to wait at.
        raise NotNow(
            _("Somebody drafted this test at the same moment. Look at the list."), code="drafted_meanwhile"
        ) from None


def _held(by: Actor, form_id: UUID, verb: str) -> list[TestForm]:
    """Both forms of a version, held in their order."""
    policy.check_leads(by)
    found = TestForm.objects.filter(pk=form_id).values("code", "version").first()
    if found is None:
        raise NotFound
    pair = list(TestForm.objects.select_for_update().filter(**found).order_by("letter"))
    writing.moved(states.FORM_TRANSITIONS, verb, pair[0].state, FORM_STATES)
    return pair


def _log(u: Unit, rows: Sequence[TestForm], did: str) -> None:
    u.log(f"test_form.{did}", object_type="test_form", object_id=rows[0].pk, code=f"{rows[0].code}:{rows[0].version}")
