"""Every URL of the web process. The matrix in tests/security/ has a row for each, or the build fails."""

from django.urls import include, path, re_path

from himaya.web import pages

urlpatterns = [
    path("", pages.home, name="home"),
    path("public/", pages.public, name="public"),
    re_path(r"^public/(?P<language>fr|ar|en)/certificates/$", pages.public_check, name="public_check"),
    path("public/<path:rest>", pages.public, name="public_rest"),
    path("account/", include("himaya.web.account.urls")),
    path("", include("himaya.web.frontline.urls")),
    path("casework/", include("himaya.web.casework.urls")),
    path("secretariat/", include("himaya.web.secretariat.urls")),
    path("figures/", include("himaya.web.monitoring.urls")),
    path("oversight/", include("himaya.web.oversight.urls")),
    path("legal/", include("himaya.web.legal.urls")),
    path("reference/", include("himaya.web.reference.urls")),
    path("why/", include("himaya.web.why.urls")),
    path("reply/", include("himaya.web.reply.urls")),
    path("changes/", include("himaya.web.changes.urls")),
    path("round-tables/", include("himaya.web.roundtable.urls")),
    path("guided/", include("himaya.web.guided.urls")),
    path("staff/", include("himaya.web.staff.urls")),
    path("services/", include("himaya.web.services.urls")),
    path("plans/", include("himaya.web.plans.urls")),
    path("rights/", include("himaya.web.rights.urls")),
    path("risks/", include("himaya.web.risks.urls")),
    path("reasonings/", include("himaya.web.reasonings.urls")),
    path("conferences/", include("himaya.web.conferences.urls")),
    path("interviews/", include("himaya.web.interviews.urls")),
    path("determinations/", include("himaya.web.determinations.urls")),
    path("attestations/", include("himaya.web.attestations.urls")),
    path("relations/", include("himaya.web.relations.urls")),
    path("duplicates/", include("himaya.web.duplicates.urls")),
    path("enquiries/", include("himaya.web.enquiries.urls")),
    path("crisis/", include("himaya.web.crisis.urls")),
    path("packets/", include("himaya.web.packets.urls")),
    path("exchange/", include("himaya.web.exchange.urls")),
    path("returns/", include("himaya.web.returns.urls")),
    path("staff-care/", include("himaya.web.staff_care.urls")),
    path("training/", include("himaya.web.training.urls")),
    path("estimates/", include("himaya.web.estimates.urls")),
    path("yearbook/", include("himaya.web.yearbook.urls")),
    path("health/", include("himaya.web.health.urls")),
    path("safety/", include("himaya.web.safety.urls")),
    path("tasks/", include("himaya.web.tasks.urls")),
    path("partner/", include("himaya.web.partner.urls")),
]

handler400 = "himaya.web.pages.malformed"
handler404 = "himaya.web.pages.not_found"
handler500 = "himaya.web.pages.broken"
