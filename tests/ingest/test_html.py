from datetime import date

import pytest

from pipeline.ingest.html import read_html
from pipeline.ingest.pieces import Content, Unreadable
from pipeline.legacy.codes import code
from pipeline.normalise.characters import clean
from pipeline.settings import Settings

BODY = (
    "Ban Thường vụ yêu cầu các công đoàn cơ sở tổ chức thực hiện nghiêm túc, kịp thời và báo cáo kết quả. "
    * 3
)


def read(page: str) -> Content:
    return read_html(page.encode(), Settings())


def test_pasted_directive_comes_through_whole() -> None:
    page = f"""<html><body>
      <table><tr><td>LĐLĐ TỈNH A<br>Số: 12/KH-LĐLĐ</td><td>CỘNG HÒA XÃ HỘI<br>Độc lập - Tự do</td></tr></table>
      <p>KẾ HOẠCH</p><p>{BODY}</p><p>Phấn đấu 90%
      trở lên.</p>
      <table><tr><td>Nơi nhận:<br>- Như trên;</td><td>TM. BAN THƯỜNG VỤ<br>CHỦ TỊCH</td></tr></table></body></html>"""
    content = read(page)
    assert content.text.split("\n") == [
        *("LĐLĐ TỈNH A", "Số: 12/KH-LĐLĐ", "CỘNG HÒA XÃ HỘI", "Độc lập - Tự do", "KẾ HOẠCH", BODY.strip()),
        *("Phấn đấu 90% trở lên.", "Nơi nhận:", "- Như trên;", "TM. BAN THƯỜNG VỤ", "CHỦ TỊCH"),
    ]
    assert not content.wrapped
    assert content.places[0].cell == (1, 1, 1)
    assert content.places[-1].cell == (2, 1, 2)
    assert [place.paragraph for place in content.places] == list(range(1, 12))


def test_news_page_loses_its_furniture_and_keeps_headline_and_date() -> None:
    links = "".join(f"<li><a href='/{n}'>Tin số {n} của báo tỉnh</a></li>" for n in range(5))
    page = f"""<html><head><title>Tin | Báo A</title><meta property="article:published_time" content="2024-03-05T08:00">
      <script>var tyle = "90%";</script></head><body class="has-sidebar"><header><a href="/">Trang chủ</a></header>
      <nav><a>Tin tức</a></nav><div class="breadcrumb">Trang chủ / Công đoàn</div>
      <div><h1>Chăm lo nữ đoàn viên</h1><div class="post-date">Thứ ba, 05/03/2024</div><div class="share-box">Chia sẻ</div>
      <p>{BODY}</p><p>Theo <a>Nghị quyết số 02-NQ/TW</a> của Bộ Chính trị.</p></div>
      <div><ul>{links}</ul></div><div class="comments">Ý kiến bạn đọc (5)</div><footer>Bản quyền</footer></body></html>"""
    content = read(page)
    assert content.text.split("\n") == [
        "Chăm lo nữ đoàn viên",
        "Thứ ba, 05/03/2024",
        BODY.strip(),
        "Theo Nghị quyết số 02-NQ/TW của Bộ Chính trị.",
    ]
    assert content.headline == "Chăm lo nữ đoàn viên"
    assert content.published == date(2024, 3, 5)


def test_article_under_a_furniture_name_is_kept() -> None:
    assert (
        BODY.strip() in read(f"<html><body><div class='widget menu'><p>{BODY}</p></div></body></html>").text
    )


def test_headline_and_date_from_the_head_alone() -> None:
    content = read(
        "<html><head><title>Kế hoạch nữ công | Báo A</title></head><body><div class='entry-date'>Ngày đăng: 5/3/2024</div>"
        f"<p>{BODY}</p></body></html>"
    )
    assert content.text.startswith("Kế hoạch nữ công\nNgày đăng")
    assert content.published == date(2024, 3, 5)


@pytest.mark.parametrize("stated", ["2024-13-45", "hôm nay", ""])
def test_no_date_is_none(stated: str) -> None:
    page = f"<html><body><time datetime='{stated}'>x</time><p>ngày 12/3/2024</p></body></html>"
    assert read(page).published is None


def test_table_rows_are_lines_with_cells() -> None:
    content = read(
        "<html><body><table border='1'><tr><td>STT<td>Đơn vị<td>Số</tr>"
        "<tr><td>1<td rowspan=2>Huyện A<td><p>300</p><p>người</p></tr><tr><td>2<td>400</tr></table></body></html>"
    )
    assert content.text == "STT | Đơn vị | Số\n1 | Huyện A | 300 người\n2 |  | 400"
    assert content.places[-1].cell == (1, 3, 3)
    assert content.places[-1].role == "table"


