"""What of the risks is still open when a desk would close the file."""

from django.utils.translation import gettext_lazy as _

from himaya.kernel.still_open import TELLS, WARNS, Still
from himaya.risks import queries, queries_clocks, queries_measures, rules

OPEN = [
    Still(
        "risk_assessment",
        WARNS,
        _("An assessment of risk is not finished. It does not go on once the file is closed."),
        lambda case_id: int(queries.running(case_id) is not None),
        view="risks:of_case",
    ),
    Still(
        "risk_events",
        WARNS,
        _("Something that calls for a look at the risk was not looked at yet."),
        lambda case_id: len(queries_clocks.open_events(case_id)),
        view="risks:clocks",
    ),
    Still(
        "risk_measures",
        WARNS,
        _("Measures against a risk that somebody still has to carry out. Ask what becomes of them, or end them first."),
        queries_measures.count_open,
        view="risks:measures",
    ),
    Still(
        "risk_never_assessed",
        TELLS,
        _("The risk of this person was never assessed here. Look at it, with the person, before you close."),
        lambda case_id: int(not queries.anything_said(case_id, rules.DOMAINS)),
        view="risks:of_case",
    ),
    Still(
        "risk_at_closing",
        TELLS,
        _("The risk was not looked at in the last days. Look at it once more, with the person, before you close."),
        queries_clocks.not_looked_at,
        view="risks:of_case",
    ),
]
