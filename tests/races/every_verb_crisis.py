"""The races of a life in danger: two colleagues begin, look, record and end at once, and each form is kept once."""

from datetime import timedelta

from himaya.crisis.actions import crisis_rounds
from himaya.crisis.models import CrisisAct, CrisisRound
from himaya.kernel import clock
from himaya.kernel.ids import new_id
from tests import cast, factories
from tests.races.every_verb import Race, Table, both, once
from tests.rooms.crisis import looked
from tests.rooms.crisis.looked import BY

races = Table()
MEMBERS = (BY, cast.INSPECTOR_COLLEAGUE)


@races.of("crisis_rounds.begin")
def it_begins_once() -> Race:
    case = looked.case()
    return once(
        lambda by: crisis_rounds.begin(case_id=case.pk, said=looked.SAID, instance_id=new_id(), by=by),
        "crisis_round.begun",
        lambda: CrisisRound.objects.count() == 1,
        by=MEMBERS,
    )


@races.of("crisis_rounds.look_again")
def two_looks_each_have_a_number() -> Race:
    case = looked.case()
    looked.begun(case.pk)
    return both(
        lambda by: crisis_rounds.look_again(case_id=case.pk, said=looked.SAID, instance_id=new_id(), by=by),
        "crisis_round.looked_again",
        lambda: sorted(CrisisRound.objects.values_list("number", flat=True)) == [1, 2, 3],
        by=MEMBERS,
    )


@races.of("crisis_rounds.record")
def the_same_form_of_acts_is_kept_once() -> Race:
    case = looked.case()
    looked.begun(case.pk)
    form = new_id()
    return both(
        lambda by: crisis_rounds.record(case_id=case.pk, done=looked.DONE, instance_id=form, by=by),
        "crisis_act.recorded",
        lambda: CrisisAct.objects.count() == 1,
        by=MEMBERS,
        rows=1,
    )


@races.of("crisis_rounds.end", at=factories.TUESDAY + timedelta(days=1))
def it_ends_once() -> Race:
    case = looked.case()
    with clock.stopped(factories.TUESDAY):
        looked.begun(case.pk)
    return once(
        lambda by: crisis_rounds.end(case_id=case.pk, said=looked.SAID, instance_id=new_id(), by=by),
        "crisis_round.ended",
        lambda: CrisisRound.objects.filter(kind="ended").count() == 1,
        by=MEMBERS,
    )
