"""Where an estimate stands that was asked for."""

QUEUED, RUNNING, READY, FAILED, CANCELLED = "queued", "running", "ready", "failed", "cancelled"
STATES = (QUEUED, RUNNING, READY, FAILED, CANCELLED)
# Somebody is waiting for it.
UNDER_WAY = (QUEUED, RUNNING)
# From where it can be gone on with: what was drawn so far is still there.
STOPPED = (CANCELLED, FAILED)

# Of what the table is: counts that somebody published, or linked lists of our own.
PUBLISHED, OWN = "published", "own"
ORIGINS = (PUBLISHED, OWN)
