"""Change: what is different between two days, or between two sources, and did it happen or was it only recorded?"""

from netmap.analyses.change.answer import ChangeResult as ChangeResult
from netmap.analyses.change.answer import compare as compare
