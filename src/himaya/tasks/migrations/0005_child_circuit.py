"""Tasks of the child circuit: a child at an interview has nobody who may stand for them."""

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
    "child_circuit",
)
KIND = "task_kind_is_known"


class Migration(migrations.Migration):
    dependencies = [("tasks", "0004_decisions_and_periods")]

    operations = [
        migrations.RemoveConstraint(model_name="task", name=KIND),
        migrations.AddConstraint(
            model_name="task",
            constraint=models.CheckConstraint(condition=models.Q(("kind__in", KINDS)), name=KIND),
        ),
    ]
