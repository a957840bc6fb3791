"""The period that a plan is for, from what its title says."""

import datetime
import re

_YEAR = r"((?:19|20)\d\d)(?!\d)"
_RANGE = re.compile(rf"(?<!\d){_YEAR} ?(?:-|đến(?: hết)?(?: năm)?) ?{_YEAR}")
_UNTIL = re.compile(rf"(?:đến|tới)(?: hết)?(?: cuối)? năm {_YEAR}")
_QUARTER = re.compile(rf"quý (iv|i{{1,3}}|[1-4])(?:[ ,/]*(?:năm )?){_YEAR}")
_HALF = re.compile(rf"(?:6|06|sáu) tháng (đầu|cuối) năm {_YEAR}")
_MONTH = re.compile(rf"tháng (\d{{1,2}})(?: ?/ ?|[ ,]*năm ){_YEAR}")
_YEARS = re.compile(rf"(?:năm |và |, ){_YEAR}")
_SCHOOL_YEAR = re.compile(r"năm học ?\d{4} ?- ?\d{4}")
_OTHERS = re.compile(
    r"\d{1,2} ?(?:[/.\-] ?\d{1,2} ?[/.\-]|tháng \d{1,2},? năm) ?\d{4}|\d{1,5}/\d{4}/\w\S*"
    r"|luật [^,;\d]{0,60}năm \d{4}|(?:khóa|đại hội|lần thứ)[^;.\n\d]{0,60}nhiệm kỳ \d{4} ?- ?\d{4}"
)
_QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}

Period = tuple[datetime.date | None, datetime.date | None]


def read_period(folded: str) -> Period:
    """The first and last day of the period that a folded title names; None at an end that it leaves open.

    Years of cited documents are passed over. A school year has no days of its own: None.
    """
    said = _OTHERS.sub(" ", _SCHOOL_YEAR.sub(" ", folded))
    if hit := _RANGE.search(said):
        return _span(int(hit[1]), 1, int(hit[2]), 12)
    if hit := _HALF.search(said):
        return _span(int(hit[2]), 1 if hit[1] == "đầu" else 7, int(hit[2]), 6 if hit[1] == "đầu" else 12)
    if hit := _QUARTER.search(said):
        last = 3 * _QUARTERS[hit[1]]
        return _span(int(hit[2]), last - 2, int(hit[2]), last)
    if (hit := _MONTH.search(said)) and 1 <= int(hit[1]) <= 12:
        return _span(int(hit[2]), int(hit[1]), int(hit[2]), int(hit[1]))
    if hit := _UNTIL.search(said):
        return None, datetime.date(int(hit[1]), 12, 31)
    years = [int(year) for year in _YEARS.findall(said)]
    return _span(min(years), 1, max(years), 12) if years else (None, None)


def _span(first: int, month: int, last: int, last_month: int) -> Period:
    if first > last:
        return None, None
    after = datetime.date(last + last_month // 12, last_month % 12 + 1, 1)
    return datetime.date(first, month, 1), after - datetime.timedelta(days=1)
