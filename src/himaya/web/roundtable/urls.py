"""Pages of the round tables. Addresses hold random ids, half-days and words of the house, nothing else."""

from himaya.web.roundtable.consulting.routes import routes as consulting
from himaya.web.roundtable.followup.routes import routes as followup
from himaya.web.roundtable.gathering.routes import routes as gathering
from himaya.web.roundtable.papers.routes import routes as papers
from himaya.web.roundtable.people.routes import routes as people
from himaya.web.roundtable.pictures.routes import routes as pictures
from himaya.web.roundtable.practice.routes import routes as practice
from himaya.web.roundtable.progress.routes import routes as progress
from himaya.web.roundtable.publishing.routes import routes as publishing
from himaya.web.roundtable.recommendations.routes import routes as recommendations
from himaya.web.roundtable.releases.routes import routes as releases
from himaya.web.roundtable.reports.routes import routes as reports
from himaya.web.roundtable.room.routes import routes as room
from himaya.web.roundtable.signals.routes import routes as signals
from himaya.web.roundtable.tables.routes import routes as tables
from himaya.web.roundtable.texts.routes import routes as texts

app_name = "roundtable"
urlpatterns = [
    *tables,
    *people,
    *practice,
    *room,
    *papers,
    *texts,
    *consulting,
    *releases,
    *signals,
    *recommendations,
    *progress,
    *gathering,
    *followup,
    *pictures,
    *publishing,
    *reports,
]
