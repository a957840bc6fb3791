"""The page in a real browser: opened from disk, filtered, clicked, typed at, printed."""

import shutil
import time

import pytest

from pipeline.report import write_report
from tests.report.samples import HOSTILE, LOWER, UPPER, cascade, judged, nameless, plan, plans, write_dataset

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed: make setup")
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
pytestmark = pytest.mark.skipif(
    CHROMIUM is None, reason="no chromium here: make setup as root, or install it"
)

FLAGS = [
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync"),
]


@pytest.fixture(scope="module")
def browser():
    with playwright.sync_playwright() as started:
        browser = started.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def open_page(browser):
    """Opens a file; whatever the page complains of, or asks a network for, fails the test."""
    complaints, contexts = [], []

    def open_file(path, width=1280, height=900):
        contexts.append(browser.new_context(viewport={"width": width, "height": height}))
        page = contexts[-1].new_page()
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("request", lambda request: request.url.startswith("file:") or complaints.append(request.url))
        page.goto(path.as_uri())
        return page

    yield open_file
    for context in contexts:
        context.close()
    assert complaints == []


@pytest.fixture
def page(open_page, report):
    return open_page(report.page)


def texts(page, selector):
    return page.locator(selector).all_text_contents()  # of rows out of view as well


def grid_rows(page):
    return page.locator("#grid .row:not(.head)").count()


def test_upper_targets_are_rows_and_lower_plans_columns(page):
    assert page.title() == "Đối chiếu chỉ tiêu giữa các cấp"
    assert page.locator("html").get_attribute("lang") == "vi"
    assert grid_rows(page) == 3
    assert "22/KH-LĐLĐ" in texts(page, ".column-head")[0]
    first = "#grid .row:nth-child(2) .cell"
    assert texts(page, f"{first} .badge") == ["▼", "="]
    assert texts(page, f"{first} b") == ["Thấp hơn", "Ngang mức"]


def test_a_cell_opens_both_sentences(page):
    page.locator(".cell.v-lowered").first.click()
    detail = page.locator("#detail")
    assert detail.is_visible()
    assert texts(page, "#detail blockquote") == [
        "1. Phấn đấu 90% trở lên tổ công đoàn có góc đọc sách.",
        "- Ít nhất 80% tổ công đoàn có góc đọc sách.",
    ]
    assert texts(page, "#detail blockquote mark") == ["90% trở lên", "80%"]
    assert "Nhận xét số 1." in detail.inner_text()
    assert "được hiểu là mức tối thiểu" in detail.inner_text()
    assert "Giảm mức cam kết" in detail.inner_text()
    assert texts(page, "#detail .trail") == ["II. CHỈ TIÊU", "II. CHỈ TIÊU"]
    assert "2. Mỗi nơi mở 12 buổi chiếu phim." in texts(page, "#detail .context")[0]
    boxes = [box.bounding_box() for box in page.locator("#detail blockquote").all()]
    assert boxes[0]["y"] == boxes[1]["y"]
    assert boxes[0]["x"] + boxes[0]["width"] <= boxes[1]["x"]
    page.keyboard.press("Escape")
    assert not detail.is_visible()


def test_keys_move_and_open(page):
    page.locator(".row-head").first.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.className").startswith("cell v-exceeds")
    page.keyboard.press("Enter")
    assert page.locator("#detail h2").inner_text() == "Cao hơn"
    page.get_by_role("button", name="Đóng").press("Enter")
    assert page.evaluate("document.activeElement.className").startswith("cell v-exceeds")
    page.keyboard.press("End")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Space")
    assert page.locator("#detail h2").inner_text() == "Ngang mức"


def test_only_one_cell_is_in_the_tab_order(page):
    assert page.locator("#grid [tabindex='0']").count() == 1


def test_filter_by_verdict(page):
    page.locator("#verdict-missing").click()
    assert grid_rows(page) == 1
    assert page.locator("#verdict-missing").get_attribute("aria-pressed") == "true"
    assert page.locator(".cell.faded").count() == 1
    page.get_by_role("button", name="Bỏ lọc").click()
    assert grid_rows(page) == 3


def test_filter_by_issuer_search_and_section(page):
    page.locator("#issuer").select_option("Liên đoàn Lao động huyện Trà Giang")
    assert page.locator(".column-head").count() == 1
    page.locator("#search").fill("chieu phim")
    page.wait_for_selector("#grid .row:nth-child(3)", state="detached")
    assert texts(page, ".row-text") == ["2. Mỗi nơi mở 12 buổi chiếu phim."]
    page.locator("#search").fill("không có từ này")
    page.get_by_text("Không có chỉ tiêu nào phù hợp với bộ lọc.").wait_for()
    page.get_by_role("button", name="Bỏ lọc").click()
    page.locator("#section").select_option(label="II. CHỈ TIÊU")
    assert grid_rows(page) == 3


