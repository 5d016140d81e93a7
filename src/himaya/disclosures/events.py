"""What this room writes into the audit, each with a sentence for humans."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

EVENTS: dict[str, Promise] = {
    "demand.recorded": _("An authority’s demand was written down."),
    "demand.read": _("An authority’s demand was read."),
    "demand.advised": _("Legal counsel advised on an authority’s demand."),
    "demand.decided": _("The narrowest answer to an authority’s demand was decided."),
    "demand.given": _("The answer to an authority’s demand was given."),
    "demand.dropped": _("An authority took its demand back."),
    "demand.person_told": _("The person was told of an authority’s demand."),
    "demand.notice_put_off": _("Telling the person of an authority’s demand was put off until a day."),
    "demand.nobody_to_tell": _("There is nobody to tell of an authority’s demand."),
    "demand.closed": _("An authority’s demand was closed."),
    "data_request.recorded": _("A person’s question about their own data was written down."),
    "data_request.prepared": _("A desk chose what an answer to a person gives and leaves out."),
    "data_request.sent_back": _("A prepared answer to a person went back to the desk."),
    "data_request.released": _("The data protection officer released an answer to a person."),
    "data_request.accepted": _("What a person asked for was set right."),
    "data_request.refused": _("Something was not set right; the person’s own words stand beside it."),
    "data_request.declined": _("A question about somebody’s data was not answered."),
    "data_request.dropped": _("A person took back their question about their data."),
    "data_request.handed_over": _("The answer reached the person, by hand."),
    "data_request.reminded": _("The data protection officers were reminded of an answer that is owed."),
    "export.asked": _("Somebody asked for a file of records."),
    "export.read": _("The words of an export were read."),
    "export.approved": _("A second person approved an export."),
    "export.refused": _("A second person refused an export."),
    "export.withdrawn": _("An export was taken back."),
    "export.expired": _("The time of an export was over."),
    "export.made": _("Records were opened to make a file for a receiver."),
    "export.fetched": _("A file of records, encrypted for its receiver, was fetched."),
    "seizure_drill.recorded": _("A rehearsal of a seizure was written down."),
    "copy.offered": _("A copy to keep was offered to a person, who did not want it then."),
    "copy.made": _("A copy to keep was made for a person."),
    "copy.readers_told": _("A desk looked up which desks read a file, to tell the person."),
}
