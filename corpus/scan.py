"""Makes scans of the corpus's directives, as an office's scanner makes them, with the text that they show.

    python corpus/scan.py FOLDER [NAME …]      without names: every directive that has pages or a plain text

Writes ``FOLDER/NAME.pdf``, images of the pages at 200 dpi without a text layer, and ``FOLDER/text/NAME.pdf``, the
same pages as text: what is read from one is to be found in the other. Pages are printed by LibreOffice (``soffice``);
without it only the directives that are PDFs already are scanned. Every page bears a red round stamp, over the signature
or over the head and text, and is turned, blurred, noisy and compressed, the same on every machine that prints the same
pages.
"""

import math
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from random import Random

import numpy as np
import pypdfium2
from build import CORPUS, word_document
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFilter, ImageFont

DPI = 200
QUALITY = 62
INK = (205, 38, 48)
PAPER = (247, 246, 240)
FONT = "LiberationSans-Bold.ttf"
RADIUS_MM = 18
COLUMN_GAP = re.compile(r" {10,}")
# Who signs stands below one of these, and the stamp covers the left third of the signature.
SIGNATURE = ("CHỦ TỊCH", "PHÓ CHỦ TỊCH", "BÍ THƯ", "CHỦ TỌA", "TRƯỞNG BAN")


def scan(text_pdf: Path, target: Path) -> None:
    """Writes the pages of ``text_pdf`` to ``target`` as scanned images."""
    random = Random(target.stem)
    document = pypdfium2.PdfDocument(text_pdf)
    pages = []
    for number, page in enumerate(document):
        clean = page.render(scale=DPI / 72).to_pil().convert("RGB")
        stamped = _stamped(clean, _stamp_place(page, clean.size, random, first=number == 0), random)
        pages.append(_scanned(stamped, random))
    document.close()
    pages[0].save(target, save_all=True, append_images=pages[1:], resolution=DPI, quality=QUALITY)


def _stamp_place(
    page: pypdfium2.PdfPage, size: tuple[int, int], random: Random, first: bool
) -> tuple[float, float]:
    """The stamp's middle in pixels: left of the signature, else over the letterhead or somewhere over the text."""
    text = page.get_textpage()
    scale = DPI / 72
    for title in SIGNATURE:
        if found := text.search(title, match_case=True).get_next():
            left, bottom, _, _ = text.get_charbox(found[0])
            text.close()
            return left * scale + random.uniform(-40, 20), size[1] - bottom * scale + random.uniform(60, 120)
    text.close()
    if first:
        return size[0] * random.uniform(0.2, 0.3), size[1] * random.uniform(0.07, 0.1)
    return size[0] * random.uniform(0.3, 0.7), size[1] * random.uniform(0.2, 0.5)


def _stamped(page: Image.Image, middle: tuple[float, float], random: Random) -> Image.Image:
    """The page under a stamp: rings, a star and words around it, in ink that lets the print shine through."""
    radius = RADIUS_MM / 25.4 * DPI
    side = int(2 * radius) + 8
    stamp = Image.new("L", (side, side), 0)
    draw = ImageDraw.Draw(stamp)
    for share, width in ((1.0, 7), (0.93, 2), (0.58, 3)):
        reach = radius * share
        box = (side / 2 - reach, side / 2 - reach, side / 2 + reach, side / 2 + reach)
        draw.ellipse(box, outline=235, width=width)
    points = [
        (
            side / 2 + radius * length * math.sin(math.pi * corner / 5),
            side / 2 - radius * length * math.cos(math.pi * corner / 5),
        )
        for corner, length in zip(range(10), (0.3, 0.12) * 5, strict=True)
    ]
    draw.polygon(points, fill=235)
    _write_around(stamp, "LIÊN ĐOÀN LAO ĐỘNG HUYỆN * BAN CHẤP HÀNH * ", radius * 0.76)
    stamp = stamp.rotate(random.uniform(-25, 25), resample=Image.Resampling.BICUBIC)
    worn = np.asarray(stamp, dtype=np.float32) * _blotches(stamp.size, random)
    ink = Image.new("RGB", page.size, (255, 255, 255))
    ink.paste(
        Image.new("RGB", stamp.size, INK),
        (int(middle[0] - side / 2), int(middle[1] - side / 2)),
        Image.fromarray(worn.astype(np.uint8)),
    )
    return Image.fromarray(np.minimum(np.asarray(page), np.asarray(ink)))