def test_lists_beside_the_comparison(page):
    page.locator("#tab-missing").click()
    assert texts(page, "#view .step")[0].endswith("3. Có 45% trở lên hội viên biết bơi.")
    page.locator("#tab-extra").click()
    assert "Trồng 300 gốc bàng" in texts(page, "#view .step")[0]
    page.locator("#view .step").first.click()
    assert "Không có nội dung tương ứng." in page.locator("#detail").inner_text()
    page.keyboard.press("Escape")
    page.locator("#tab-orphans").click()
    assert [text for text in texts(page, "#view .orphan") if "Mây" in text] == [
        "Kế hoạch 7/KH-HNDHội Nông dân xã MâyKhông viện dẫn kế hoạch cấp trên nào."
    ]
    page.locator("#tab-numerals").click()
    assert texts(page, "#view mark") == ["20"]
    page.locator("#tab-failures").click()
    assert "<hỏng>.pdf" in page.locator("#view").inner_text()


def test_counts_say_what_they_count(page):
    """The lists count over all plans, whichever is chosen; only the comparison is of the chosen one."""
    groups = {
        name: page.get_by_role("tablist", name=name) for name in ("Văn bản đang chọn", "Toàn bộ dữ liệu")
    }
    names = {
        name: [tab.get_attribute("id") for tab in group.get_by_role("tab").all()]
        for name, group in groups.items()
    }
    assert names == {
        "Văn bản đang chọn": ["tab-matrix"],
        "Toàn bộ dữ liệu": ["tab-missing", "tab-extra", "tab-orphans", "tab-numerals", "tab-failures"],
    }
    before = texts(page, "[role=tab] .number")
    page.locator(".plan-card", has_text="7/KH-HND").click()
    assert texts(page, "[role=tab] .number") == before


def test_a_plan_without_a_name_is_shown_by_its_file(open_page, tmp_path):
    folder = write_dataset(tmp_path / "data", [*plans(), nameless()], cascade())
    page = open_page(write_report(folder, folder, "vi").page)
    card = page.locator(".plan-card", has_text="kh212")
    assert card.locator("b").inner_text() == "kh212-quét.txt"
    assert card.locator("span").first.inner_text() == "Chưa rõ"
    assert "Chưa rõ" not in page.locator(".plan-card", has_text="22/KH-LĐLĐ").inner_text()


@pytest.mark.parametrize("lowers", [0, 1, 2])
def test_columns_stand_side_by_side(open_page, tmp_path, lowers):
    """No strip is left between the targets and the first lower plan, on a wide screen neither."""
    keep = [UPPER, LOWER, HOSTILE][: lowers + 1]
    documents = [one for one in plans() if one.document.doc_id in keep]
    folder = write_dataset(
        tmp_path / "data", documents, [row for row in cascade() if row.lower_doc_id in keep]
    )
    page = open_page(write_report(folder, folder, "vi").page, 1920, 1080)
    boxes = [box.bounding_box() for box in page.locator("#grid .row:nth-child(2) > *").all()]
    row = page.locator("#grid .row:nth-child(2)").bounding_box()
    assert len(boxes) == lowers + 1
    ends = [box["x"] + box["width"] for box in boxes]
    starts = [box["x"] for box in boxes[1:]] + [row["x"] + row["width"]]
    assert all(start - end < 10 for end, start in zip(ends, starts, strict=True))


def test_text_of_documents_stays_text(page):
    """The planted markup is shown as it is written and makes no element, wherever it may stand."""
    for verdict in ("equal", "lowered", "by_reference"):
        page.locator(f".cell.v-{verdict}").last.click()
        page.keyboard.press("Escape")
    page.locator(".plan-card", has_text="Hội </script>").click()
    page.locator(".row-head").first.click()
    assert (
        '</script><!--<img src=x onerror="window.hit=1"> <b>đậm</b> &amp; ${alert(1)}'
        in page.locator("#detail blockquote").inner_text()
    )
    assert page.locator("img, #app i, #detail i").count() == 0
    assert page.evaluate("window.hit") is None


def test_another_plan_can_be_chosen(page):
    page.locator(".plan-card", has_text="22/KH-LĐLĐ").click()
    assert page.locator("#plan-heading h2").inner_text() == "Kế hoạch 22/KH-LĐLĐ"
    assert grid_rows(page) == 3
    page.locator(".row-head").first.click()
    assert "Bắt nguồn từ chỉ tiêu cấp trên" in page.locator("#detail").inner_text()
    page.locator("#detail .step").click()
    assert page.locator("#detail h2").inner_text() == "Thấp hơn"


