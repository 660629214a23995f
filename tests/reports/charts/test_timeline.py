"""Awards over time: anytown's five awards for one function, and awards of which days are missing."""

from collections.abc import Callable

import pytest

from netmap.analyses.duplication import DuplicationResult, duplication
from netmap.network import Network
from netmap.reports.charts.style import BLUE, GREY, ORANGE
from netmap.reports.charts.timeline import funding_picture
from netmap.reports.document import Picture
from tests.maps.hostile import SHORT
from tests.reports.charts.reading import assert_is_plain, paths, words

DAY = "2026-01-31"
BODIES = "id,name\nF1,Council\nF2,Health Board\nR1,Age Forward\nR2,Deaf Forum"
FUNCTIONS = "id,name\nf,Outreach\ng,Training"
COLUMNS = "id,funder,recipient,function,areas,start_date,end_date"


def ask(make: Callable[..., Network], *awards: str) -> tuple[DuplicationResult, Network]:
    tables = {"organisations": BODIES, "functions": FUNCTIONS, "areas": "id,name\nU,Uptown\nV,Vale"}
    network = make(**tables, funding="\n".join((COLUMNS, *awards)))
    return duplication(network, as_of=DAY), network


def bars(picture: Picture, fill: str) -> list[tuple[float, float]]:
    """Give left and right of the bars of one fill below the key, from top to bottom."""
    found = [box for path in paths(picture) if path.fill == fill for box in path.boxes()]
    return [(left, right) for left, top, right, _ in sorted(found, key=lambda box: box[1])][1:]


def rows(picture: Picture) -> dict[str, list[str]]:
    return {row[1].shown: [cell.shown for cell in (row[0], *row[2:])] for row in picture.table.rows}


@pytest.fixture
def picture(anytown: Network) -> Picture:
    return funding_picture(duplication(anytown, as_of=DAY), anytown)


def test_the_table_has_each_award_with_its_days(picture):
    assert rows(picture)["a1"] == [
        "representation support",
        "Anytown Council",
        "Anytown Council for Voluntary Service",
        "1 Apr 2025",
        "1 Apr 2028",
        "1 Apr 2025 until 1 Apr 2026",
    ]
    assert rows(picture)["a3"][-3:] == ["1 Oct 2025", "1 Oct 2026", "1 Oct 2025 until 1 Apr 2026"]
    assert rows(picture)["a5"][-1] == "no", "a5 is for minority ethnic people alone, and in no pair"
    assert (picture.name, picture.table.name) == ("funding", "funding-data")


def test_bars_are_as_long_as_awards(picture):
    """Three years, one, one, two and one; a1, a2, a4, a5 start on one day and a3 half a year (183 days) later."""
    days = [1096, 365, 365, 730, 365]
    found = bars(picture, BLUE)
    day = (found[0][1] - found[0][0]) / 1096
    assert [right - left for left, right in found] == pytest.approx([day * each for each in days], abs=0.3)
    assert [left - found[0][0] for left, _ in found] == pytest.approx([0, 0, 0, 0, 183 * day], abs=0.3)


def test_what_may_be_paid_twice_is_marked(picture):
    """All of a2 and a4, the first year of a1, and a3 from October to April: 182 days."""
    found = bars(picture, ORANGE)
    year = found[0][1] - found[0][0]
    assert [right - left for left, right in found] == pytest.approx([year, year, year, year * 182 / 365], abs=0.3)


def test_the_words_say_the_figures(picture):
    assert words(picture)[0] == "4 of 5 awards may pay twice"
    assert picture.alt == (
        "Of 5 awards with a function on record, 4 may pay twice; without a start or an end on record: 0. "
        "4 awards for representation support overlap from 1 Apr 2025 until 1 Apr 2026."
    )
    assert {"representation support", "from Anytown Council", "31 Jan 2026"} <= set(words(picture))
    assert_is_plain(picture)


