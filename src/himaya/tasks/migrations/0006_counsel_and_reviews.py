"""Tasks for legal counsel's word and for a day of review; and a word for what comes before an interview that tells no
answer of it."""

from typing import Any

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
    "before_interview",
    "counsel_word",
    "after_counsel",
    "review_day",
)
ABOUT = (
    "case",
    "referral",
    "plan_line",
    "right",
    "agreed_action",
    "decision",
    "decision_request",
    "decision_note",
    "period",
    "consent",
)
KIND = "task_kind_is_known"
CASE = "task_is_about_a_case_or_about_nobody"


def say_it_neutrally(apps: Any, schema_editor: Any) -> None:
    """The former word said what a sealed answer says."""
    apps.get_model("tasks", "Task").objects.filter(kind="child_circuit").update(kind="before_interview")


class Migration(migrations.Migration):
    dependencies = [("tasks", "0005_child_circuit")]

    operations = [
        migrations.RemoveConstraint(model_name="task", name=KIND),
        migrations.RemoveConstraint(model_name="task", name=CASE),
        migrations.RunPython(say_it_neutrally, migrations.RunPython.noop),
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
