"""The page in a real browser: opened from disk, filtered, clicked, typed at, printed."""

import shutil
import time

import pytest
from msgspec.structs import replace

from pipeline.report import write_report
from pipeline.report.pages import draw_pages
from pipeline.schema import Finding
from tests.report.pdf_dataset import write_pdf_dataset
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
    assert boxes[0]["x"] + boxes[0]["width"] <= boxes[1]["x"]
    page.keyboard.press("Escape")
    assert not detail.is_visible()


@pytest.mark.parametrize("width", [800, 1000, 1280])
def test_both_sentences_stand_side_by_side_however_long_the_names_above(open_page, tmp_path, width):
    """A name that takes more lines than the other, as it does in wide letters, moves both sentences down."""
    upper, lower, *others = plans()
    issuer = "Ban Thường vụ " + "Công đoàn ngành Thủy lợi và Đê điều " * 4
    lower = replace(lower, document=replace(lower.document, issuer=issuer))
    folder = write_dataset(tmp_path / "data", [upper, lower, *others], cascade())
    page = open_page(write_report(folder, folder, "vi").page, width)
    page.locator(".cell.v-lowered").first.click()
    names, boxes = (
        [one.bounding_box() for one in page.locator(f"#detail .said {what}").all()]
        for what in (".plan-name + .muted", "blockquote")
    )
    assert names[0]["height"] == names[1]["height"]  # they share the row
    assert [box["y"] for box in boxes] == [boxes[0]["y"]] * 2
    assert boxes[0]["height"] == boxes[1]["height"]


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
        "Toàn bộ dữ liệu": [
            f"tab-{name}" for name in ("missing", "extra", "orphans", "findings", "numerals", "failures")
        ],
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


# Where the picture has ink on the row's page, and where the box over it is, in pixels of the screen.
INK_AND_BOX = """async () => {
  const image = document.querySelector("#detail img");
  await image.decode();
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [image.naturalWidth, image.naturalHeight];
  const context = canvas.getContext("2d");
  context.drawImage(image, 0, 0);
  const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
  const [frame, box] = [image.getBoundingClientRect(), document.querySelector("#detail .box").getBoundingClientRect()];
  const scale = frame.width / image.naturalWidth;
  const inside = [], outside = [];
  for (let at = 0; at < data.length; at += 4) {
    if (data[at] > 100) continue;
    const x = frame.x + ((at / 4) % canvas.width) * scale, y = frame.y + Math.floor(at / 4 / canvas.width) * scale;
    (x >= box.left - 1 && x <= box.right + 1 && y >= box.top - 1 && y <= box.bottom + 1 ? inside : outside).push(y);
  }
  return { inside: inside.length, outside: outside.length };
}"""


@pytest.mark.parametrize("turned", [0, 90])
def test_the_page_is_shown_with_a_box_around_the_row(open_page, tmp_path, turned):
    page = open_page(write_report(write_pdf_dataset(tmp_path, turned), tmp_path, "vi").page)
    assert page.locator("img").count() == 0  # until a row is opened
    page.locator(".row-head").last.click()
    image = page.locator("#detail img")
    assert image.get_attribute("alt").startswith("Ảnh trang 2 của văn bản ")
    assert "ít nhất 02 buổi" in image.get_attribute("alt")
    found = page.evaluate(
        INK_AND_BOX
    )  # page 2 has that one line, of which the box holds the row's words at least
    assert found["inside"] > 100
    assert page.locator("#detail .box").bounding_box()["width"] > 10
    page.locator(".enlarge").press("Enter")
    assert page.locator(".enlarge").get_attribute("aria-pressed") == "true"
    frame, box = (page.locator(f"#detail {what}").bounding_box() for what in (".frame", ".box"))
    assert frame["y"] <= box["y"] <= frame["y"] + frame["height"]


