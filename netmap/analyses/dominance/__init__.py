"""Dominance: who holds the third sector's seats, in whose name, and is it more than chance?"""

from netmap.analyses.dominance.answer import DominanceResult as DominanceResult
from netmap.analyses.dominance.answer import dominance as dominance
from netmap.analyses.dominance.voices import View as View
