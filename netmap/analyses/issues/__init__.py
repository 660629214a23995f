"""Issues: does every theme reach a partnership that owns it, and what would break the way there?"""

from netmap.analyses.issues.answer import IssuesResult as IssuesResult
from netmap.analyses.issues.answer import issues as issues
from netmap.analyses.issues.statuses import NO_OWNER as NO_OWNER
from netmap.analyses.issues.statuses import ORPHAN as ORPHAN
