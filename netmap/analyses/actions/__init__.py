"""Actions: which few steps would close most of the open gaps, and which gaps can nobody on file close?"""

from netmap.analyses.actions.answer import ActionsResult as ActionsResult
from netmap.analyses.actions.answer import actions as actions
