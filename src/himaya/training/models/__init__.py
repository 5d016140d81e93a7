"""The nouns of training, by subject."""

from himaya.training.models.awareness import AwarenessActivity, AwarenessCount
from himaya.training.models.certificates import Certificate, CourseRevision
from himaya.training.models.needs import AssessedGap, NeedsAssessment
from himaya.training.models.people import Enrolment, HalfDayAttendance, Participant, ParticipantImport
from himaya.training.models.plans import LineNeed, LineRecommendation, LineTarget, PlanLine, TrainingPlan
from himaya.training.models.sessions import SessionHalfDay, SessionTrainer, TrainingMaterial, TrainingSession
from himaya.training.models.sittings import TestEntry, TestForm, TestRound, TestSitting

__all__ = [
    "AssessedGap",
    "AwarenessActivity",
    "AwarenessCount",
    "Certificate",
    "CourseRevision",
    "Enrolment",
    "HalfDayAttendance",
    "LineNeed",
    "LineRecommendation",
    "LineTarget",
    "NeedsAssessment",
    "Participant",
    "ParticipantImport",
    "PlanLine",
    "SessionHalfDay",
    "SessionTrainer",
    "TestEntry",
    "TestForm",
    "TestRound",
    "TestSitting",
    "TrainingMaterial",
    "TrainingPlan",
    "TrainingSession",
]
