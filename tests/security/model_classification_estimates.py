"""Every column of estimates: counts of lists, their names, and how far the work is. Nobody stands in it."""

from tests.security.model_classification import CLOCK, CODED, COUNT, ID, LINK, NUMBER, OPERATION, STATE

LISTS = "what lists of an institution are called, as the secretariat wrote them above their counts"
TABLE = "how many people have which history of lists; shown rounded, small ones hidden, where the lists are our own"

ESTIMATES: dict[str, dict[str, str]] = {
    "estimate_run": {
        "id": ID,
        "origin": CODED,
        "names": LISTS,
        "counts": TABLE,
        "passed_on": COUNT,
        "replicates": COUNT,
        "seed": OPERATION,
        "state": STATE,
        "done": COUNT,
        "asked_at": CLOCK,
        "claimed_at": CLOCK,
        "beat_at": CLOCK,
        "attempts": COUNT,
        "ended_at": CLOCK,
        "fault": OPERATION,
        "result": TABLE,
    },
    "estimate_part": {"id": NUMBER, "run_id": LINK, "method": CODED, "number": COUNT, "totals": TABLE},
}