def test_one_target_is_followed_down_all_levels(open_page, tmp_path):
    commune = plan(
        "eeeeeeeeeeee",
        "3/KH-CĐ",
        "Công đoàn xã Mây",
        "commune",
        ["75% tổ công đoàn có góc đọc sách."],
        ["75%"],
    )
    link = judged(9, f"{LOWER}-t1", "eeeeeeeeeeee-t1", "lowered", upper_doc=LOWER, lower_doc="eeeeeeeeeeee")
    folder = write_dataset(tmp_path / "data", [*plans(), commune], [*cascade(), link])
    page = open_page(write_report(folder, folder, "vi").page)
    page.locator(".cell.v-lowered").first.click()
    page.locator("#detail .step", has_text="3/KH-CĐ").click()
    assert texts(page, "#detail blockquote mark") == ["80%", "75%"]


def test_print_shows_all_in_full(page, tmp_path):
    page.emulate_media(media="print")
    printed = page.locator("#print")
    printed.locator("article").first.wait_for()  # the page hears of the medium a moment later
    assert not page.locator("#app").is_visible()
    shown = printed.inner_text()
    for text in (
        "- Ít nhất 80% tổ công đoàn",
        "Nhận xét số 1.",
        "3. Có 45% trở lên hội viên biết bơi.",
        "Trồng 300 gốc bàng",
        "<hỏng>.pdf",
    ):
        assert text in shown
    clipped = "[...document.querySelectorAll('#print *')].filter(e => getComputedStyle(e).overflow !== 'visible').length"
    assert page.evaluate(clipped) == 0
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.pdf(path=tmp_path / "report.pdf", prefer_css_page_size=True)
    import pdfplumber

    with pdfplumber.open(tmp_path / "report.pdf") as pdf:
        assert "Đối chiếu chỉ tiêu" in pdf.pages[0].extract_text()


def test_a_phone_shows_it_without_sideways_scrolling(open_page, report):
    page = open_page(report.page, 390, 844)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert "22/KH-LĐLĐ" in texts(page, ".cell-plan")[0]
    page.locator(".cell").first.click()
    boxes = [box.bounding_box() for box in page.locator("#detail blockquote").all()]
    assert boxes[0]["y"] + boxes[0]["height"] <= boxes[1]["y"]
    assert page.evaluate("byId('detail').scrollWidth <= byId('detail').clientWidth")


def test_without_a_cascade_the_targets_are_there(open_page, tmp_path):
    folder = write_dataset(tmp_path / "data", plans(), None)
    page = open_page(write_report(folder, folder, "en").page)
    assert "chitieu cascade data" in page.locator(".notice").inner_text()
    assert grid_rows(page) == 3


def test_an_empty_dataset_is_no_fault(open_page, tmp_path):
    folder = write_dataset(tmp_path / "data", [], None)
    page = open_page(write_report(folder, folder, "vi").page)
    assert "<hỏng>.pdf" in page.locator("#app").inner_text()


def test_thousands_of_targets_stay_usable(open_page, tmp_path):
    lines = [f"{number}. Trồng {number + 10} gốc bàng." for number in range(5_000)]
    upper = plan(UPPER, "1/KH", "Tỉnh", "province", lines, [f"{number + 10}" for number in range(5_000)])
    lowers = [
        plan(f"{number:012x}", f"{number}/KH", f"Huyện {number}", "district", ["Có 1 cây."], ["1"])
        for number in range(30)
    ]
    rows = [
        judged(number, f"{UPPER}-t{number % 5_000 + 1}", None, "missing", lower_doc=f"{number // 5_000:012x}")
        for number in range(150_000)
    ]
    folder = write_dataset(tmp_path / "data", [upper, *lowers], rows)
    from pipeline.report.page import page as html
    from pipeline.report.reading import read_source
    from pipeline.report.wording import words

    (tmp_path / "big.html").write_text(html(read_source(folder), words("vi")), encoding="utf-8")
    started = time.monotonic()
    page = open_page(tmp_path / "big.html")
    page.locator(".cell").first.wait_for()
    assert grid_rows(page) < 200
    for _ in range(3):
        before = grid_rows(page)
        page.locator("#grid .row").last.scroll_into_view_if_needed()
        page.wait_for_selector(f"#grid .row:nth-child({before + 5})")
    page.locator("#search").fill("trong 4999 goc")
    page.wait_for_selector("#grid .row:nth-child(3)", state="detached")
    assert texts(page, ".row-text") == ["4989. Trồng 4999 gốc bàng."]
    assert time.monotonic() - started < 30
