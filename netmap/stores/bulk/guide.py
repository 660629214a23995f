"""What goes with the files: the options for the importer, and a page that says what is what."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

ARGUMENTS, CONSTRAINTS, LEDGER, READ_ME = "import.args", "constraints.cypher", "ledger.json", "README.txt"
LEAST_BUFFER = 4 * 1024 * 1024
"""What the importer reads at once unless told otherwise; a value must fit in, and more takes much memory."""

AS_IT_IS = (
    "--input-type=csv",
    "--input-encoding=UTF-8",
    "--id-type=string",
    "--multiline-fields=true",
    "--legacy-style-quoting=false",
    "--trim-strings=false",
    "--ignore-empty-strings=false",
)
# Without --verbose the importer does not say which record it stumbled over.
ALL_OR_NOTHING = (
    "--bad-tolerance=0",
    "--skip-bad-relationships=false",
    "--skip-duplicate-nodes=false",
    "--ignore-extra-columns=false",
    "--strict=true",
    "--verbose",
)


@dataclass(frozen=True)
class Group:
    """Two files: what they hold (nodes or relationships), its label or type, and what the files are called."""

    what: str
    kind: str
    file: str


def import_options(groups: Iterable[Group], longest: int, way: str = ".") -> list[str]:
    """Give the options of the importer.

    Parameters
        longest: the letters of the longest row of all files.
        way: from where the importer is run to the folder of the files.
    """
    before = "" if way == "." else f"{way}/"
    files = [
        f"--{group.what}={group.kind}={before}{group.file}-header.csv,{before}{group.file}.csv" for group in groups
    ]
    buffer = max(LEAST_BUFFER, 2 * longest)  # Java counts an emoji as two letters
    # The importer takes a word right after a list of files for one more file, so they cannot stand last.
    return [*files, *AS_IT_IS, *ALL_OR_NOTHING, f"--read-buffer-size={buffer}", f"--report-file={before}import.report"]


def read_me(*, has_ledger: bool) -> str:
    """Give the page that says what the files are and what to do with them."""
    return TEXT.format(ledger=WITH_LEDGER if has_ledger else WITHOUT_LEDGER)


WITH_LEDGER = """\
The ledger, which says how many rows were read, loaded, merged and refused, and why, is ledger.json."""

WITHOUT_LEDGER = """\
These files come from a store, not from tables. The ledger, which says how many rows were read, loaded,
merged and refused, and why, is what `netmap check` prints of the tables that were loaded into it."""

TEXT = """\
A graph for Neo4j's own importer, written by netmap.

LABEL-header.csv, LABEL.csv                    the nodes of one label
TYPE-FROM-TO-header.csv, TYPE-FROM-TO.csv      the relationships of one type between two labels
import.args                                    the options for the importer
constraints.cypher                             what makes ids unique, and quick to find

Labels and types of which there are none have no files, and properties without a value no columns.
The labels that begin with Netmap hold what netmap must know to load into this graph again.

1. In this folder, on the machine of the server and with the server stopped:

     neo4j-admin database import full @import.args neo4j

   The last word is the name of the database. If there is one of that name, the importer refuses;
   add --overwrite-destination=true to replace it with all that it holds.

2. With the server started:

     cypher-shell -d neo4j -f constraints.cypher

Do not open and save these files in a spreadsheet program. Texts that begin with = + - or @ stand here
as they are, without the apostrophe that netmap puts before them elsewhere, since the importer would
take it into the graph; a spreadsheet program may run them as formulas.

{ledger}
"""
