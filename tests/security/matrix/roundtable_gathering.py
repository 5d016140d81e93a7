"""Lists and clusters are the secretariat's; an institution reads what it may know, and plans its own actions."""

from tests.security.matrix.rows import (
    ACTION,
    CLUSTER,
    IMPORT,
    Answer,
    Goes,
    Row,
    closed,
    for_the_secretariat,
    for_the_table,
)

LISTS, CLUSTERS, ACTIONS = (
    Goes(f"/round-tables/{place}/") for place in ("recommendations/import", "clusters", "follow-up-actions")
)
TO_LIST = Goes("/round-tables/recommendations/imports/")
OF_LIST, OF_CLUSTER, OF_ACTION = {"batch_id": IMPORT}, {"cluster_id": CLUSTER}, {"action_id": ACTION}
CSV = {"form": "csv"}
Typed = dict[str, str | list[str]]
CONFIRM: Typed = {"do": "confirm", "twins": "leave", "leave_out": ""}
# Two that stand with nobody yet: the answered one and the one that is only being formulated.
GROUP: Typed = {"title_fr": "Accueil", "numbers": "1-2"}
RENAMED: Typed = {"do": "rename", "title_fr": "Formation continue"}
PLAN: Typed = {"text": "Former", "institution": "labour", "numbers": "1"}
NO_VOICE: dict[str, Answer] = {"validating_authority@member": 403, "validating_authority@other": 403}

ROWS: list[Row] = [
    for_the_secretariat("roundtable:recommendations_import", "GET", 200).seen_by("secretariat"),
    for_the_secretariat("roundtable:recommendations_import", "POST", 422, data={"source_kind": "upr"}),
    for_the_secretariat("roundtable:import_template", "GET", 200, needs=CSV),
    for_the_secretariat("roundtable:import_template", "GET", 404, needs={"form": "pdf"}),
    closed("roundtable:import_template", "POST", **CSV),
    for_the_secretariat("roundtable:import_batch", "GET", 200, needs=OF_LIST),
    for_the_secretariat("roundtable:import_batch", "POST", TO_LIST, needs=OF_LIST, data=CONFIRM),
    for_the_secretariat("roundtable:import_batch", "POST", LISTS, needs=OF_LIST, data={"do": "discard"}),
    for_the_secretariat("roundtable:import_batch", "POST", 409, needs=OF_LIST, data={"do": "undo"}),
    for_the_secretariat("roundtable:import_batch", "POST", 404, needs=OF_LIST, data={"do": "nothing"}),
    for_the_table("roundtable:clusters", "GET", secretariat=200, member=200, stranger=200).seen_by("secretariat"),
    for_the_secretariat("roundtable:clusters", "POST", CLUSTERS, data=GROUP),
    for_the_table("roundtable:cluster", "GET", secretariat=200, member=200, needs=OF_CLUSTER),
    for_the_table(
        "roundtable:cluster", "POST", secretariat=CLUSTERS, member=403, needs=OF_CLUSTER, data={"do": "dissolve"}
    ),
    for_the_table("roundtable:cluster", "POST", secretariat=CLUSTERS, member=403, needs=OF_CLUSTER, data=RENAMED),
    for_the_table("roundtable:follow_up_actions", "GET", secretariat=200, member=200, stranger=200),
    for_the_table(
        "roundtable:follow_up_actions",
        "POST",
        secretariat=ACTIONS,
        member=ACTIONS,
        # It names another institution as lead; and whoever has no seat knows of no such number.
        other=403,
        stranger=422,
        data=PLAN,
        **NO_VOICE,
    ),
    for_the_table("roundtable:follow_up_action", "GET", secretariat=200, member=200, needs=OF_ACTION),
    for_the_table(
        "roundtable:follow_up_action",
        "POST",
        secretariat=ACTIONS,
        member=ACTIONS,
        other=403,
        needs=OF_ACTION,
        data={"do": "begin"},
        **NO_VOICE,
    ),
    for_the_table(
        "roundtable:follow_up_action",
        "POST",
        secretariat=ACTIONS,
        member=ACTIONS,
        other=403,
        needs=OF_ACTION,
        data={"do": "drop", "reason": "Sans objet"},
        **NO_VOICE,
    ),
]
