"""What a partner's reply file says. It was written by a stranger: read with bounds, and only what is known is taken."""

import json
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from himaya.adapters import age
from himaya.kernel.errors import NotValid
from himaya.kernel.ids import tidy_reference
from himaya.packets import making, states

MOST_BYTES, LONGEST = 64 * 1024, 2000
NOT_OURS = _("This file is no reply to this packet. Ask the partner for the code by telephone, and type it.")


@dataclass(frozen=True, slots=True)
class Reply:
    """The code, what the partner says, a reason of the list or none, and a few words."""

    code: str
    verb: str
    reason: str = ""
    words: str = ""


def read(body: bytes, private: str, reference: str) -> Reply:
    """Open a reply with the private half of the pair that was made for its packet. Raises NotValid."""
    if not private or len(body) > MOST_BYTES:
        raise NotValid(NOT_OURS, code="reply")
    try:
        said = json.loads(age.decrypt_held(body, private))
    except (age.AgeFailed, ValueError, RecursionError) as fault:
        raise NotValid(NOT_OURS, code="reply") from fault
    if not isinstance(said, dict) or (said.get("format"), said.get("version")) != (
        making.REPLY_FORMAT,
        making.VERSION,
    ):
        raise NotValid(NOT_OURS, code="reply")
    if tidy_reference(_text(said, "reference")) != reference:
        raise NotValid(NOT_OURS, code="reply")
    verb, reason = _text(said, "answer"), _text(said, "reason")
    known = verb in ("", *states.ANSWERS, "refuse") and reason in ("", *states.REASONS)
    if not known:
        raise NotValid(NOT_OURS, code="reply")
    return Reply(_text(said, "code")[:20], verb, reason, _text(said, "words").replace("\0", "").strip()[:LONGEST])


def _text(said: dict[str, Any], name: str) -> str:
    found = said.get(name, "")
    # Half a letter can stand in JSON and in no column.
    return found.encode("utf-8", "ignore").decode() if isinstance(found, str) else ""
