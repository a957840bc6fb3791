from io import BytesIO
from zipfile import ZipFile

import pytest

from pipeline.ingest.docx import read_docx
from pipeline.ingest.pieces import Unreadable
from pipeline.settings import Settings
from tests.ingest.office_samples import levels, numbered, paragraph, table, use, word_file, zip_file

SETTINGS = Settings()
BULLET = levels(("bullet", "\uf0b7"), key=1)
PLAN = levels(("upperRoman", "%1."), ("decimal", "%2."), ("decimal", "%2.%3-"), ("lowerLetter", "%4)"))


def lines(body: str, **parts: str) -> list[str]:
    return read_docx(word_file(body, **parts), SETTINGS).text.split("\n")


def test_paragraphs_are_lines_with_their_numbers() -> None:
    content = read_docx(word_file(paragraph("KẾ HOẠCH") + paragraph("") + paragraph("Về nữ công")), SETTINGS)
    assert content.text == "KẾ HOẠCH\nVề nữ công"
    assert not content.wrapped
    assert [place.paragraph for place in content.places] == [1, 3]


def test_numbering_of_several_levels() -> None:
    body = (
        numbered("MỤC TIÊU", 1)
        + numbered("Chung", 1, 1)
        + numbered("Cụ thể", 1, 1)
        + numbered("Một", 1, 2)
        + numbered("Hai", 1, 2)
        + numbered("Ý", 1, 3)
        + paragraph("đoạn không đánh số")
        + numbered("NHIỆM VỤ", 1)
        + numbered("Tuyên truyền", 1, 1)
    )
    assert lines(body, numbering=PLAN + use(1)) == [
        "I. MỤC TIÊU",
        "1. Chung",
        "2. Cụ thể",
        "2.1- Một",
        "2.2- Hai",
        "a) Ý",
        "đoạn không đánh số",
        "II. NHIỆM VỤ",
        "1. Tuyên truyền",
    ]


def test_level_that_never_restarts() -> None:
    numbering = levels(
        ("upperRoman", "%1."), ("decimal", "Điều %2."), extra='<w:lvlRestart w:val="0"/>'
    ) + use(1)
    body = numbered("A", 1) + numbered("a", 1, 1) + numbered("B", 1) + numbered("b", 1, 1)
    assert lines(body, numbering=numbering) == ["I. A", "Điều 1. a", "II. B", "Điều 2. b"]


def test_lists_of_one_kind_count_on_unless_one_starts_anew() -> None:
    anew = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>'
    numbering = levels(("decimal", "%1.")) + use(1) + use(2) + use(3, overrides=anew)
    body = numbered("a", 1) + numbered("b", 2) + numbered("c", 3) + numbered("d", 3)
    assert lines(body, numbering=numbering) == ["1. a", "2. b", "5. c", "6. d"]


def test_numbering_through_a_style_above_the_own_one() -> None:
    style = (
        '<w:style w:type="paragraph" w:styleId="Muc"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="MucCon"><w:basedOn w:val="Muc"/></w:style>'
    )
    own, none = (
        '<w:pStyle w:val="MucCon"/>',
        '<w:pStyle w:val="MucCon"/><w:numPr><w:numId w:val="0"/></w:numPr>',
    )
    body = paragraph("Một", own) + paragraph("không số", none) + paragraph("Hai", own)
    numbering = levels(("upperLetter", "%1.")) + use(1)
    assert lines(body, numbering=numbering, styles=style) == ["A. Một", "không số", "B. Hai"]


def test_bullets_are_what_they_look_like() -> None:
    numbering = BULLET + use(1, 1) + levels(("bullet", "-"), key=2) + use(2, 2)
    body = numbered("tròn", 1) + numbered("gạch", 2) + numbered("", 1)
    assert lines(body, numbering=numbering) == ["• tròn", "- gạch"]


def test_number_alone_in_a_cell_is_kept() -> None:
    numbering = levels(("decimal", "%1")) + use(1)
    body = table(("STT", "Đơn vị"), (numbered("", 1), "Huyện A"), (numbered("", 1), "Huyện B"))
    assert lines(body, numbering=numbering) == ["STT | Đơn vị", "1 | Huyện A", "2 | Huyện B"]


def test_table_rows_are_lines_with_cells() -> None:
    data = word_file(paragraph("Biểu") + table(("STT", "Đơn vị", "Số"), ("1", "", "300")))
    content = read_docx(data, SETTINGS)
    assert content.text == "Biểu\nSTT | Đơn vị | Số\n1 |  | 300"
    last = content.places[-1]
    assert (last.role, last.cell, last.paragraph) == ("table", (1, 2, 3), 7)


