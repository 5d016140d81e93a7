"""Care for those who work here: one’s own page, and something missing on the page of a desk’s lead."""

from tests.accessibility.visited import SENDER, View, after, at

TO_OWN = "main nav a[href='/staff-care/']"
VIEWS = [
    View("care for oneself", SENDER, after(at("/tasks/"), TO_OWN), url="staff_care:mine"),
    View(
        "care for a desk, something missing", "inspection-sud", after(at("/staff-care/desk/"), "main button[value=cap]")
    ),
]
