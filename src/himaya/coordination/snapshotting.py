"""Freezing how the register of recommendations stands when a table closes: written once, never changed."""

from himaya.coordination import canonical
from himaya.coordination import states_following as states
from himaya.coordination.models import FollowUpSnapshot, Recommendation, RoundTable, SnapshotLine
from himaya.coordination.queries.standing import Standing, standing
from himaya.kernel import clock
from himaya.kernel.unit import Unit

AT_ONCE = 500


def take(u: Unit, table: RoundTable) -> FollowUpSnapshot:
    """Write every recommendation that was addressed as it stands now. The table is held, so it is taken once.

    It is the whole register, not only what this cycle made: what the table says of movement is about all of it.
    """
    rows = Recommendation.objects.exclude(state=states.FORMULATED).select_related("lead").order_by("number")
    lines = [_line(one) for one in standing(rows)]
    on = clock.today()
    snapshot = FollowUpSnapshot.objects.create(table=table, taken_at=clock.now(), on=on, sha256=digest(on, lines))
    for line in lines:
        line.snapshot = snapshot
    SnapshotLine.objects.bulk_create(lines, batch_size=AT_ONCE)
    u.log("snapshot.taken", object_type="follow_up_snapshot", object_id=snapshot.pk, code=str(len(lines)))
    return snapshot


def digest(on: object, lines: list[SnapshotLine]) -> str:
    """The hash of what was frozen, over its lines in the order of their numbers."""
    return canonical.digest({"on": str(on), "lines": [_said(one) for one in sorted(lines, key=lambda one: one.number)]})


def _line(one: Standing) -> SnapshotLine:
    row, stood = one.row, one.stood
    return SnapshotLine(
        recommendation=row,
        number=row.number,
        state=stood.state,
        response=stood.response,
        grade=stood.grade,
        overdue=stood.overdue,
        reported=one.reported,
        verified=one.verified,
        due_on=stood.due_on,
        theme=row.theme,
        lead_id=row.lead_id or "",
        lead_name=row.lead_name,
        note=stood.note,
    )


def _said(line: SnapshotLine) -> dict[str, object]:
    return {
        "recommendation": str(line.recommendation_id),
        "number": line.number,
        "state": line.state,
        "response": line.response,
        "grade": line.grade,
        "overdue": line.overdue,
        "reported": line.reported,
        "verified": line.verified,
        "due_on": line.due_on.isoformat() if line.due_on else "",
        "theme": line.theme,
        "lead_id": line.lead_id,
        "lead_name": line.lead_name,
        "note": line.note,
    }