def test_merged_cell_keeps_the_columns_after_it() -> None:
    wide = f'<w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr>{paragraph("Chung")}</w:tc><w:tc>{paragraph("Số")}</w:tc>'
    body = table(("a", "b", "c")).replace("</w:tbl>", f"<w:tr>{wide}</w:tr></w:tbl>")
    content = read_docx(word_file(body), SETTINGS)
    assert content.places[-1].cell == (1, 2, 3)


def test_undrawn_pair_of_blocks_is_read_cell_by_cell() -> None:
    left = paragraph("Nơi nhận:") + paragraph("- Như trên;")
    body = table((left, paragraph("TM. BAN THƯỜNG VỤ") + paragraph("CHỦ TỊCH")), drawn=False)
    content = read_docx(word_file(body), SETTINGS)
    assert content.text == "Nơi nhận:\n- Như trên;\nTM. BAN THƯỜNG VỤ\nCHỦ TỊCH"
    assert [place.cell for place in content.places] == [(1, 1, 1), (1, 1, 1), (1, 1, 2), (1, 1, 2)]
    assert {place.role for place in content.places} == {"body"}


def test_table_in_a_table() -> None:
    inner = table(("a", "b"), ("1", "2")) + paragraph("")
    assert lines(table((paragraph("trên") + inner,))) == ["trên", "a | b", "1 | 2"]


