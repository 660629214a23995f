"""Engagement health: are the places filled, as asked for, not too heavy, and not all ending?"""

from netmap.analyses.health.answer import HealthResult as HealthResult
from netmap.analyses.health.answer import health as health
from netmap.analyses.health.asking import questions as questions
from netmap.analyses.health.check import HealthCheck as HealthCheck
from netmap.analyses.health.check import check_of as check_of
from netmap.analyses.health.check import sheet_of as sheet_of
from netmap.analyses.health.checklist import Score as Score
from netmap.analyses.health.checklist import score as score
from netmap.analyses.health.checklist import with_answers as with_answers
from netmap.analyses.health.last_year import Comparison as Comparison
from netmap.analyses.health.last_year import compared as compared
from netmap.analyses.health.last_year import read_saved as read_saved
from netmap.analyses.health.last_year import saved_text as saved_text
