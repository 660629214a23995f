"""The one model of a report: blocks of plain text that every renderer writes in its own way.

A block holds words and figures, never markup. What is said about a block in more than one format
(numbers, captions, labels, legends) is composed here, so that no renderer words it again.
"""

from netmap.reports.document.findings import Evidence as Evidence
from netmap.reports.document.findings import Finding as Finding
from netmap.reports.document.marks import SHORTHAND as SHORTHAND
from netmap.reports.document.marks import NoticeKind as NoticeKind
from netmap.reports.document.marks import Severity as Severity
from netmap.reports.document.marks import Status as Status
from netmap.reports.document.matrices import Matrix as Matrix
from netmap.reports.document.matrices import MatrixCell as MatrixCell
from netmap.reports.document.matrices import MatrixRow as MatrixRow
from netmap.reports.document.matrices import split_matrix as split_matrix
from netmap.reports.document.pictures import Dots as Dots
from netmap.reports.document.pictures import Link as Link
from netmap.reports.document.pictures import Picture as Picture
from netmap.reports.document.tables import Cell as Cell
from netmap.reports.document.tables import Column as Column
from netmap.reports.document.tables import Figure as Figure
from netmap.reports.document.tables import Table as Table
from netmap.reports.document.texts import Bullets as Bullets
from netmap.reports.document.texts import Definitions as Definitions
from netmap.reports.document.texts import Heading as Heading
from netmap.reports.document.texts import Notice as Notice
from netmap.reports.document.texts import Paragraph as Paragraph
from netmap.reports.document.texts import Steps as Steps
from netmap.reports.document.whole import Block as Block
from netmap.reports.document.whole import Document as Document
