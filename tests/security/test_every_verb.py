"""What holds for every verb: refused without a role, and never done without its row in the audit.

The stages are those of the races (`tests/races/every_verb_*.py`); here one person acts alone, on SQLite. On PostgreSQL
each of these verbs acts in its race.
"""

from dataclasses import replace
from functools import partial

import pytest

from himaya.kernel import clock
from himaya.kernel.actor import NOBODY, Actor
from himaya.kernel.errors import NotFound, NotPermitted
from himaya.kernel.models import AuditEvent
from tests import cast, factories
from tests.races.all_races import RACES
from tests.races.every_verb import Race, Staged
from tests.rooms.coordination import at_the_table

pytestmark = [pytest.mark.django_db, pytest.mark.once, pytest.mark.capability("X2")]
# Verbs that ask for no role: of the worker, of another verb that asked already, of whoever holds a link, a code, or an
# account of their own. A verb that is missing here and asks for none is red.
NO_ROLE = """
acknowledgements.owe_institution caseload_caps.weigh conferences.cancel_with_file contact_rules.step_past
counsels.end_lapsed counsels.end_with_agreement
data_requests.remind decision_requests.withdraw_unnamed decision_requests.withdraw_with_agreement
decision_requests.withdraw_with_file enquiries.compare enquiries.forget enquiries.lapse exports.expire gaps.note
half_days.check_in history.load imports.forget inbound.lapse invitations.remind links.note_reading
links.open_once links.sweep looking_ahead.look mailboxes.owe needs.stand_down_others packets.fall_silent
packets.follow_withdrawal participant_imports.forget pilots.begin pilots.end qualifications.end_issued
qualifications.enter_issued qualifications.warn raising.close_case raising.fall_back raising.follow_handover
raising.follow_referral raising.follow_withdrawal raising.keep_at_desk raising.raise_again raising.raise_for
raising.reopen_case
raising.settle raising_apart.bring_in_line registers.sweep resets.stop resets.use returns.end_elsewhere
searches.begin searches.fail searches.finish searches.lapse session_names.erase_due test_entries.forget
test_sittings.send versions.freeze versions.note_adoption versions.put_in_force versions.stand_in versions.store
versions.take_out_of_force
""".split()  # noqa: SIM905 - a page of names says no more
# Alone, the first of the two leaves another row than the one that is counted where both act.
OTHER_ROW = """
assessments.abandon decisions.confirm_position enquiries.forget enquiries.lapse handovers.accept imports.discard
imports.undo letters.refuse protocol.leave told.close
""".split()  # noqa: SIM905


def strangers(race: Race) -> list[Actor]:
    """Nobody, and the one who acts, at their own desk, with no role left. None where the deed is of one person only."""
    deed = race.deeds[0]
    if not isinstance(deed, partial) or deed.keywords or len(deed.args) != 1 or not isinstance(deed.args[0], Actor):
        return []
    return [NOBODY, replace(deed.args[0], roles=frozenset())]


def refused(race: Race, stranger: Actor) -> bool:
    """True where the verb refuses; the stage of some races is set for its two people by name."""
    deed = race.deeds[0]
    assert isinstance(deed, partial)
    try:
        deed.func(stranger)
    except (NotPermitted, NotFound):
        return True
    except KeyError as unknown:
        return unknown.args == (stranger,)
    return False


@pytest.mark.parametrize("staged", RACES, ids=lambda one: f"{one.verb}-{one.stage.__name__}")
def test_a_verb_is_refused_without_a_role_and_is_never_done_without_a_row_in_the_audit(staged: Staged) -> None:
    """Seen red with verbs whose check or whose line for the audit was taken out."""
    with clock.stopped(staged.at):
        cast.play()
        factories.version()
        at_the_table.people()
        race = staged.stage()
        if staged.verb not in NO_ROLE:
            assert [one.kind for one in strangers(race) if not refused(race, one)] == []
        before = AuditEvent.objects.filter(action=race.action).count()
        race.deeds[0]()
        if staged.verb not in OTHER_ROW:
            assert AuditEvent.objects.filter(action=race.action).count() > before
