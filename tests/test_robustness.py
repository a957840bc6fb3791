"""What goes wrong in a folder of real files, through the command line: the others are done, the reason is told."""

import io
import os
import signal
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pypdfium2
import pytest

pytestmark = pytest.mark.usefixtures("stand_in")

GOOD = "KẾ HOẠCH\nSố 12/KH-CĐ: phấn đấu 90% công đoàn cơ sở có tủ sách.\n"


def docx_bomb():
    """A Word file of some kilobytes that would unpack to half a gigabyte."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        with archive.open("word/document.xml", "w", force_zip64=True) as part:
            for _ in range(512):
                part.write(b"\0" * 1_000_000)
    return data.getvalue()


def pdf():
    document = pypdfium2.PdfDocument.new()
    document.new_page(200, 200)
    data = io.BytesIO()
    document.save(data)
    return data.getvalue()


def encrypted_pdf():
    """The trailer names a security handler whose password nobody knows."""
    handler = (
        b"/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /Length 40 /O <"
        + b"41" * 32
        + b"> /U <"
        + b"42" * 32
        + b"> >> "
        b"/ID [<00112233445566778899aabbccddeeff> <00112233445566778899aabbccddeeff>] "
    )
    return pdf().replace(b"trailer\r\n<<", b"trailer\r\n<<" + handler, 1)


BAD = {
    "empty.txt": b"",
    "blank.txt": b" \n\n\t\n",
    "junk.txt": bytes(range(256)) * 40,
    "nul.txt": b"\0" * 5_000,
    "bomb.docx": docx_bomb(),
    "half.docx": docx_bomb()[:2_000],
    "encrypted.pdf": encrypted_pdf(),
    "truncated.pdf": b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n",
    "half.pdf": pdf()[: len(pdf()) // 2],
    "ole.doc": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,
}


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "good.txt").write_text(GOOD, encoding="utf-8")
    return folder


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_named_with_its_reason_and_the_others_are_done(chitieu, folder, tmp_path, rows, name):
    (folder / name).write_bytes(BAD[name])
    run = chitieu("extract", "in", "--output", "ds")
    assert run.returncode == 1
    assert run.stderr.startswith(f"in/{name}: ")
    assert run.stderr.count("\n") == 1
    assert "fault" not in run.stderr
    (failure,) = rows(tmp_path / "ds", "failures")
    assert run.stderr == f"{failure['source']}: {failure['reason']}\n"
    assert [row["source"] for row in rows(tmp_path / "ds", "documents")] == ["in/good.txt"]


def test_all_at_once(chitieu, folder, tmp_path, rows):
    for name, data in BAD.items():
        (folder / name).write_bytes(data)
    run = chitieu("extract", "in", "--output", "ds")
    assert run.returncode == 1
    assert len(rows(tmp_path / "ds", "failures")) == len(BAD)
    assert len(rows(tmp_path / "ds", "documents")) == 1


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1258"])
def test_encodings_that_vietnamese_files_have(chitieu, folder, tmp_path, encoding):
    """Decomposed letters are what Windows' Vietnamese code page has; a reader that cannot tell says so."""
    text = "Kế hoạch" if encoding != "cp1258" else "Kê\u0301 hoa\u0323ch"
    (folder / "good.txt").write_bytes((text + " số 90 của công ty\n").encode(encoding, "ignore"))
    run = chitieu("extract", "in", "--output", "ds")
    if run.returncode == 0:
        (path,) = (tmp_path / "ds" / "text").iterdir()
        assert "90" in path.read_bytes().decode("utf-8")
    else:
        assert run.stderr.startswith("in/good.txt: ")


def test_a_name_that_lies_about_the_content_is_no_matter(chitieu, folder):
    (folder / "good.txt").rename(folder / "good.pdf")
    assert chitieu("extract", "in", "--output", "ds").returncode == 0


def test_a_directory_that_vanishes(chitieu, folder, tmp_path):
    chitieu("extract", "in", "--output", "ds")
    before = (tmp_path / "ds" / "numerals.csv").read_bytes()
    (folder / "good.txt").unlink()
    folder.rmdir()
    run = chitieu("extract", "in", "--output", "ds")
    assert run.returncode == 2
    assert run.stderr.startswith("in: ")
    assert (tmp_path / "ds" / "numerals.csv").read_bytes() == before


def test_a_directory_that_vanishes_beside_another(chitieu, folder):
    run = chitieu("extract", "in", "gone", "--output", "ds")
    assert run.returncode == 1
    assert run.stderr.startswith("gone: ")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_read_permission(chitieu, folder):
    (folder / "secret.txt").write_text(GOOD + "khác", encoding="utf-8")
    (folder / "secret.txt").chmod(0)
    run = chitieu("extract", "in", "--output", "ds")
    assert run.returncode == 1
    assert run.stderr == "in/secret.txt: permission denied\n"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_without_write_permission(chitieu, folder, tmp_path):
    (tmp_path / "fixed").mkdir(0o555)
    run = chitieu("extract", "in", "--output", "fixed/ds")
    assert run.returncode == 2
    assert "fixed/ds: cannot be written" in run.stderr