def test_the_box_is_where_the_words_are(open_page, tmp_path):
    """The same box half a page away would hold no ink."""
    page = open_page(write_report(write_pdf_dataset(tmp_path), tmp_path, "vi").page)
    page.locator(".row-head").last.click()
    page.evaluate("document.querySelector('#detail .box').style.top = '60%'")
    assert page.evaluate(INK_AND_BOX)["inside"] == 0


def test_where_no_picture_can_be_had_it_says_why(open_page, tmp_path):
    folder = write_pdf_dataset(tmp_path)
    (tmp_path / "plan.pdf").write_bytes(b"%PDF-1.4 another")
    page = open_page(write_report(folder, folder, "vi").page)
    page.locator(".row-head").first.click()
    assert "đã thay đổi sau khi trích xuất" in page.locator("#detail .no-sheet").inner_text()
    assert "90%" in page.locator("#detail .context mark").inner_text()


def test_pages_that_there_was_no_room_for_are_listed(open_page, tmp_path, monkeypatch):
    folder = write_pdf_dataset(tmp_path)
    monkeypatch.setattr("pipeline.report.reports.draw_pages", lambda source: draw_pages(source, 1))
    page = open_page(write_report(folder, folder, "vi").page)
    page.locator(".left-out summary").click()
    assert page.locator(".left-out li").inner_text().endswith(": trang 2")
    page.locator(".row-head").last.click()
    assert "Không có ảnh trang 2" in page.locator("#detail .no-sheet").inner_text()


def test_an_open_row_is_printed_with_its_page(open_page, tmp_path):
    page = open_page(write_report(write_pdf_dataset(tmp_path), tmp_path, "vi").page)
    page.locator(".row-head").first.click()
    page.locator("#detail img").wait_for()
    page.emulate_media(media="print")
    assert not page.locator("#print").is_visible()
    assert page.locator("#detail .box").is_visible()
    assert not page.locator("#detail .close").is_visible()
    page.pdf(path=tmp_path / "row.pdf", prefer_css_page_size=True)
    import pdfplumber

    with pdfplumber.open(tmp_path / "row.pdf") as pdf:
        assert sum(len(sheet.images) for sheet in pdf.pages) == 1


def test_findings_are_listed_and_lead_to_their_place(open_page, tmp_path):
    upper, *others = plans()
    start = upper.text.index("12 buổi")
    finding = {"rule": "by_hand", "code": "count_mismatch", "message_en": "Wrong."}
    placed = Finding(
        doc_id=UPPER, start=start, end=start + 7, quote="12 buổi", finding_id="f1", severity="error",
        message_vi="Số buổi không khớp với danh sách.", **finding,
    )  # fmt: skip
    placeless = Finding(
        doc_id=UPPER, start=None, end=None, quote=None, finding_id="f2", severity="note",
        message_vi="Văn bản thiếu số.", **finding,
    )  # fmt: skip
    upper = replace(upper, findings=(placeless, placed))  # the graver one is shown first
    folder = write_dataset(tmp_path / "data", [upper, *others], cascade())
    page = open_page(write_report(folder, folder, "vi").page)
    page.locator("#tab-findings").click()
    assert texts(page, "#view .step") == [
        "Lỗi: Số buổi không khớp với danh sách.12 buổi",
        "Lưu ý: Văn bản thiếu số.",
    ]
    page.locator("#view .step").first.click()
    assert page.locator("#detail h2").inner_text() == "Số buổi không khớp với danh sách."
    assert page.locator("#detail .trail").inner_text() == "II. CHỈ TIÊU"
    assert texts(page, "#detail .own mark") == ["12 buổi"]
    page.keyboard.press("Escape")
    page.locator("#view .step").last.click()
    assert "Không xác định được vị trí" in page.locator("#detail").inner_text()


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
    from pipeline.report.pages import Pictures
    from pipeline.report.reading import read_source
    from pipeline.report.wording import words

    (tmp_path / "big.html").write_text(html(read_source(folder), words("vi"), Pictures()), encoding="utf-8")
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
