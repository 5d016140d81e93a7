"""The pages of tasks: the list, one task, giving one, something missing, notices, one's own times."""

from tests.accessibility.visited import CASE, MAIN, RECEIVED, RECEIVER, SENDER, View, after, at

OF_CASE = after(CASE, "main a[href^='/tasks/cases/']")
GIVE = after(OF_CASE, "main a[href$='/give/']")
VIEWS = [
    View("tasks of a case", SENDER, OF_CASE, url="tasks:of_case"),
    View("a task to give", SENDER, GIVE, url="tasks:give_case"),
    View("a task to give, something missing", SENDER, after(GIVE, MAIN)),
    View("the desk's tasks", SENDER, at("/tasks/desk/"), url="tasks:desk"),
    View("a task", SENDER, after(at("/tasks/desk/"), "main ul.rows a[href^='/tasks/']"), url="tasks:one"),
    View("my tasks", SENDER, at("/tasks/"), url="tasks:mine"),
    View("notices", SENDER, at("/tasks/notices/"), url="tasks:notices"),
    View("my times", SENDER, at("/tasks/settings/"), url="tasks:settings"),
    View("my calendar", SENDER, at("/tasks/calendar/"), url="tasks:calendar"),
    View(
        "a task about a referral",
        RECEIVER,
        after(RECEIVED, "main a[href^='/tasks/referrals/']"),
        url="tasks:give_referral",
    ),
    View("where a desk's notices go", "inspection-sud", at("/tasks/mail/"), url="tasks:mail"),
    View("a task about nobody", SENDER, at("/tasks/give/"), url="tasks:give"),
]
