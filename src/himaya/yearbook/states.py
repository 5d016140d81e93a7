"""The states of a draft and the verbs that move it. No Django: diagrams are drawn from here."""

from himaya.coordination.states import Transitions, leads_to

__all__ = ["Transitions", "leads_to"]

WAITING, SENT_BACK, DROPPED, RELEASED, WITHDRAWN = "waiting", "sent_back", "dropped", "released", "withdrawn"
STATES = (WAITING, SENT_BACK, DROPPED, RELEASED, WITHDRAWN)
# Of these a year has one at most.
STANDING = (WAITING, RELEASED)
# Ended without a release: what it showed was never public, and beside the next draft of the year it could be too much.
UNSHOWN = (SENT_BACK, DROPPED)
TRANSITIONS: Transitions = {
    "approve": ((WAITING,), ""),
    "send_back": ((WAITING,), SENT_BACK),
    "drop": ((WAITING,), DROPPED),
    "release": ((WAITING,), RELEASED),
    "withdraw": ((RELEASED,), WITHDRAWN),
}
APPROVED, NOT_APPROVED = "approved", "sent_back"
WORDS = (APPROVED, NOT_APPROVED)

# Why a reviewer sends a draft back, and why what was released is withdrawn: codes, because a sentence of free words
# could say what was hidden.
BACK_REASONS = ("numbers_doubtful", "too_much_shown", "words_wrong", "counting_not_finished")
WITHDRAW_REASONS = ("numbers_wrong", "too_much_shown", "words_wrong", "not_agreed")
# New words answer this doubt, and no other.
OF_WORDS = "words_wrong"
# Why the numbers that were withdrawn come back, by the reason of the withdrawal.
AGAIN_FOR = {
    "numbers_wrong": ("was_right", "by_mistake"),
    "too_much_shown": ("was_right", "by_mistake"),
    OF_WORDS: ("was_right", "by_mistake"),
    "not_agreed": ("agreed_now", "by_mistake"),
}
