"""What is made public by itself: which models are in force, and which texts a table of this nation adopted.

A model is a form that nobody adopted. The moment a decision adopts it, it leaves the one list and enters the other.
"""

from himaya.attestations import note
from himaya.coordination import publishing_texts
from himaya.instruments import queries
from himaya.kernel.actor import Actor
from himaya.publications.actions import bundles
from himaya.publications.models import Bundle

KIND, LETTERS = "models", "attestations"


def models_in_force(*, by: Actor) -> None:
    """Freeze the list of models in force anew. Titles, versions and fingerprints; no answer, no count."""
    rows = [
        {
            "name": version.name,
            "title": {"fr": version.title_fr, "ar": version.title_ar, "en": version.title_en},
            "version": version.version,
            "hash": version.hash,
            "adoption": None,
        }
        for version in queries.all_in_force()
        if not version.adoption
    ]
    bundles.publish(kind=KIND, body={"instruments": rows}, by=by)


def adopted_texts(*, by: Actor) -> None:
    """Freeze the list of adopted texts anew, with what institutions hold back from them."""
    body = publishing_texts.body()
    known = Bundle.objects.filter(kind=publishing_texts.KIND).first()
    # One release brings several forms on the screens, each with its own word to the worker: one of them is enough.
    if known is None or known.body != body:
        bundles.publish(kind=publishing_texts.KIND, body=body, by=by)


def key_of_letters(*, by: Actor) -> None:
    """Make the key public by which anybody verifies a letter, once there is one to verify."""
    body = {"key": note.public_key().line()}
    known = Bundle.objects.filter(kind=LETTERS).first()
    if known is None or known.body != body:
        bundles.publish(kind=LETTERS, body=body, by=by)
