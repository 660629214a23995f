"""Coverage: which equality groups have a live voice, where, and is that known?"""

from netmap.analyses.coverage.answer import CoverageResult as CoverageResult
from netmap.analyses.coverage.answer import coverage as coverage