def test_lists_are_numbered_as_shown() -> None:
    content = read(
        "<html><body><ol><li>một<li value=4>bốn<ul><li>gạch<li>- có gạch</ul><li>năm</ol>"
        "<ol type=a start=2><li>bê</ol></body></html>"
    )
    assert content.text == "1. một\n4. bốn\n- gạch\n- có gạch\n5. năm\nb. bê"


def test_the_number_of_an_item_stands_before_its_first_paragraph() -> None:
    content = read(
        "<html><body><ol type=I><li><p>MỤC TIÊU</p><ol><li><p>Một</p><p>Thêm</p><li></ol><li><p>KINH PHÍ</p></ol>"
        "<p>Hết</p></body></html>"
    )
    assert content.text == "I. MỤC TIÊU\n1. Một\nThêm\nII. KINH PHÍ\nHết"


WORD = (
    "<a href='#_ftn1' name='_ftnref1'><span class=MsoFootnoteReference>[1]</span></a>",
    "<div id=ftn1><p><a href='#_ftnref1' name='_ftn1'>[1]</a> Số liệu năm 2023</p></div>",
)
LIBREOFFICE = (
    "<a class='sdfootnoteanc' name='sdfootnote1anc' href='#sdfootnote1sym'><sup>1</sup></a>",
    "<div id='sdfootnote1'><p><a class='sdfootnotesym' href='#sdfootnote1anc'>1</a> Số liệu năm 2023</p></div>",
)


@pytest.mark.parametrize(("mark", "note"), [WORD, LIBREOFFICE])
def test_marks_of_notes_are_no_numbers_of_the_text(mark: str, note: str) -> None:
    content = read(
        f"<html><body><p>Đạt 85%{mark} đoàn viên</p><p><a href='#2'>2</a> lớp</p>{note}</body></html>"
    )
    assert content.text == "Đạt 85% đoàn viên\n2 lớp\nSố liệu năm 2023"
    assert [place.role for place in content.places] == ["body", "body", "footnote"]


def test_break_within_a_sentence_is_a_blank() -> None:
    assert read("<html><body><p>KẾ HOẠCH<br>Năm 2024<br>về nữ công</p></body></html>").text == (
        "KẾ HOẠCH\nNăm 2024 về nữ công"
    )


def test_declared_encoding_and_a_wrong_one() -> None:
    page = "<html><head><meta charset='{}'></head><body><p>Kế hoạch nữ công</p></body></html>"
    utf16 = page.format("utf-16").encode("utf-16")
    wrong = page.format("us-ascii").encode()
    for data in (utf16, wrong):
        assert read_html(data, Settings()).text == "Kế hoạch nữ công"
    with pytest.raises(Unreadable, match="encoding"):
        read_html(b"<html><body>\xc3\x28 \xff\xfe\xfa</body></html>", Settings())


def test_hostile_pages_cost_little_and_lose_nothing() -> None:
    with pytest.raises(Unreadable, match="nested too deeply"):
        read("<html><body>" + "<div>chữ" * 5000)
    assert read("<html><body><ol>" + "<li>mục" * 20_000).text.endswith("20000. mục")
    spans = read("<html><body><table>" + "<tr><td rowspan=999 colspan=999>ô</tr>" * 300)
    assert spans.text.count("ô") == 300


def test_a_cell_that_spans_leaves_the_others_of_its_grid_empty() -> None:
    content = read(
        "<html><body><table border='1'><tr><td rowspan=2>Đơn vị<td colspan=2>Số cây</tr>"
        "<tr><td>Trồng<td>Sống</tr><tr><td>An Hòa | Tây<td>4<td>3</tr></table></body></html>"
    )
    assert content.text == "Đơn vị | Số cây | \n | Trồng | Sống\nAn Hòa ¦ Tây | 4 | 3"
    assert [place.rows for place in content.places[:2]] == [2, 1]


@pytest.mark.parametrize("charset", ["windows-1252", "iso-8859-1", "x-user-defined", "utf-8"])
@pytest.mark.parametrize("name", ["tcvn3", "vni"])
def test_a_page_in_the_code_of_an_old_font(name: str, charset: str) -> None:
    """Such pages name some Western encoding, or one that there is not."""
    text = "Kế hoạch tổ chức hội thi của ngành; các đơn vị được hỗ trợ kinh phí"
    typed = code(name).encode(text)
    page = f"<html><head><meta charset={charset}></head><body><p>{typed}</p></body></html>"
    raw = read_html(page.encode("cp1252"), Settings()).text
    assert clean(raw).text == text
