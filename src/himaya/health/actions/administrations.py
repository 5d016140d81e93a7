"""The verb of a published scale that somebody answered: verified by its own form, kept with the file that was asked."""

from collections.abc import Mapping
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from himaya.health import access, keeping, moment, queries, reading, rules_offer
from himaya.health.answers import verified
from himaya.health.models import Entry
from himaya.instruments.compiled import compile_document
from himaya.kernel.actor import Actor
from himaya.kernel.unit import unit
from himaya.kernel.untold import NotNow, NotValid


def record(
    *,
    case_id: UUID,
    load_id: UUID,
    language: str,
    way: str,
    interpreter: str,
    answers: Mapping[str, str],
    instance_id: UUID,
    by: Actor,
) -> UUID:
    """Keep the answers to a scale that stands. Any question may stay without one. The same form sent again keeps one.

    Raises NotFound, NotNow (closed; adult, first_month; accepted: no yes stands; withdrawn), NotValid (language, way,
    interpreter, answers: the code names the field). No sentence holds an answer or a score.
    """
    with unit(by=by) as u:
        compartment = access.lock_health(by, case_id)
        done = keeping.sent_before(compartment, instance_id, Entry)
        if done is not None:
            return done.pk
        load = queries.load_of(by, load_id)
        keeping.check_open(compartment)
        if not load.stands:
            raise NotNow(
                _("This scale may not be used now: it waits for a second clinician, or was withdrawn."), code="load"
            )
        moment.check_moment(compartment.case, way=way, interpreter=interpreter, by=by, scale=True)
        if language not in reading.languages(load.document):
            raise NotValid(_("Choose the language in which it was asked, among those of the file."), code="language")
        said = verified(compile_document(load.document), answers)
        # Opened last: what is refused for its own sake opens nothing.
        with access.reading(by, compartment) as opened:
            moment.check_accepted(opened)
        kept = {
            "kind": rules_offer.ADMINISTERED,
            "load": str(load.pk),
            "sha256": load.sha256,
            "language": language,
            "way": way,
            "interpreter": interpreter,
            "answers": said,
        }
        return keeping.add(u, compartment, kept, instance_id=instance_id, by=by).pk
