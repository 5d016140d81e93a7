"""The races of what becomes public: one publication, one taking back."""

from himaya.coordination import publishing
from himaya.coordination.actions import publishing as verbs
from himaya.publications.models import Bundle
from tests.races.every_verb import FIRST, Race, Table, once
from tests.rooms.coordination import following_at_hand as hand

races = Table()


def public() -> int | None:
    """How many recommendations anybody can read; None while nothing is public."""
    found = Bundle.objects.filter(kind=publishing.KIND).first()
    return len(publishing.rows_of(found)) if found is not None else None


@races.of("publishing.publish_follow_up")
def the_first_publication_happens_once() -> Race:
    hand.recommendation()
    seen = publishing.preview().seen
    return once(lambda by: verbs.publish_follow_up(seen=seen, by=by), "follow_up.published", lambda: public() == 1)


@races.of("publishing.publish_follow_up")
def a_later_publication_happens_once() -> Race:
    hand.recommendation()
    verbs.publish_follow_up(seen=publishing.preview().seen, by=FIRST)
    hand.recommendation()
    seen = publishing.preview().seen
    return once(lambda by: verbs.publish_follow_up(seen=seen, by=by), "follow_up.published", lambda: public() == 2)


@races.of("publishing.unpublish_follow_up")
def what_is_public_is_taken_back_once() -> Race:
    hand.recommendation()
    verbs.publish_follow_up(seen=publishing.preview().seen, by=FIRST)
    return once(lambda by: verbs.unpublish_follow_up(by=by), "follow_up.unpublished", lambda: public() is None)
