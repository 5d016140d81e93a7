"""The nouns of the round tables, a file per subject."""

from himaya.coordination.models.consulting import Amendment, Comment, Consultation, Stance
from himaya.coordination.models.cycles import Cycle, Seat, Theme
from himaya.coordination.models.decisions import Decision, Position, Reservation
from himaya.coordination.models.drafts import Clause, Draft, Edition, EditionForm
from himaya.coordination.models.letters import Letter, LetterScan
from himaya.coordination.models.minutes import Correction, Minutes, MinutesVersion
from himaya.coordination.models.needs import Need, NeedStep
from himaya.coordination.models.papers import Rendition
from himaya.coordination.models.practice import PracticeMap, PracticeStatement, PracticeStep
from himaya.coordination.models.releases import HarmReport, PilotDesk, Release, ReleaseStep, Suspension
from himaya.coordination.models.sessions import Expert, Material, Question, TakeAway
from himaya.coordination.models.tables import AgendaItem, Attendance, Document, Invitation, Quorum, RoundTable

__all__ = [
    "AgendaItem",
    "Amendment",
    "Attendance",
    "Clause",
    "Comment",
    "Consultation",
    "Correction",
    "Cycle",
    "Decision",
    "Document",
    "Draft",
    "Edition",
    "EditionForm",
    "Expert",
    "HarmReport",
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
    "Question",
    "Quorum",
    "Release",
    "ReleaseStep",
    "Rendition",
    "Reservation",
    "RoundTable",
    "Seat",
    "Stance",
    "Suspension",
    "TakeAway",
    "Theme",
]
