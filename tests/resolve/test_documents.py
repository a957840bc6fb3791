"""Keys and resolution of citations, over documents of our own."""

from datetime import date

import pytest
from msgspec.structs import replace

from pipeline.resolve.document_keys import canonical_number
from pipeline.resolve.documents import document_key, resolve
from pipeline.schema import Document, DocumentTables, Reference

UPPER = Document(
    doc_id="upper",
    source="upper.txt",
    sha256="0",
    media_type="text/plain",
    type="KH",
    number="14/KH-LĐLĐ",
    issued=date(2031, 2, 3),
    issuer="Liên đoàn Lao động tỉnh Đắk Lắk",
    family="trade_union",
    level="province",
    province="Đắk Lắk",
    period_start=date(2031, 1, 1),
)
LOWER = replace(
    UPPER,
    doc_id="lower",
    number="5/KH-LĐLĐ",
    issued=date(2031, 3, 1),
    issuer="Liên đoàn Lao động huyện Ea Kar",
    level="district",
)


def cite(**facts: object) -> Reference:
    given = {
        "doc_id": "lower",
        "start": 0,
        "end": 1,
        "quote": "x",
        "rule": "r",
        "reference_id": "r1",
        "form": "full",
    }
    return Reference(**{**given, **facts})  # type: ignore[arg-type]


def resolved(*references: Reference, upper: Document = UPPER, citing: Document = LOWER) -> list[Reference]:
    tables = [
        DocumentTables(document=upper, text=""),
        DocumentTables(document=citing, text="", references=references),
    ]
    return list(resolve(tables)[1].references)


def keys(*references: Reference) -> set[str | None]:
    return {row.key for row in resolved(*references)}


def test_a_dated_citation_finds_its_document() -> None:
    (row,) = resolved(cite(type="KH", number="14/KH-LĐLĐ", date=date(2031, 2, 3)))
    assert (row.resolved_doc_id, row.key) == ("upper", document_key(UPPER))


@pytest.mark.parametrize(
    "facts",
    [
        {"date": date(2030, 2, 3)},
        {"year": 2030},
        {"issuer": "Liên đoàn Lao động tỉnh Kon Tum"},
        {"type": "HD"},
    ],
)
def test_another_document_of_the_same_number(facts: dict[str, object]) -> None:
    (row,) = resolved(cite(**{"type": "KH", "number": "14/KH-LĐLĐ", **facts}))
    assert row.resolved_doc_id is None


def test_what_is_ambiguous_stays_open() -> None:
    twin = replace(UPPER, doc_id="twin", issued=date(2031, 2, 4))
    tables = [DocumentTables(document=document, text="") for document in (UPPER, twin)]
    citing = DocumentTables(document=LOWER, text="", references=(cite(type="KH", number="14/KH-LĐLĐ"),))
    (row,) = resolve([*tables, citing])[2].references
    assert row.resolved_doc_id is None


def test_a_bare_mention_is_the_dated_one() -> None:
    dated = cite(type="NQ", number="19-NQ/TU", date=date(2030, 5, 6))
    assert (
        len(keys(dated, cite(type="NQ", number="19-NQ/TU"), cite(type="NQ", number="19", form="short"))) == 1
    )
    other = cite(type="NQ", number="19-NQ/TU", date=date(2031, 5, 6))
    assert len(keys(dated, other, cite(type="NQ", number="19-NQ/TU"))) == 3


def test_documents_with_several_numbers() -> None:
    numbers = ("6b", "6b/NQ-BCH", "6b/TLĐ")
    assert len(keys(*(cite(type="NQ", number=number) for number in numbers))) == 1
    assert keys(cite(type="NQ", number="6b/TLĐ", date=date(2011, 1, 29))) == keys(
        cite(type="NQ", number="6b")
    )
    assert keys(cite(type="CT", number="03/TLĐ")) != keys(
        cite(type="CT", number="03/TLĐ", date=date(2019, 1, 1))
    )


def test_laws() -> None:
    by_name = cite(type="LUAT", quote="Luật Công đoàn năm 2024", year=2024, form="law")
    by_number = cite(type="LUAT", quote="Luật số 50/2024/QH15", number="50/2024/QH15", year=2024)
    assert keys(by_name) == keys(by_number)
    assert len(keys(by_name, cite(type="LUAT", quote="Luật Công đoàn", form="law"))) == 1
    assert len(keys(by_name, cite(type="LUAT", quote="Luật Công đoàn năm 2012", year=2012, form="law"))) == 2


def test_congresses_are_named_in_any_order() -> None:
    one = cite(type="NQ", form="congress", title="Đại hội XI Công đoàn huyện")
    other = cite(type="NQ", form="congress", title="Đại hội Công đoàn huyện lần thứ XI")
    assert len(keys(one, other)) == 1
    assert len(keys(one, cite(type="NQ", form="congress", title="Đại hội XI Công đoàn tỉnh"))) == 2


def test_an_unnumbered_citation_is_of_the_own_province() -> None:
    citation = cite(type="KH", form="unnumbered", year=2031, issuer="Ban Chấp hành Liên đoàn Lao động tỉnh")
    assert resolved(citation)[0].resolved_doc_id == "upper"
    elsewhere = replace(LOWER, province="Kon Tum")
    assert resolved(citation, citing=elsewhere)[0].resolved_doc_id is None


def test_numbers_are_compared_without_zeros_and_joints() -> None:
    assert canonical_number("05-NQ/TW") == canonical_number("5/NQ- TW")
    assert canonical_number("15-NQ/TW") != canonical_number("5-NQ/TW")


def test_an_issuer_named_with_its_place_is_found_from_anywhere() -> None:
    upper = replace(UPPER, issuer="Liên đoàn Lao động huyện Ea Súp", level="district")
    works = replace(LOWER, issuer="Công đoàn cơ sở Công ty Hoa Ban", level="grassroots", province=None)
    named = cite(number="14/KH-LĐLĐ", type="KH", issuer="Ban Thường vụ LĐLĐ huyện Ea Súp")
    placeless = cite(number="14/KH-LĐLĐ", type="KH", issuer="LĐLĐ huyện")
    found = resolved(named, upper=upper, citing=works), resolved(placeless, upper=upper, citing=works)
    assert [row.resolved_doc_id for rows in found for row in rows] == ["upper", None]
