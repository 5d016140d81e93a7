"""What anybody reads of the invented country: its secretariat has published how the recommendations stand."""

from himaya.coordination import publishing
from himaya.coordination.actions.publishing import publish_follow_up
from himaya.kernel.actor import SYSTEM


def seed() -> None:
    """Publish what the demo's register holds, where it holds anything. Adopted texts go out by themselves."""
    found = publishing.preview()
    if found.body["recommendations"]:
        publish_follow_up(seen=found.seen, by=SYSTEM)
