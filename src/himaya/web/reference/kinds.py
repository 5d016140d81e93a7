"""Kinds of institution, in words."""

from django.utils.translation import gettext_lazy as _

KINDS = {
    "ministry": _("Ministry"),
    "police": _("Police"),
    "border": _("Border police"),
    "gendarmerie": _("Gendarmerie"),
    "prosecution": _("Public prosecution"),
    "judiciary": _("Judiciary"),
    "delegation": _("Delegation"),
    "labour_inspectorate": _("Labour inspectorate"),
    "social_services": _("Social services"),
    "child_protection": _("Child protection"),
    "hospital": _("Hospital"),
    "ngo": _("Association"),
    "international": _("International organisation"),
    "commission": _("National commission"),
    "council": _("National council"),
    "data_authority": _("Data-protection authority"),
}