def test_an_open_end_stays_open(network_of):
    result, network = ask(
        network_of,
        "a,F1,R1,f,U,2024-01-01,2025-01-01",
        "b,F1,R1,g,V,2024-01-01,",
        "c,F2,R2,g,U,,2024-07-01",
        "d,F2,R2,g,V,,",
    )
    picture = funding_picture(result, network)
    assert words(picture)[0] == "4 awards with a function on record", "whether they pay twice is not known"
    assert "without a start or an end on record: 3" in picture.alt
    assert words(picture).count("?") == 4
    hollow = [path for path in paths(picture) if path.line == GREY and "stroke-dasharray" in path.looks]
    assert len(hollow) == 3 + 1, "three awards and the key"
    assert [row[4:6] for row in ([cell.shown for cell in row] for row in picture.table.rows)] == [
        ["1 Jan 2024", "1 Jan 2025"],
        ["[x]", "1 Jul 2024"],
        ["[x]", "[x]"],
        ["1 Jan 2024", "[x]"],
    ]


def test_only_awards_that_say_what_they_pay_for(network_of):
    result, network = ask(network_of, "a,F1,R1,f,U,2025-01-01,2026-01-01", "b,F2,R2,,U,2025-01-01,2026-01-01")
    assert set(rows(funding_picture(result, network))) == {"a"}
    result, network = ask(network_of, "b,F2,R2,,U,2025-01-01,2026-01-01")
    assert funding_picture(result, network) is None


def test_only_awards_for_the_place(network_of):
    _, network = ask(network_of, "a,F1,R1,f,U,2025-01-01,2026-01-01", "b,F2,R2,f,V,2025-01-01,2026-01-01")
    result = duplication(network, as_of=DAY, area="Vale")
    assert set(rows(funding_picture(result, network))) == {"b"}
    assert set(rows(funding_picture(result, network, area="V"))) == {"b"}


def test_of_many_awards_those_that_may_pay_twice_are_shown_first(riverton):
    result = duplication(riverton, as_of=DAY)
    picture = funding_picture(result, riverton)
    twice = {award for overlap in result.overlaps for pair in overlap.pairs for award in pair}
    assert {award for award, cells in rows(picture).items() if cells[-1] != "no"} == twice
    assert len(rows(picture)) == 14
    assert picture.caption.endswith("14 of 39 awards shown, those that may pay twice first")
    assert words(picture)[0] == f"{len(twice)} of 39 awards may pay twice"


def test_names_that_attack_stay_words(network_of):
    names = [text.replace('"', "'").replace("\n", " ") for text in SHORT if not text.startswith(("=", "+", "-", "@"))][
        :40
    ]
    bodies = "\n".join(f'o{n},"{name}"' for n, name in enumerate(names))
    awards = "\n".join(f"a{n},o{n},o{n + 1},f,U,2025-01-01,2026-01-01" for n in range(12))
    network = network_of(
        organisations=f"id,name\n{bodies}",
        functions=FUNCTIONS,
        areas="id,name\nU,Uptown",
        funding=f"{COLUMNS}\n{awards}",
    )
    assert_is_plain(funding_picture(duplication(network, as_of=DAY), network))


def test_an_award_is_marked_only_while_the_other_of_its_pair_runs(network_of):
    """In 2025 p and q are a pair, and d, which shares a body with each, stands by: its own pair ended with 2024."""
    result, network = ask(
        network_of,
        "d,F1,R1,f,U,2024-01-01,2026-01-01",
        "b,F2,R2,f,U,2024-01-01,2025-01-01",
        "p,F1,R2,f,U,2025-01-01,2026-01-01",
        "q,F2,R1,f,U,2025-01-01,2026-01-01",
    )
    found = {award: cells[-1] for award, cells in rows(funding_picture(result, network)).items()}
    first, second = "1 Jan 2024 until 1 Jan 2025", "1 Jan 2025 until 1 Jan 2026"
    assert found == {"d": first, "b": first, "p": second, "q": second}