def test_text_box_once_after_its_paragraph() -> None:
    box = f"<w:txbxContent>{paragraph('DỰ THẢO')}</w:txbxContent>"
    drawing = (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:wsp>{box}</wps:wsp></w:drawing>'
        f"</mc:Choice><mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    content = read_docx(word_file(f"<w:p>{drawing}<w:r><w:t>KẾ HOẠCH</w:t></w:r></w:p>"), SETTINGS)
    assert content.text == "KẾ HOẠCH\nDỰ THẢO"
    assert [place.role for place in content.places] == ["body", "text_box"]


@pytest.mark.parametrize(
    ("head", "switch", "role"),
    [
        (("LĐLĐ TỈNH A", "Số: 12/KH-LĐLĐ", "Ngày 3/4/2024"), "<w:titlePg/>", "body"),
        (("LĐLĐ TỈNH A", "Số: 12/KH-LĐLĐ", "Ngày 3/4/2024"), '<w:titlePg w:val="0"/>', "header"),
        (("LƯU HÀNH", "Trang 1"), "<w:titlePg/>", "header"),
    ],
)
def test_a_head_that_stands_in_the_header_of_the_first_page(
    head: tuple[str, ...], switch: str, role: str
) -> None:
    section = f'<w:sectPr><w:headerReference w:type="first" r:id="header1"/>{switch}</w:sectPr>'
    content = read_docx(
        word_file(paragraph("KẾ HOẠCH") + section, header="".join(map(paragraph, head))), SETTINGS
    )
    assert content.text == "\n".join([*head, "KẾ HOẠCH"])
    assert [place.role for place in content.places] == [*([role] * len(head)), "body"]


def test_the_strict_form_of_the_standard() -> None:
    names = {"schemas.openxmlformats.org/wordprocessingml/2006": "purl.oclc.org/ooxml/wordprocessingml"}
    names["schemas.openxmlformats.org/officeDocument/2006"] = "purl.oclc.org/ooxml/officeDocument"
    usual = ZipFile(BytesIO(word_file(paragraph("KẾ HOẠCH") + numbered("Một", 1), numbering=PLAN + use(1))))
    parts = {name: usual.read(name).decode() for name in usual.namelist()}
    for name, strict in names.items():
        parts = {part: xml.replace(name, strict) for part, xml in parts.items()}
    assert read_docx(zip_file(parts), SETTINGS).text == "KẾ HOẠCH\nI. Một"


def test_notes_headers_and_footers_stand_apart() -> None:
    body = (
        '<w:p><w:r><w:t>Tỷ suất sinh</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r><w:r><w:t> giảm.</w:t></w:r></w:p>'
        '<w:sectPr><w:headerReference r:id="header1"/><w:footerReference r:id="footer1"/></w:sectPr>'
    )
    notes = f'<w:footnote w:id="0">{paragraph("vạch")}</w:footnote><w:footnote w:id="2">{paragraph("Năm 2023")}</w:footnote>'
    data = word_file(body, footnotes=notes, header=paragraph("LƯU HÀNH"), footer=paragraph("Trang 1"))
    content = read_docx(data, SETTINGS)
    assert content.text == "LƯU HÀNH\nTỷ suất sinh giảm.\nNăm 2023\nTrang 1"
    assert [place.role for place in content.places] == ["header", "body", "footnote", "footer"]
    assert [place.paragraph for place in content.places] == [None, 1, None, None]


@pytest.mark.parametrize(
    ("runs", "text"),
    [
        (
            "<w:ins><w:r><w:t>thêm</w:t></w:r></w:ins><w:del><w:r><w:delText>bớt</w:delText></w:r></w:del>",
            "thêm",
        ),
        ("<w:r><w:t>cột</w:t><w:tab/><w:t>hai</w:t></w:r>", "cột\thai"),
        ("<w:r><w:t>05/KL</w:t><w:noBreakHyphen/><w:t>TLĐ</w:t></w:r>", "05/KL-TLĐ"),
        ("<w:r><w:t>- Như trên;</w:t><w:br/><w:t>- Lưu.</w:t></w:r>", "- Như trên;\n- Lưu."),
        ("<w:r><w:t>Triển khai công tác</w:t><w:br/><w:t>nữ công</w:t></w:r>", "Triển khai công tác nữ công"),
        (
            "<w:r><w:instrText>PAGE</w:instrText></w:r><w:hyperlink><w:r><w:t>xem</w:t></w:r></w:hyperlink>",
            "xem",
        ),
        ("<w:r><w:rPr><w:caps/></w:rPr><w:t>chỉ tiêu</w:t></w:r>", "CHỈ TIÊU"),
        ("<w:r><w:rPr><w:vanish/></w:rPr><w:t>ẩn</w:t></w:r><w:r><w:t>hiện</w:t></w:r>", "hiện"),
        ('<w:r><w:sym w:font="Symbol" w:char="F0B3"/><w:t> 30%</w:t></w:r>', "≥ 30%"),
    ],
)
def test_text_of_a_paragraph(runs: str, text: str) -> None:
    assert read_docx(word_file(f"<w:p>{runs}</w:p>"), SETTINGS).text == text


def test_zip_bomb_by_size_and_by_ratio() -> None:
    data = word_file(paragraph(" " * 12_000_000))
    with pytest.raises(Unreadable, match="zip bomb"):
        read_docx(data, SETTINGS)
    with pytest.raises(Unreadable, match="max_uncompressed_bytes"):
        read_docx(data, Settings(max_uncompressed_bytes=1_000_000))


def test_size_that_the_archive_understates() -> None:
    data = bytearray(word_file(paragraph("a" * 3_000_000)))
    true_size = (3_000_000).to_bytes(4, "little")[2:]  # the high bytes; the exact number holds the XML too
    central = data.rfind(b"PK\x01\x02", 0, data.rfind(b"word/document.xml"))
    assert data[central + 26 : central + 28] == true_size
    data[central + 24 : central + 28] = (1000).to_bytes(4, "little")
    with pytest.raises(Unreadable):
        read_docx(bytes(data), Settings(max_uncompressed_bytes=100_000))


@pytest.mark.parametrize(
    "document",
    [
        '<!DOCTYPE a [<!ENTITY b "nổ">]><w:document xmlns:w="x"><w:body>&b;</w:body></w:document>',
        "<w:document>",
        "không phải XML",
    ],
)
def test_main_part_that_is_no_sound_xml(document: str) -> None:
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="a"'
        ' Type="http://x/officeDocument" Target="word/document.xml"/></Relationships>'
    )
    with pytest.raises(Unreadable):
        read_docx(zip_file({"_rels/.rels": relations, "word/document.xml": document}), SETTINGS)


def test_archive_without_a_document() -> None:
    with pytest.raises(Unreadable, match="no Word document"):
        read_docx(zip_file({"word/a.txt": "a"}), SETTINGS)


def test_a_cell_that_spans_leaves_the_others_of_its_grid_empty() -> None:
    across = f'<w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr>{paragraph("Số cây")}</w:tc>'
    down = f'<w:tc><w:tcPr><w:vMerge w:val="restart"/></w:tcPr>{paragraph("Đơn vị")}</w:tc>'
    covered = f"<w:tc><w:tcPr><w:vMerge/></w:tcPr>{paragraph('cũ')}</w:tc>"
    cells = "".join(f"<w:tc>{paragraph(text)}</w:tc>" for text in ("Trồng", "Sống"))
    body = f"<w:tbl><w:tr>{down}{across}</w:tr><w:tr>{covered}{cells}</w:tr></w:tbl>"
    content = read_docx(word_file(body), SETTINGS)
    assert content.text.split("\n") == ["Đơn vị | Số cây | ", " | Trồng | Sống"]
    assert [(place.cell, place.rows) for place in content.places] == [
        ((1, 1, 1), 2),
        ((1, 1, 2), 1),
        ((1, 2, 2), 1),
        ((1, 2, 3), 1),
    ]
