"""The races of a file of the exchange standard: two leads of one desk take it in, or take it back, at once."""

from himaya.cases.models import Case, Erasure
from himaya.exchange import reading
from himaya.exchange import rules_reading as rules
from himaya.exchange.actions import standard_files, standard_tables
from himaya.kernel.actor import Actor
from himaya.kernel.models import AuditEvent
from tests import cast
from tests.races.every_verb import Race, Table, both, once
from tests.rooms.exchange.exchanging import ROW, a_csv, taken_in

races = Table()
LEADS = (cast.LABOUR_LEAD, cast.actor("labour-lead-2", "labour-north", "desk_lead"))


@races.of("standard_files.take_in")
def the_same_file_comes_in_once() -> Race:
    data = a_csv([ROW, ROW | {"prs_First_Name": "Second"}])
    marks = {one: reading.look(data, basis=rules.AGREED, by=one).mark for one in LEADS}

    def take_in(by: Actor) -> None:
        standard_files.take_in(data=data, mark=marks[by], basis=rules.AGREED, left_out_known=False, by=by)

    return once(take_in, "standard_file.taken_in", lambda: Case.objects.count() == 2, by=LEADS)


@races.of("standard_tables.make")
def the_same_table_is_the_same_for_both() -> Race:
    taken_in(*(ROW | {"prs_First_Name": f"Canary {number}"} for number in range(11)))
    Case.objects.update(opened_on="2025-05-05")

    def make(by: Actor) -> None:
        standard_tables.make(year=2025, purpose="count_in_standard", by=by)

    def holds() -> bool:
        return AuditEvent.objects.filter(action="standard.table_made").values("code").distinct().count() == 1

    return both(make, "standard.table_made", holds, by=LEADS)


@races.of("standard_files.take_back")
def it_is_asked_to_be_taken_back_once() -> Race:
    number = taken_in(ROW)
    return once(
        lambda by: standard_files.take_back(taken_id=number, by=by),
        "standard_file.taken_back",
        lambda: Erasure.objects.count() == 1,
        by=LEADS,
    )
