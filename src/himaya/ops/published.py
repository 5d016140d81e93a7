"""What is made public by itself: which texts are in force, and that nobody has adopted them yet."""

from himaya.instruments import queries
from himaya.kernel.actor import Actor
from himaya.publications.actions import bundles

KIND = "models"


def models_in_force(*, by: Actor) -> None:
    """Freeze the list of instruments in force anew. Titles, versions and fingerprints; no answer, no count."""
    rows = [
        {
            "name": version.name,
            "title": {"fr": version.title_fr, "ar": version.title_ar, "en": version.title_en},
            "version": version.version,
            "hash": version.hash,
            "adoption": version.adoption or None,
        }
        for version in queries.all_in_force()
    ]
    bundles.publish(kind=KIND, body={"instruments": rows}, by=by)
