"""The pages of tasks: the list, one task, giving one, something missing, notices, one's own times."""

from tests.accessibility.visited import CASE, MAIN, RECEIVED, RECEIVER, SENDER, View, after, at

OF_CASE = after(CASE, "main a[href^='/tasks/cases/']")
GIVE = after(OF_CASE, "main a[href$='/give/']")
VIEWS = [
    View("tasks of a case", SENDER, OF_CASE, url="tasks:of_case"),
    View("a task to give", SENDER, GIVE, url="tasks:give_case"),
    View("a task to give, something missing", SENDER, after(GIVE, MAIN)),
    View("a task", SENDER, after(at("/tasks/desk/"), "main ul.rows a[href^='/tasks/']"), url="tasks:one"),
    View(
        "a task about a referral",
        RECEIVER,
        after(RECEIVED, "main a[href^='/tasks/referrals/']"),
        url="tasks:give_referral",
    ),
]
