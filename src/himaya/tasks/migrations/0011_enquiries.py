"""Tasks of enquiries: a desk was told that another asks, and a desk that asked was answered. No word tells of whom."""

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
    "see_again",
    "offer_consultation",
    "risk_again",
    "risk_overdue",
    "risk_worse",
    "risk_worse_lead",
    "risk_measure",
    "kept_apart",
    "before_statement",
    "packet_waits",
    "packet_silent",
    "packet_silent_lead",
    "return_again",
    "return_arrival",
    "return_arrival_lead",
    "return_arrival_doubted",
    "return_follow",
    "enquiry_waits",
    "enquiry_answered",
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
    "look",
    "care",
    "risk",
    "risk_assessment",
    "risk_measure",
    "recovery",
    "packet",
    "return",
    "enquiry",
)
KIND = "task_kind_is_known"
CASE = "task_is_about_a_case_or_about_nobody"


class Migration(migrations.Migration):
    dependencies = [("tasks", "0010_returns")]

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