@pytest.mark.parametrize("output", ["in/good.txt/ds", "in/good.txt", "/proc/ds"])
def test_a_place_where_nothing_can_be_written(chitieu, folder, output):
    run = chitieu("extract", "in", "--output", output)
    assert run.returncode == 2
    assert run.stderr.startswith(f"chitieu: {output}: ")
    assert run.stderr.count("\n") == 1


def test_a_full_disk(chitieu, folder, tmp_path):
    """A limit on the size of files stands for a disk that is full."""
    chitieu("extract", "in", "--output", "ds")
    (folder / "more.txt").write_text("90 " * 200_000, encoding="utf-8")
    before = (tmp_path / "ds" / "numerals.csv").read_bytes()
    run = chitieu("extract", "in", "--output", "ds", preexec_fn=limit_file_size)
    assert run.returncode in (1, 2)
    if run.returncode == 2:
        assert (tmp_path / "ds" / "numerals.csv").read_bytes() == before
    assert {path.name for path in tmp_path.iterdir()} == {"in", "ds"}


def limit_file_size():
    import resource

    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1_000_000, 1_000_000))


@pytest.fixture
def _interrupts_heeded():
    """Where a shell runs the tests in the background Ctrl-C is ignored, by every process they start too."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("_interrupts_heeded")
@pytest.mark.parametrize("killed_by", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_killed_in_the_middle(chitieu, folder, tmp_path, killed_by):
    assert chitieu("extract", "in", "--output", "ds").returncode == 0
    before = {path: path.read_bytes() for path in (tmp_path / "ds").rglob("*") if path.is_file()}
    (folder / "slow.txt").write_text("HANG", encoding="utf-8")
    command = [str(Path(sys.executable).with_name("chitieu")), "extract", "in", "--output", "ds"]
    run = subprocess.Popen(command, cwd=tmp_path, stderr=subprocess.DEVNULL, start_new_session=True)
    wait_until(lambda: list(tmp_path.glob(".ds.*")))
    time.sleep(0.5)
    run.send_signal(killed_by)
    assert run.wait(10) != 0
    assert {path: path.read_bytes() for path in (tmp_path / "ds").rglob("*") if path.is_file()} == before
    (folder / "slow.txt").unlink()
    assert chitieu("extract", "in", "--output", "ds").returncode == 0
    assert {path.name for path in tmp_path.iterdir()} == {"in", "ds"}


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="only Linux ends a process with its parent")
def test_the_processes_of_a_killed_run_end(folder, tmp_path):
    (folder / "a.txt").write_text("một 1", encoding="utf-8")
    (folder / "slow.txt").write_text("HANG", encoding="utf-8")
    command = [str(Path(sys.executable).with_name("chitieu")), "extract", "in", "--output", "ds"]
    run = subprocess.Popen(command, cwd=tmp_path, stderr=subprocess.DEVNULL)
    wait_until(lambda: list(tmp_path.glob(".ds.*/.spool/*.rows")))
    children = [
        int(pid)
        for task in Path(f"/proc/{run.pid}/task").iterdir()
        for pid in (task / "children").read_text().split()
    ]
    assert children
    run.kill()
    run.wait(10)
    wait_until(lambda: not any(is_running(pid) for pid in children))


def is_running(pid):
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


def wait_until(holds):
    until = time.monotonic() + 20
    while not holds():
        assert time.monotonic() < until
        time.sleep(0.02)


def test_a_huge_line(chitieu, folder, tmp_path, rows):
    (folder / "good.txt").write_text("phấn đấu đạt chín mươi phần trăm, " * 30_000, encoding="utf-8")
    assert chitieu("extract", "in", "--output", "ds").returncode == 0
    assert len(rows(tmp_path / "ds", "documents")) == 1


def test_links_out_of_the_folder_are_not_followed(chitieu, folder, tmp_path, rows):
    (tmp_path / "outside.txt").write_text("ngoài 7", encoding="utf-8")
    (folder / "link.txt").symlink_to(tmp_path / "outside.txt")
    (folder / "up").symlink_to(tmp_path)
    assert chitieu("extract", "in", "--output", "ds").returncode == 0
    assert [row["source"] for row in rows(tmp_path / "ds", "documents")] == ["in/good.txt"]


def test_a_name_with_every_oddity(chitieu, folder, rows, tmp_path):
    name = "a, \"b\"; 'c' $(d)\n=1+1 ễ.txt"
    (folder / "good.txt").rename(folder / name)
    assert chitieu("extract", "in", "--output", "ds").returncode == 0
    assert [row["source"] for row in rows(tmp_path / "ds", "documents")] == [f"in/{name}"]
