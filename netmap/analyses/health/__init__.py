"""Engagement health: are the places filled, as asked for, not too heavy, and not all ending?"""

from netmap.analyses.health.answer import HealthResult as HealthResult
from netmap.analyses.health.answer import health as health
from netmap.analyses.health.checklist import Score as Score
from netmap.analyses.health.checklist import score as score
from netmap.analyses.health.checklist import with_answers as with_answers