def _write_around(stamp: Image.Image, words: str, radius: float) -> None:
    font = ImageFont.truetype(FONT, 25)
    middle = stamp.size[0] / 2
    for number, letter in enumerate(words):
        turn = 2 * math.pi * number / len(words)
        tile = Image.new("L", (44, 44), 0)
        ImageDraw.Draw(tile).text((22, 22), letter, fill=235, font=font, anchor="mm")
        tile = tile.rotate(-math.degrees(turn), resample=Image.Resampling.BICUBIC)
        at = (int(middle + radius * math.sin(turn)) - 22, int(middle - radius * math.cos(turn)) - 22)
        stamp.paste(255, at, tile)


def _blotches(size: tuple[int, int], random: Random) -> NDArray[np.float32]:
    """How much ink took, 0.55 to 1, in patches."""
    noise = np.random.default_rng(random.getrandbits(32)).random((9, 9)) * 0.45 + 0.55
    return np.asarray(Image.fromarray(noise.astype(np.float32)).resize(size, Image.Resampling.BICUBIC))


def _scanned(page: Image.Image, random: Random) -> Image.Image:
    turned = page.rotate(
        random.uniform(-1.2, 1.2), resample=Image.Resampling.BICUBIC, fillcolor=(255, 255, 255)
    )
    soft = turned.filter(ImageFilter.GaussianBlur(random.uniform(0.5, 0.8)))
    light = np.asarray(soft, dtype=np.float32) / 255
    # Print is never quite black, nor paper white.
    scanned = 28 + light * (np.asarray(PAPER, dtype=np.float32) - 28)
    generator = np.random.default_rng(random.getrandbits(32))
    scanned += generator.normal(0, random.uniform(4, 7), scanned.shape[:2])[..., None]
    specks = generator.random(scanned.shape[:2]) < 0.00012
    scanned[specks] = 90
    return Image.fromarray(scanned.clip(0, 255).astype(np.uint8))


def print_pages(directive: Path, folder: Path) -> Path | None:
    """The directive as a PDF with text in ``folder``; None where it cannot be printed here."""
    target = folder / f"{directive.stem}.pdf"
    if directive.suffix == ".pdf":
        shutil.copyfile(directive, target)
        return target
    if directive.suffix not in (".docx", ".doc", ".txt") or not shutil.which("soffice"):
        return None
    with tempfile.TemporaryDirectory() as scratch:
        word = Path(scratch) / directive.name
        if directive.suffix == ".txt":
            word = word.with_suffix(".docx")
            word_document(_with_columns(directive.read_text(encoding="utf-8"))).save(str(word))
        else:
            shutil.copyfile(directive, word)
        command = ["soffice", f"-env:UserInstallation=file://{scratch}/profile", "--headless"]
        command += ["--convert-to", "pdf", "--outdir", str(folder), str(word)]
        subprocess.run(command, check=True, capture_output=True)
    return target


def _with_columns(text: str) -> str:
    """A plain text with the marks of ``build.py`` where blanks set it in two columns, or in the middle."""
    blocks = []
    for block in re.split(r"\n\s*\n", text):
        lines = block.split("\n")
        if not any(COLUMN_GAP.search(line) for line in lines):
            blocks.append(block)
        elif len(lines) == 1:
            blocks.append(f"@title {block.strip()}")
        else:
            rows = (COLUMN_GAP.split(line, maxsplit=1) for line in lines)
            blocks.append("\n".join(f"@columns {row[0]} || {' '.join(row[1:])}" for row in rows))
    return "\n".join(blocks)


def main(arguments: list[str]) -> None:
    folder, names = Path(arguments[0]), arguments[1:]
    (folder / "text").mkdir(parents=True, exist_ok=True)
    for directive in sorted((CORPUS / "directives").iterdir()):
        if names and directive.stem not in names:
            continue
        if text_pdf := print_pages(directive, folder / "text"):
            scan(text_pdf, folder / text_pdf.name)
            print(folder / text_pdf.name)


if __name__ == "__main__":
    main(sys.argv[1:])
