"""Every column of texts: what institutions write in a protocol or ask on a form, never what somebody answered."""

from tests.security.model_classification import CODED, CONTENT, COUNT, DAY, ID, LINK, STATE, WORKER
from tests.security.model_classification_coordination import SAID

# The verbs that write these refuse what looks like data of one person.
ASKED = "a clause of a text: what is asked or done in general, for all who sit at the table"
KEPT = "the text that a table adopted, kept as it was decided"

TEXTS: dict[str, dict[str, str]] = {
    "edition": {
        "id": ID,
        "document_id": LINK,
        "number": COUNT,
        "base_id": LINK,
        "decision_id": LINK,
        "content": KEPT,
        "sha256": CONTENT,
        "change_class": CODED,
        "parts": KEPT,
        "author": WORKER,
        "adopted_on": DAY,
    },
    "edition_form": {"id": ID, "edition_id": LINK, "name": CONTENT, "version_id": LINK, "changed": STATE},
    "draft": {
        "id": ID,
        "document_id": LINK,
        "number": COUNT,
        "base_id": LINK,
        "edition_id": LINK,
        "state": STATE,
        "audience": CODED,
        "forms": ASKED,
        "lists": ASKED,
        "author": WORKER,
        "editors": WORKER,
        "opened_on": DAY,
        "revision": COUNT,
        "reason": SAID,
    },
    "clause": {
        "id": ID,
        "draft_id": LINK,
        "uid": CODED,
        "kind": CODED,
        "parent": CODED,
        "position": COUNT,
        "text_fr": ASKED,
        "text_ar": ASKED,
        "text_en": ASKED,
        "state_fr": STATE,
        "state_ar": STATE,
        "state_en": STATE,
        "form": ASKED,
        "replaces": CODED,
        "revision": COUNT,
    },
}
