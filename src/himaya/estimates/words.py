"""Codes of this room as sentences."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from himaya.estimates import estimating, rules_lists, rules_sensitivity

METHODS: dict[str, Promise] = {
    estimating.STEPWISE: pgettext_lazy("method of an estimate", "forward choice of pairs"),
    estimating.BIC: pgettext_lazy("method of an estimate", "best of all models by BIC"),
    estimating.MAIN: pgettext_lazy("method of an estimate", "lists without any dependence"),
}
REFUSALS: dict[str, Promise] = {
    rules_lists.EMPTY: _(
        "The file holds no table: give a heading with the names of the lists, then one row per history."
    ),
    rules_lists.TOO_LARGE: _(
        "The file is larger than %(most)s MB: a table of counts is small. Give counts, never persons."
    ),
    rules_lists.NOT_TEXT: _("The file is not CSV text in UTF-8: save the table as CSV (UTF-8)."),
    rules_lists.ONE_LIST: _("One list cannot overlap: give two lists or more, then the column of counts."),
    rules_lists.MANY_LISTS: _("%(lists)s lists are too many: at most %(most)s. Merge lists that are kept together."),
    rules_lists.NAMES: _(
        "The heading must name every list, each name once, without a colon, at most %(most)s characters long."
    ),
    rules_lists.RAGGED: _("Line %(line)s has %(found)s columns instead of %(wanted)s."),
    rules_lists.NOT_A_MARK: _("Line %(line)s: write 1 where the people stand on the list and 0 where they do not."),
    rules_lists.NOT_A_COUNT: _("Line %(line)s: the count must be a whole number in digits, without spaces or commas."),
    rules_lists.NEGATIVE: _("Line %(line)s: a count cannot be below 0."),
    rules_lists.TWICE: _("Line %(line)s repeats the history of line %(first)s: add up the two counts in one line."),
    rules_lists.ON_NO_LIST: _(
        "Line %(line)s counts people who stand on no list: nobody can know that number; leave the line out."
    ),
    rules_lists.NOBODY: _("All counts are 0: there is nothing to estimate from."),
    rules_lists.TOO_MANY_PEOPLE: _("More than %(most)s people stand in this file: check the counts."),
    rules_lists.EMPTY_LIST: _("Nobody stands on the list %(name)s: leave that column out."),
    rules_lists.COVERS_ALL: _(
        "Everybody stands on the list %(name)s, so it tells nothing of those who were not seen: leave that column out."
    ),
    rules_lists.SAME_LISTS: _(
        "The lists %(name)s and %(other)s hold the same people: leave one of the two columns out."
    ),
    rules_lists.NO_OVERLAP: _("No two lists share anybody: from lists that never meet no number can be estimated."),
    rules_lists.NOT_MARKED: _(
        "Nobody in this file is marked as passed on (r). Between lists of our own that cannot be: mark whoever stands "
        "on a list because another one passed them on. That overlap is then taken out."
    ),
    rules_lists.ONLY_PASSED_ON: _(
        "All that these lists share was made by passing people on. Once that is taken out no two lists share anybody, "
        "and no number can be estimated."
    ),
    rules_lists.FEW_SHARED: _(
        "Fewer than %(most)s people were found by more than one list. All that is estimated would rest on them, so "
        "nothing is: wait for more years, or add a list."
    ),
    estimating.NO_ESTIMATE: _(
        "No estimate exists for this table: its overlaps are too few to fix a number. "
        "Merge lists that are kept together."
    ),
    estimating.FEW_BEHIND: _(
        "What is asked for would rest on fewer than %(most)s people, or could be turned back into a count as small as "
        "that; and no figure is shown alone. Wait for more years, add a list, or ask another method."
    ),
    estimating.TOO_MANY_MODELS: _(
        "%(lists)s lists have %(models)s models with pairs alone, too many to compare: merge lists until there are "
        "%(most)s, or choose another method."
    ),
}
# Refusals that name how few people are too few.
OF_OWN = (rules_lists.FEW_SHARED, estimating.FEW_BEHIND)
NOTES: dict[str, Promise] = {
    estimating.CLAIMED: _(
        "That each list found people independently of the others is a claim of whoever made this file. If people were "
        "passed on from one list to another, take that overlap out first: with it the figure is wrong."
    ),
    estimating.DISPUTED: _(
        "Experts dispute this way of estimating. Never publish one figure alone: show all methods, the lists and their "
        "overlaps."
    ),
    estimating.OTHER: _("Another method, %(method)s, says %(total)s."),
    estimating.NO_OTHER: _("Another method, %(method)s, has no estimate for this table."),
    estimating.OTHER_HIDDEN: _(
        "Another method, %(method)s, is not shown: it would rest on fewer than %(most)s people, or could be turned "
        "back into a count as small as that."
    ),
    estimating.HIDDEN: _(
        "A figure that is hidden would rest on fewer than %(most)s people, or could be turned back into a count as "
        "small as that."
    ),
    estimating.LISTS_UNTOLD: _(
        "What a list left out, or two read as one, would change is not shown: a small count could be computed from it. "
        "It is shown where each history of the table has nobody, or at least %(most)s people."
    ),
    estimating.TOO_MANY: _(
        "The best model by BIC is not shown: %(lists)s lists have %(models)s models with pairs alone."
    ),
    estimating.SHARED: _(
        "On more than one list: %(people)s of %(everybody)s people. All that is estimated rests on them."
    ),
    estimating.SHARE_NOBODY: _("Pairs of lists that share nobody: %(apart)s of %(pairs)s."),
    estimating.BOOTSTRAP: _("The interval is BCa, from %(replicates)s tables drawn anew; seed %(seed)s."),
    estimating.CHOSEN_AGAIN: _("The model is chosen again for each table drawn anew."),
    estimating.KNOWN: _(
        "The interval takes the model as known. It was chosen by these data, so the interval is too narrow."
    ),
    estimating.COVERED: _(
        "How often such intervals, called 95 %%, held the true number where the model was chosen: in %(published)s of "
        "100 countries of a published simulation, and in %(held)s of the %(countries)s of ours, by forward choice. For "
        "lists without any dependence nobody has measured it here."
    ),
    estimating.OUTERMOST: _(
        "An end lies among the outermost tables that were drawn: another seed would move it. Draw more."
    ),
    estimating.NO_END: _(
        "The interval has no upper end: %(tables)s of %(replicates)s tables drawn anew had no estimate."
    ),
    estimating.PAIRS_ALONE: _(
        "With %(lists)s lists only the %(models)s models with pairs were compared, none with three lists in one term."
    ),
    estimating.AMONG: _("Each table drawn anew chose among the %(compared)s best of %(models)s models."),
}
CHANGES: dict[str, Promise] = {
    rules_sensitivity.LEFT_OUT: _("without the list %(what)s"),
    rules_sensitivity.MERGED: _("with the lists %(what)s read as one"),
    rules_sensitivity.AT: _("with the threshold %(what)s"),
}
TAKEN_OUT = _("Taken out because another list had passed them on: %(entries)s entries.")
HIDDEN = pgettext_lazy("count", "hidden")
UNREADABLE = _("The file cannot be read: check its path and who may read it.")
NO_FIGURE = _("no estimate")
SEEN = _("People on one list at least: %(people)s")
EACH_METHOD = _("What each method says of everybody, seen or not:")
LISTS = _("Lists, and the people on each:")
OVERLAPS = _("People whom two lists share:")
CHANGED = _("What forward choice would say:")
LIMITS = _("To be read with it:")


def refusal(fault: rules_lists.NotATable) -> str:
    """Why nothing is estimated, and what to do."""
    return str(REFUSALS[fault.code]) % fault.values


def note(one: estimating.Note) -> str:
    """A note as a sentence."""
    values = dict(one.values)
    if "method" in values:
        values["method"] = METHODS[str(values["method"])]
    return str(NOTES[one.code]) % values
