"""The races of what a person asks about their own data."""

from himaya.cases.models import Submission
from himaya.disclosures import states_requests as states
from himaya.disclosures.actions import data_requests
from himaya.disclosures.models import DataRequest
from himaya.kernel.actor import SYSTEM
from tests import cast
from tests.races.every_verb import Race, Table, both, once
from tests.rooms.legal.registering import OFFICER
from tests.rooms.legal.requesting import TODAY, WANTED, a_file, keys, prepared, recorded, released, to_change, wanted

races = Table()
OFFICERS = (OFFICER, cast.actor("labour-keeper-2", "labour-south", "data_protection_officer"))
LEADS = (cast.LABOUR_LEAD, cast.actor("labour-lead-2", "labour-north", "desk_lead"))


def state() -> str:
    return DataRequest.objects.get().state


@races.of("data_requests.record")
def the_same_is_asked_once() -> Race:
    case = a_file()
    return once(
        lambda by: data_requests.record(asked=to_change(case.reference), by=by),
        "data_request.recorded",
        lambda: DataRequest.objects.count() == 1,
        by=OFFICERS,
    )


@races.of("data_requests.prepare")
def the_later_choice_of_parts_stands_whole() -> Race:
    request_id = recorded(a_file())
    seen = keys(request_id)
    return both(
        lambda by: data_requests.prepare(
            request_id=request_id, keys=seen, left_out={seen[0]: "about_other"}, no_danger=True, by=by
        ),
        "data_request.prepared",
        lambda: DataRequest.objects.get().about_other == 1,
        by=LEADS,
    )


@races.of("data_requests.send_back")
def it_goes_back_once() -> Race:
    request_id = prepared(a_file())
    return once(
        lambda by: data_requests.send_back(request_id=request_id, by=by),
        "data_request.sent_back",
        lambda: state() == states.RECEIVED,
        by=OFFICERS,
    )


@races.of("data_requests.release")
def it_is_released_once() -> Race:
    request_id = prepared(a_file())
    seen = DataRequest.objects.get().revision
    return once(
        lambda by: data_requests.release(request_id=request_id, seen=seen, by=by),
        "data_request.released",
        lambda: state() == states.RELEASED,
        by=OFFICERS,
    )


@races.of("data_requests.decline")
def it_is_declined_once() -> Race:
    request_id = recorded(a_file())
    return once(
        lambda by: data_requests.decline(request_id=request_id, reason="not_established", by=by),
        "data_request.declined",
        lambda: state() == states.DECLINED,
        by=OFFICERS,
    )


@races.of("data_requests.drop")
def it_is_dropped_once() -> Race:
    request_id = recorded(a_file())
    return once(
        lambda by: data_requests.drop(request_id=request_id, by=by),
        "data_request.dropped",
        lambda: state() == states.DROPPED,
        by=OFFICERS,
    )


@races.of("data_requests.accept")
def an_answer_is_set_right_once() -> Race:
    request_id = wanted(a_file(), field="answer", wanted=WANTED)
    return once(
        lambda by: data_requests.accept(
            request_id=request_id, reason="person_says", value="q08=no", no_danger=False, by=by
        ),
        "data_request.accepted",
        lambda: Submission.objects.count() == 2,
        by=LEADS,
    )


@races.of("data_requests.refuse")
def a_wish_is_refused_once() -> Race:
    request_id = wanted(a_file())
    return once(
        lambda by: data_requests.refuse(request_id=request_id, reason="about_other", statement="x", by=by),
        "data_request.refused",
        lambda: state() == states.REFUSED,
        by=LEADS,
    )


@races.of("data_requests.hand_over")
def an_answer_is_handed_over_once() -> Race:
    request_id = released(a_file())
    return once(
        lambda by: data_requests.hand_over(request_id=request_id, way="by_hand", on=TODAY, by=by),
        "data_request.handed_over",
        lambda: state() == states.CLOSED,
        by=OFFICERS,
    )


@races.of("data_requests.remind")
def two_runs_at_once_each_remind() -> Race:
    request_id = recorded(a_file())
    return both(
        lambda by: data_requests.remind(request_id=request_id, by=by),
        "data_request.reminded",
        lambda: state() == states.RECEIVED,
        by=(SYSTEM, SYSTEM),
    )
