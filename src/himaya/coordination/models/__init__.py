"""The nouns of the round tables, a file per subject."""

from himaya.coordination.models.consulting import Amendment, Comment, Consultation, Stance
from himaya.coordination.models.cycles import Cycle, Seat, Theme
from himaya.coordination.models.decisions import Decision, Position, Reservation
from himaya.coordination.models.drafts import Clause, Draft, Edition, EditionForm
from himaya.coordination.models.following import (
    Evidence,
    EvidenceFile,
    FollowUpReminder,
    FollowUpSnapshot,
    ProgressReport,
    ReplyLink,
    SnapshotLine,
)
from himaya.coordination.models.letters import Letter, LetterScan
from himaya.coordination.models.minutes import Correction, Minutes, MinutesVersion
from himaya.coordination.models.needs import Need, NeedStep
from himaya.coordination.models.papers import Rendition
from himaya.coordination.models.practice import PracticeMap, PracticeStatement, PracticeStep
from himaya.coordination.models.recommendations import (
    ActionServes,
    Cluster,
    Contributor,
    FollowUpAction,
    ImportBatch,
    Recommendation,
    RecommendationStep,
)
from himaya.coordination.models.releases import HarmReport, PilotDesk, Release, ReleaseStep, Suspension
from himaya.coordination.models.reports import CostLine, Report, ReportEdition, ReportText
from himaya.coordination.models.sessions import Expert, Material, Question, TakeAway
from himaya.coordination.models.tables import AgendaItem, Attendance, Document, Invitation, Quorum, RoundTable

__all__ = [
    "ActionServes",
    "AgendaItem",
    "Amendment",
    "Attendance",
    "Clause",
    "Cluster",
    "Comment",
    "Consultation",
    "Contributor",
    "Correction",
    "CostLine",
    "Cycle",
    "Decision",
    "Document",
    "Draft",
    "Edition",
    "EditionForm",
    "Evidence",
    "EvidenceFile",
    "Expert",
    "FollowUpAction",
    "FollowUpReminder",
    "FollowUpSnapshot",
    "HarmReport",
    "ImportBatch",
    "Invitation",
    "Letter",
    "LetterScan",
    "Material",
    "Minutes",
    "MinutesVersion",
    "Need",
    "NeedStep",
    "PilotDesk",
    "Position",
    "PracticeMap",
    "PracticeStatement",
    "PracticeStep",
    "ProgressReport",
    "Question",
    "Quorum",
    "Recommendation",
    "RecommendationStep",
    "Release",
    "ReleaseStep",
    "Rendition",
    "ReplyLink",
    "Report",
    "ReportEdition",
    "ReportText",
    "Reservation",
    "RoundTable",
    "Seat",
    "SnapshotLine",
    "Stance",
    "Suspension",
    "TakeAway",
    "Theme",
]
