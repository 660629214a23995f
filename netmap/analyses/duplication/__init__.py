"""Duplication: which awards may pay separately for one engagement function?"""

from netmap.analyses.duplication.answer import DuplicationResult as DuplicationResult
from netmap.analyses.duplication.answer import duplication as duplication
from netmap.analyses.duplication.overlaps import Overlap as Overlap
