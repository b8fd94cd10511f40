"""The pages to which the home leads: what is due, to look at, or not known yet."""

import csv
import re
from html import unescape

from api.demo.stage import Stage
from tests.api.pages.signed_in import Browser, words

OFFICERS = ("helena", "priya")
LINE = re.compile(r'app-lines__item"><a class="govuk-link" href="([^"]+)">(.*?)</a>')
REST = re.compile(r'<p class="govuk-body-s"><a class="govuk-link" href="([^"]+)"')


def rows_of(page: str) -> list[list[str]]:
    """The cells of the rows of a table, as people read them."""
    body = page.partition("<tbody")[2].partition("</tbody>")[0]
    rows = re.findall(r"<tr.*?</tr>", body, re.DOTALL)
    cells = [re.findall(r"<t[dh][^>]*>(.*?)</t[dh]>", row, re.DOTALL) for row in rows]
    return [[unescape(re.sub("<[^>]+>", "", c)).strip() for c in row] for row in cells]


def total_of(page: str) -> int:
    """The number with which the heading of a page begins."""
    found = re.search(r"<h1[^>]*>([\d,]+) ", page)
    assert found is not None
    return int(found[1].replace(",", ""))


def test_every_line_of_the_home_leads_to_a_page_on_which_to_go_on(
    people: dict[str, Browser],
) -> None:
    for who in OFFICERS:
        home = people[who].open("/").text
        found = [href for href, _ in LINE.findall(home)] + REST.findall(home)

        assert found, who
        for address in map(unescape, found):
            page = people[who].open(address)
            assert page.status_code == 200, (who, address)
            assert page.headers["Content-Type"].startswith("text/html"), (who, address)


def test_a_line_of_the_home_counts_what_its_page_shows(
    people: dict[str, Browser],
) -> None:
    home = people["priya"].open("/").text
    part = home.partition(">To look at</h2>")[2].partition("</section>")[0]
    (address, _), *_ = LINE.findall(part)
    told = re.search(r"(\d+) records?</span>", part)

    assert told is not None
    page = people["priya"].open(unescape(address)).text
    assert total_of(page) == len(rows_of(page)) == int(told[1])

    part = home.partition(">Not known yet</h2>")[2].partition("</section>")[0]
    (address, text), *_ = LINE.findall(part)
    page = people["priya"].open(unescape(address)).text
    assert f"{total_of(page)} " in text
    assert total_of(page) == len(rows_of(page))
    assert "unknown=" in page


def test_what_is_due_is_that_of_the_same_question_to_the_api(
    people: dict[str, Browser],
) -> None:
    for query in ("", "owner=me", "overdue=true&basis=statute"):
        page = people["priya"].open(f"/lists/due?{query}").text
        told = people["priya"].open(f"/v1/clocks?{query}").json()

        assert total_of(page) == told["total"], query
        assert [row[4] != "" for row in rows_of(page)] == [True] * len(told["items"])
        late = [one["days_left"] < 0 for one in told["items"]]
        assert [row[6].endswith("late") for row in rows_of(page)] == late, query


def test_what_wants_a_look_is_that_of_the_same_question_to_the_api(
    people: dict[str, Browser],
) -> None:
    for query in ("", "owner=me&class=wrong", "severity=high", "class=not_known"):
        page = people["helena"].open(f"/lists/to-look-at?{query}").text
        told = people["helena"].open(f"/v1/findings?{query}").json()

        assert total_of(page) == told["total"], query
        titles = [one["title"] for one in told["items"]]
        assert [row[1] for row in rows_of(page)] == titles, query


def test_a_list_is_narrowed_down_by_links_and_goes_into_a_file_as_it_is(
    people: dict[str, Browser],
) -> None:
    page = people["helena"].open("/lists/to-look-at?class=wrong").text
    found = re.findall(r'<a class="govuk-link" href="([^"]+)">(.*?)</a>', page)
    links = {unescape(said): unescape(href) for href, said in found}
    kind, address = next(
        (said, href) for said, href in links.items() if "rule=" in href
    )
    count = int(kind.rpartition("(")[2].rstrip(")"))

    narrowed = people["helena"].open(address).text
    assert total_of(narrowed) == count
    assert "class=wrong" in address
    file = re.search(r'href="(/v1/findings\.csv[^"]*)"', narrowed)
    assert file is not None
    whole = people["helena"].open(unescape(file[1])).content.decode("utf-8-sig")
    assert len(list(csv.DictReader(whole.splitlines()))) == count


def test_a_long_list_has_a_next_page(people: dict[str, Browser]) -> None:
    page = people["helena"].open("/lists/due").text
    following = re.search(r'href="([^"]+)">Next page', page)

    assert following is not None
    second = people["helena"].open(unescape(following[1])).text
    assert rows_of(second)
    assert not {tuple(row) for row in rows_of(page)} & {
        tuple(row) for row in rows_of(second)
    }


def test_changes_that_wait_on_somebody_are_a_list_of_their_own(
    people: dict[str, Browser], lived: Stage
) -> None:
    every = people["priya"].open("/v1/changes?limit=200").json()["items"]
    mine = [one for one in every if one["held_by"] == str(lived.things["priya"])]
    page = people["priya"].open("/lists/changes?held_by=me").text

    assert total_of(page) == len(mine) > 0
    assert {row[0] for row in rows_of(page)} == {one["reference"] for one in mine}
    assert people["priya"].open("/lists/changes?held_by=you").status_code == 422
    assert people["priya"].open("/lists/risks?held_by=me").status_code == 422


def test_who_may_not_read_what_is_due_has_no_such_page(
    people: dict[str, Browser],
) -> None:
    for who in ("ada", "vera", "lena"):
        for path in ("/lists/due", "/lists/to-look-at"):
            assert people[who].open(path).status_code == 403, (who, path)
        assert "/lists/due" not in people[who].open("/").text


def test_a_change_has_the_paper_to_decide_it_by(people: dict[str, Browser]) -> None:
    change = people["idris"].open("/v1/changes?limit=1").json()["items"][0]
    page = people["idris"].open(f"/records/{change['reference']}").text

    assert "The paper to decide it by (PDF)" in words(page)
