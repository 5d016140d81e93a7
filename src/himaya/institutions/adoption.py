"""Whether this nation adopted a text that is shown to people, or put on their papers. The one place that knows.

Until it did, page and paper say "Model, not adopted" (do-no-harm 21): `{% model "consents" %}` on a page, `line` on a
paper. `adoption` of the file says it: nothing or "model" for a model, else what adopted it. A file of the same name in
the pack of the nation says it for that nation.
"""

from functools import lru_cache

from himaya.institutions.content_reader import content_root, pack_folder, read_file
from himaya.institutions.content_rows import LocalText
from himaya.kernel.models import Stamp

# What may be adopted -> the file of its words.
TEXTS = {
    "attestations": "attestations.yaml",
    "care_letters": "care.yaml",
    "complaints": "complaints.yaml",
    "consents": "consent_texts.yaml",
    "decisions": "decisions.yaml",
    "official_letters": "letters.yaml",
}
LINE = LocalText(fr="Modèle, non adopté", ar="نموذج غير معتمد", en="Model, not adopted")


def line(text: str) -> LocalText | None:
    """What a paper says of this text; None once this nation adopted it. KeyError for a text that is none of TEXTS."""
    return None if is_adopted(text) else LINE


def is_adopted(text: str) -> bool:
    """Whether this nation adopted it. KeyError for a text that is none of TEXTS."""
    return _of(TEXTS[text], Stamp.objects.filter(pk=1).values_list("pack", flat=True).first() or "")


# The content does not change under a running process.
@lru_cache(maxsize=32)
def _of(file: str, pack: str) -> bool:
    own = pack_folder(pack) / file if pack else None
    found = read_file(own if own is not None and own.is_file() else content_root() / file)
    return found.maybe("adoption") not in (None, "", "model")
