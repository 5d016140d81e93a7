"""What two identities that are open now come to: by what they agree today, whatever the search found once."""

import os

from himaya.persons import matching
from himaya.persons.actions.people import Identity
from himaya.persons.rules_matching import Verdict, verdict
from himaya.persons.signs import hidden_by, signs_of


def weighed(institution_id: str, one: Identity, other: Identity) -> Verdict:
    """Weigh two opened identities by what the last search of their institution learnt, else by what ships.

    Inside the caller's block of `Access`: nothing of it is kept.
    """
    weights = matching.weights_of(institution_id)
    if weights is None:
        weights = matching.weights_that_ship(len(matching.people_of(institution_id)))
    hide = hidden_by(os.urandom(32))
    mine, theirs = (
        signs_of(
            said.full_name,
            said.other_names,
            birth=said.birth,
            number=said.document,
            telephone=said.phone,
            hide=hide,
        )
        for said in (one, other)
    )
    share = matching.share(institution_id, signs_of(one.full_name, one.other_names), weights.people)
    return verdict(mine, theirs, weights, share=share)
