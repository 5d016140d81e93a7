"""A list that was read; a cluster and an action of what `member` leads in the cycle."""

from himaya.coordination import states_following as states
from himaya.coordination.models import ActionServes, Cluster, Cycle, FollowUpAction, ImportBatch
from himaya.kernel import clock
from tests.rooms.coordination.following_at_hand import recommendation
from tests.security.matrix import rows

OWN = "labour"


def set_up(cycle: Cycle) -> dict[str, str]:
    """The things that rows may name. Whoever has no seat in the cycle learns of none."""
    today = clock.today()
    row = {"row": 2, "values": {"text_fr": "Former", "priority": "medium"}, "lead_id": "", "twin": None}
    lists: dict[str, list[str]] = {"contributors": [], "contributor_names": [], "faults": [], "hints": []}
    batch = ImportBatch.objects.create(
        made_at=clock.now(), source_kind=states.UPR, state=states.BATCH_READ, rows=[row | lists]
    )
    cluster = Cluster.objects.create(number=1, made_on=today, title_fr="Formation", title_ar="التكوين")
    action = FollowUpAction.objects.create(
        number=1, text="Former trente inspecteurs", institution_id=OWN, state=states.ACTION_PLANNED, entered_on=today
    )
    for _turn in range(2):
        one = recommendation(states.ANSWERED, lead=OWN, cycle=cycle, cluster=cluster)
        ActionServes.objects.create(action=action, recommendation=one)
    made = {rows.IMPORT: batch, rows.CLUSTER: cluster, rows.ACTION: action}
    return {name: str(thing.pk) for name, thing in made.items()}
