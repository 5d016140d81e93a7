"""A release behind the matrix that waits for acknowledgements, one on the screens, a suspension asked, harm reported.

The forms are for the labour inspection, where `member` sits; `other` and `stranger` use none of them.
"""

from himaya.coordination import states
from himaya.coordination.actions import harms, suspensions
from himaya.coordination.models import Cycle, Release, ReleaseStep
from himaya.kernel import clock
from tests import cast
from tests.rooms.coordination import releases_at_hand as hand
from tests.security.matrix import rows

CONCERNED = "labour"


def set_up(cycle: Cycle) -> dict[str, str]:
    """The things that rows may name."""
    text = hand.document(cycle)
    first = hand.edition(text, hand.replaced(), names=[hand.LABOUR_FORM])
    live = _release(first, states.LIVE, states.EFFECTIVE, live_at=clock.now(), effective_at=clock.now())
    waiting = _release(hand.edition(text), states.PREPARING, states.TRAINING)
    before = {form.name: form.version_id for form in first.forms.all()}
    ReleaseStep.objects.create(
        release=waiting,
        gate=states.IMPACT,
        passed_at=clock.now(),
        detail={**_impact(before), "base_edition": str(first.pk)},
    )
    for gate in (states.CHECKS, states.GOLDEN, states.PILOT):
        ReleaseStep.objects.create(release=waiting, gate=gate, passed_at=clock.now(), detail=_SEEN.get(gate, {}))
    for gate, parts in ((states.REVIEW, states.REVIEWS), (states.TRANSLATION, ("fr", "ar", "en"))):
        for part in parts:
            ReleaseStep.objects.create(release=waiting, gate=gate, part=part, passed_at=clock.now())
    asked = suspensions.ask(release_id=live.pk, uid=hand.UID, reason="Fait peur", by=cast.LABOUR_LEAD)
    report = harms.report(
        version_id=before[hand.LABOUR_FORM], uid=hand.UID, kind="fear", text="Fait peur", by=cast.INSPECTOR
    )
    things = {rows.RELEASE: waiting, rows.LIVE_RELEASE: live, rows.SUSPENSION: asked, rows.HARM: report}
    return {name: str(thing.pk) for name, thing in things.items()}


_SEEN = {states.CHECKS: {"sha256": "0" * 64, "clauses": 1, "forms": []}, states.GOLDEN: {"forms": []}}


def _release(edition: hand.Edition, state: str, gate: str, **more: object) -> Release:
    return Release.objects.create(
        document=edition.document,
        edition=edition,
        number=edition.number,
        state=state,
        gate=gate,
        opened_at=clock.now(),
        **more,
    )


def _impact(before: dict[str, int]) -> dict[str, object]:
    empty: dict[str, object] = dict.fromkeys(
        ("forms", "changes", "added", "retired", "breaks", "open", "untranslated", "roles", "desks", "seated", "needs"),
        [],
    )
    return {
        **empty,
        "class": states.EDITORIAL,
        "before": before,
        "institutions": [CONCERNED, "daw"],
    }
