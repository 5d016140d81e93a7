"""The figures of the reports, by the ids of `content/reports.yaml`: how each is read, and the page that lists it.

What a figure counts, of what, over which days and with which caveat is told in the content, in three languages.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from himaya.coordination import states
from himaya.coordination import states_following as following
from himaya.coordination.queries.reported import Scope
from himaya.insight import figures_costs, figures_follow_up, figures_monitoring, figures_tables, figures_texts
from himaya.insight.report_cells import Value
from himaya.kernel.actor import Actor

Reader = Callable[[Actor, Scope], Value]


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure. `page` is the name of the address that lists what is counted, `asked` what narrows its list.

    `of_cycle`: the address takes the cycle of the report; a report without one has no such page.
    """

    read: Reader
    page: str
    asked: Mapping[str, str] = field(default_factory=dict)
    of_cycle: bool = False


TABLES, REGISTER, FOLLOW_UP = "roundtable:cycles", "roundtable:recommendations", "roundtable:pictures"
TEXTS, COSTS, MONITORING = "roundtable:documents_list", "roundtable:costs", "monitoring:home"

FIGURES: Mapping[str, Figure] = {
    "tables_held": Figure(figures_tables.held, TABLES),
    "tables_list": Figure(figures_tables.listed, TABLES),
    "attendance_by_table": Figure(figures_tables.by_table, TABLES),
    "attendance_by_institution": Figure(figures_tables.by_institution, TABLES),
    "minutes_on_time": Figure(figures_tables.minutes_on_time, TABLES),
    "decisions_taken": Figure(figures_tables.decisions, "roundtable:decisions", of_cycle=True),
    "texts_adopted": Figure(figures_texts.adopted, TEXTS),
    "texts_in_force": Figure(figures_texts.in_force, TEXTS),
    "reservations_open": Figure(figures_texts.reservations, "roundtable:reservations"),
    "needs_covered": Figure(figures_tables.needs, "roundtable:needs", {"state": states.COVERED}),
    "recommendations_addressed": Figure(figures_follow_up.addressed, REGISTER),
    "answers_in_time": Figure(figures_follow_up.answers_in_time, REGISTER),
    "recommendations_overdue": Figure(figures_follow_up.overdue, REGISTER, {"overdue": "yes"}),
    "recommendations_reported": Figure(figures_follow_up.reported_done, REGISTER, {"state": following.REPORTED_DONE}),
    "recommendations_verified": Figure(figures_follow_up.verified, REGISTER, {"state": following.VERIFIED}),
    "recommendations_by_state": Figure(figures_follow_up.by_state, REGISTER),
    "recommendations_by_lead": Figure(figures_follow_up.by_lead, REGISTER),
    "recommendations_list": Figure(figures_follow_up.listed, REGISTER),
    "movement": Figure(figures_follow_up.movement, FOLLOW_UP),
    "desk_acts": Figure(figures_costs.desk_acts, "secretariat:counts"),
    "referrals_accepted": Figure(figures_monitoring.accepted, MONITORING),
    "referrals_completed": Figure(figures_monitoring.completed, MONITORING),
    "service_coverage": Figure(figures_monitoring.coverage, MONITORING),
    "cost_sums": Figure(figures_costs.sums, COSTS, of_cycle=True),
    "cost_lines": Figure(figures_costs.lines, COSTS, of_cycle=True),
}
