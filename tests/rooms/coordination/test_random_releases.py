"""Random histories of releases: gates only in order, one release live, the screens what the live release says.

Every step is a verb as a page would call it, by somebody who may or may not, at a moment that may or may not be right.
After each step the whole is looked at against do-no-harm 19; a refused step leaves nothing.
"""

import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, seed, settings
from hypothesis.stateful import invariant, run_state_machine_as_test

from himaya.coordination import release_checks, releasing, rules_release, states
from himaya.coordination.models import Edition, EditionForm, Release, ReleaseStep, Suspension
from himaya.coordination.queries import release_rows
from himaya.instruments import derived, outcomes
from himaya.instruments.models import InForce, Pilot, Version
from himaya.kernel import clock
from tests import cast, factories
from tests.rooms.coordination import at_the_table
from tests.rooms.coordination import releases_at_hand as hand
from tests.rooms.coordination.history_releases import CHANGES, ReleaseHistory
from tests.rooms.coordination.test_random_histories import follow

SHARDS = range(1, 5)
pytestmark = [pytest.mark.django_db, pytest.mark.capability("A7")]


class History(ReleaseHistory):
    """A history, looked at after every step."""

    @invariant()
    def every_move_stands_in_a_table(self) -> None:
        follow(self.seen["release"], Release, states.RELEASE_TRANSITIONS)
        follow(self.seen["suspension"], Suspension, states.SUSPENSION_TRANSITIONS)

    @invariant()
    def no_gate_was_passed_before_the_one_above_it(self) -> None:
        for row in Release.objects.select_related("edition__draft").defer("edition__content"):
            facts, steps = releasing.facts(row), ReleaseStep.objects.filter(release=row)
            place = states.GATES.index(row.gate)
            assert all(not rules_release.owed(gate, facts) for gate in states.GATES[:place])
            passed_here = {one.gate for one in steps if one.how != releasing.TAKEN_OVER}
            assert all(states.GATES.index(gate) <= place for gate in passed_here)
            assert row.state in (states.PREPARING, states.ABANDONED) or row.gate == states.EFFECTIVE
            signed = {one.account for one in steps.filter(gate=states.REVIEW)}
            assert len(signed) == steps.filter(gate=states.REVIEW).count()
            assert not {str(one) for one in signed} & releasing.authors(row.edition)

    @invariant()
    def one_release_at_most_is_live_and_one_stands_once_one_was(self) -> None:
        rows = list(Release.objects.values_list("state", flat=True))
        standing = rows.count(states.LIVE) + rows.count(states.SUSPENDED)
        assert standing == (1 if Release.objects.filter(live_at__isnull=False).exists() else 0)
        assert sum(one in states.RELEASE_UNDER_WAY for one in rows) <= 1

    @invariant()
    def the_screens_show_what_the_live_release_says(self) -> None:
        now = dict(InForce.objects.values_list("name", "version_id"))
        rows = Release.objects.filter(state__in=(states.LIVE, states.SUSPENDED)).order_by("-live_at", "-number")
        standing = rows.first()
        if standing is None:
            assert now == {name: hand.shipped(name).pk for name in hand.FORMS}
        elif standing.state == states.SUSPENDED:
            step = releasing.detail(standing, states.EFFECTIVE, releasing.WENT_LIVE)
            assert step is not None
            assert now == step["before"]
        else:
            off = {one.uid for one in release_rows.suspended(standing)}
            forms = EditionForm.objects.filter(edition=standing.edition_id)
            for name, version_id in forms.values_list("name", "version_id"):
                whole = uids(version_id)
                assert uids(now[name]) == whole - off
                assert off & whole or now[name] == version_id

    @invariant()
    def a_form_is_tried_only_at_the_gate_of_the_pilot(self) -> None:
        if Pilot.objects.filter(until=None).exists():
            row = Release.objects.get(state=states.PREPARING)
            assert (row.gate, row.pilot_from is not None) == (states.PILOT, True)

    @invariant()
    def what_is_off_was_taken_off_by_two_people(self) -> None:
        for one in Suspension.objects.filter(state__in=states.SUSPENDS):
            assert one.confirmed_by is not None
            assert one.confirmed_by != one.asked_by


_uids: dict[str, frozenset[str]] = {}


def uids(version_id: int) -> frozenset[str]:
    """The clauses that a version asks; read once for the same form."""
    digest = Version.objects.values_list("hash", flat=True).get(pk=version_id)
    if digest not in _uids:
        source = Version.objects.values_list("source", flat=True).get(pk=version_id)
        _uids[digest] = frozenset(str(row["uid"]) for row in source["survey"] if "uid" in row)
    return _uids[digest]


def known(deed: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """The same deed on the same document is done once: what is tried here is the order of things, not the linter."""
    found: dict[str, Any] = {}

    def once(document: Any) -> Any:
        key = json.dumps(document, sort_keys=True)
        if key not in found:
            found[key] = deed(document)
        return found[key]

    return once


@pytest.fixture(name="stage_of_texts")
def _stage_of_texts(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """The text without an edition; the forms of its editions are stored already, so that no history compiles them."""
    lint, unreachable = known(release_checks.lint_document), known(outcomes.unreachable)
    for module in (release_checks, derived):
        monkeypatch.setattr(module, "lint_document", lint)
    monkeypatch.setattr(outcomes, "unreachable", unreachable)
    monkeypatch.setattr(derived, "unreachable", unreachable)
    with clock.stopped(factories.TUESDAY):
        cast.play()
        at_the_table.people()
        hand.table_held(hand.document().cycle)
        hand.models()


def walk(histories: int, steps: int, number: int) -> None:
    """As many histories, always the same ones for a number, so that a failure can be walked again."""
    machine = type(f"ReleaseHistory{number}", (History,), {})
    run_state_machine_as_test(
        seed(number)(machine),
        settings=settings(
            max_examples=histories,
            stateful_step_count=steps,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            print_blob=True,
            database=None,
        ),
    )


@pytest.mark.usefixtures("stage_of_texts")
def test_a_few_short_histories_of_releases_know_no_illegal_state() -> None:
    walk(6, 12, 0)


@pytest.mark.night
@pytest.mark.once
@pytest.mark.usefixtures("stage_of_texts")
@pytest.mark.parametrize("number", SHARDS)
def test_five_hundred_histories_of_releases_know_no_illegal_state(number: int) -> None:
    walk(125, 7, number)
    assert Edition.objects.count() == 0
    assert len(CHANGES) == 3
