"""Files as offices wrote them before Unicode, made of our own text: TCVN3 in two fonts, VNI in one."""

from itertools import groupby
from xml.sax.saxutils import escape

from pipeline.legacy.codes import Code, code
from tests.ingest.office_samples import word_file

FONTS = {"tcvn3": (".VnTime", ".VnTimeH"), "vni": ("VNI-Times", "VNI-Times")}


def old_word_file(text: str, name: str) -> bytes:
    """A .docx of a text in composed letters, a paragraph per line, typed in the code of that name."""
    body = "".join(f"<w:p>{''.join(runs(line, name))}</w:p>" for line in text.split("\n"))
    plain, _ = FONTS[name]
    styles = f'<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="{plain}" w:hAnsi="{plain}"/></w:rPr></w:rPrDefault></w:docDefaults>'
    return word_file(body, styles=styles)


def runs(line: str, name: str) -> list[str]:
    table = code(name)
    made = []
    for capital, letters in groupby(line, key=lambda letter: needs_capital_font(letter, table)):
        made.append(run(table.encode("".join(letters)), FONTS[name][capital]))
    return made


def needs_capital_font(letter: str, table: Code) -> bool:
    """Whether the code has the letter as a small one only."""
    return letter.isupper() and table.decode(table.encode(letter)) != letter


def run(typed: str, font: str) -> str:
    properties = f'<w:rPr><w:rFonts w:ascii="{font}" w:hAnsi="{font}"/></w:rPr>'
    return f'<w:r>{properties}<w:t xml:space="preserve">{escape(typed)}</w:t></w:r>'
