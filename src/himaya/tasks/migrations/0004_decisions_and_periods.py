"""Tasks about a decision that is to be told, and about a period that ends."""

from django.db import migrations, models

KINDS = (
    "call_back",
    "accompany",
    "ask_papers",
    "prepare",
    "deadline",
    "follow_up",
    "other",
    "answer_referral",
    "answer_question",
    "write_report",
    "look_again",
    "tell_colleagues",
    "plan_line",
    "right_deadline",
    "agreed_action",
    "tell_decision",
    "period_ends",
    "consent_ends",
    "dormant",
)
ABOUT = ("case", "referral", "plan_line", "right", "agreed_action", "decision", "period", "consent")
KIND, CASE = "task_kind_is_known", "task_is_about_a_case_or_about_nobody"


class Migration(migrations.Migration):
    dependencies = [("tasks", "0003_sent_while_held")]

    operations = [
        migrations.RemoveConstraint(model_name="task", name=KIND),
        migrations.RemoveConstraint(model_name="task", name=CASE),
        migrations.AddConstraint(
            model_name="task",
            constraint=models.CheckConstraint(condition=models.Q(("kind__in", KINDS)), name=KIND),
        ),
        migrations.AddConstraint(
            model_name="task",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("about_id__isnull", True),
                        ("about_kind", ""),
                        ("case__isnull", True),
                        ("person__isnull", True),
                    ),
                    models.Q(
                        ("about_id__isnull", False),
                        ("about_kind__in", ABOUT),
                        ("case__isnull", False),
                        ("person__isnull", False),
                    ),
                    _connector="OR",
                ),
                name=CASE,
            ),
        ),
    ]
