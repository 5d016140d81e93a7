"""Who acts. Verbs take an Actor, never a request or an account, so that rules can be tested without the web."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody at a desk, a part of the system, or nobody known.

    Outside the institution only the desk and the role are ever shown (do-no-harm 5).
    """

    kind: str
    account_id: UUID | None = None
    desk_id: str = ""
    institution_id: str = ""
    roles: frozenset[str] = field(default_factory=frozenset)
    # Somebody without an account who came by a reply link (kind "link"): which one. It opens nothing else.
    link_id: UUID | None = None
    # When they last showed their second factor in this session; who they are does not depend on it.
    proven_at: datetime | None = field(default=None, compare=False)

    @property
    def is_known(self) -> bool:
        return self.kind == "account"

    def has(self, *roles: str) -> bool:
        """True when the actor holds at least one of the roles."""
        return not self.roles.isdisjoint(roles)


NOBODY = Actor(kind="anonymous")
SYSTEM = Actor(kind="system", roles=frozenset({"system"}))
