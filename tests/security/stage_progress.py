"""Progress behind the matrix: a report that `member` handed in, its evidence, open and confidential, its links."""

from hashlib import sha256

from himaya.coordination import linking
from himaya.coordination import states_following as states
from himaya.coordination.actions import reply_links
from himaya.coordination.models import Cycle
from tests.rooms.coordination import at_the_table
from tests.rooms.coordination.following_at_hand import evidence, recommendation, report
from tests.security.matrix import rows

OWN = "labour"
FILE = {"data": b"%PDF-1.7", "media": "pdf", "size": 8, "sha256": sha256(b"%PDF-1.7").hexdigest()}


def set_up(cycle: Cycle) -> dict[str, str]:
    """All of it on a recommendation of the cycle that `member` leads; the links are of its titular."""
    row = recommendation(states.IN_PROGRESS, lead=OWN, cycle=cycle)
    speaks, over = (
        reply_links.make(
            institution_id=OWN,
            delegate_id=at_the_table.delegate(OWN).pk,
            role=states.SPEAKS_BY_LINK,
            by=at_the_table.SECRETARY,
        )
        for _turn in range(2)
    )
    reply_links.revoke(link_id=over[0].pk, by=at_the_table.SECRETARY)
    return {
        rows.PROGRESSING: str(row.pk),
        rows.REPORT: str(report(row, states.REPORT_SUBMITTED, institution=OWN).pk),
        rows.EVIDENCE: str(evidence(row, institution=OWN, **FILE).pk),
        rows.CONFIDENTIAL: str(
            evidence(row, institution=OWN, confidentiality=states.TO_SECRETARIAT, **FILE).pk,
        ),
        rows.REPLY_LINK: str(speaks[0].pk),
        rows.REPLY_TOKEN: linking.token_of(speaks[0]),
        rows.REVOKED_TOKEN: linking.token_of(over[0]),
    }
