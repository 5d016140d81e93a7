"""Step-up: a second factor that was shown lately, for steps that reach far (ASVS 5.0 V7.5.3, V8.2.4)."""

from datetime import timedelta

from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.kernel.errors import ProofNeeded

RECENT = timedelta(minutes=10)
# What time services may set a clock back by in passing. A proof from further ahead is none: the clock was set back.
SLACK = timedelta(minutes=1)


def is_recent(actor: Actor, *, within: timedelta = RECENT) -> bool:
    """True when the actor showed a second factor within that time; the system itself has none to show."""
    if actor.kind == "system":
        return True
    return actor.proven_at is not None and -SLACK <= clock.now() - actor.proven_at <= within


def check_recent(actor: Actor, *, within: timedelta = RECENT) -> None:
    """Raises ProofNeeded, which the web answers with its page for the second factor, when the proof is older."""
    if not is_recent(actor, within=within):
        raise ProofNeeded(code="proof_needed")
