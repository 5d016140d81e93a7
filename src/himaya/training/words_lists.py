"""What is said of the rows of a list of participants."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from himaya.training import rules_lists

NO_NAME_COLUMN = _(
    "No column is headed “name” (“nom”, “الاسم”). Write the headings in the first row: name, function, region, sex."
)
FAULTS: dict[str, Promise] = {
    rules_lists.NO_NAME: _("There is no name in this row."),
    rules_lists.UNSEEN: _(
        "This row has signs that cannot be seen, such as marks that turn a text around. Type it anew."
    ),
    rules_lists.LONG_NAME: _("The name is too long for the list."),
    rules_lists.LONG_FUNCTION: _("The function is too long for the list."),
    rules_lists.NO_REGION: _("This region is not on the list of regions: correct it, or leave it empty."),
    rules_lists.NO_SEX: _("Write woman or man (femme, homme), or leave it empty."),
    rules_lists.TWICE_IN_LIST: _("Nearly the same name stands in another row of this file."),
    rules_lists.TWICE_THERE: _("Nearly the same name is on the list of the session already."),
}
