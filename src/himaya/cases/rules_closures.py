"""Closing a file: its words, the scale of outcomes, and how a published standard calls it. Pure.

Sources: case statuses of the Human Trafficking Case Data Standard {Active, Follow-up, Closed, Closed-referred}
(domain/assistance.md section 3). The scale is a proposal of this software: a model, not adopted. It is what a
caseworker and the person see together, of the life around them; no score, and never added up.
"""

from collections.abc import Mapping

OPENED, CLOSED = "open", "closed"
# What a line of the ledger says.
WAS_CLOSED, WAS_REOPENED = "closed", "reopened"
WORDS = (WAS_CLOSED, WAS_REOPENED)

DOMAINS = ("safety", "housing", "health", "income", "papers", "justice", "ties", "children")
NOT_KNOWN, NOT_ASKED = "not_known", "not_asked"
SCALE = ("much_worse", "worse", "same", "better", "much_better")
ANSWERS = (*SCALE, NOT_KNOWN, NOT_ASKED)

ACTIVE, FOLLOW_UP, HTCDS_CLOSED, REFERRED = "Active", "Follow-up", "Closed", "Closed-referred"
MOST_TRIES = 99


def outcomes_of(said: Mapping[str, str]) -> dict[str, str] | None:
    """One answer for each domain: what was not asked says so, and is never "the same". None for strange answers."""
    if not set(said) <= set(DOMAINS) or not {one for one in said.values() if one} <= set(ANSWERS):
        return None
    return {domain: said.get(domain) or NOT_ASKED for domain in DOMAINS}


def htcds_status(state: str, reason_status: str, *, left_running: bool) -> str:
    """What the standard calls a file: while another desk goes on with a referral, it is being followed up."""
    if state == OPENED:
        return ACTIVE
    if left_running:
        return FOLLOW_UP
    return REFERRED if reason_status == "closed_referred" else HTCDS_CLOSED


def enough_tries(tries: int | None, *, needed: int) -> bool:
    """True when somebody says that they tried at least so often."""
    return tries is not None and needed <= tries <= MOST_TRIES
