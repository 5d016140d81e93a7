"""Care for those who work here: one’s own page, the page of a desk’s lead, something missing there."""

from tests.accessibility.visited import SENDER, View, after, at

TO_OWN = "main nav a[href='/staff-care/']"
LEAD_OF = "asso-accueil-chef"
VIEWS = [
    View("care for oneself", SENDER, after(at("/tasks/"), TO_OWN), url="staff_care:mine"),
    View("care for a desk", LEAD_OF, at("/staff-care/desk/"), url="staff_care:desk"),
    View(
        "care for a desk, something missing", "inspection-sud", after(at("/staff-care/desk/"), "main button[value=cap]")
    ),
]
