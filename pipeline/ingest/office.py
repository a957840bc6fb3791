"""LibreOffice, where it is installed: other programs' files as .docx or .xlsx, without a window and without network."""

import os
import shutil
import subprocess
import tempfile
from pathlib import Path
from time import monotonic
from typing import Literal

from pipeline.ingest.pieces import Unreadable
from pipeline.settings import Settings

Target = Literal["docx", "xlsx"]

_STARTER = "soffice"
_FILTERS: dict[Target, str] = {"docx": "MS Word 2007 XML", "xlsx": "Calc MS Excel 2007 XML"}
# Its word for: start me again, the profile is made now (EXITHELPER_NORMAL_RESTART in its sources).
_AGAIN = 81
# The run counts all that a document costs: what LibreOffice leaves is for reading its .docx.
_SHARE_OF_TIME = 0.75

_ITEM = (
    '<item oor:path="/org.openoffice.{}"><prop oor:name="{}" oor:op="fuse"><value>{}</value></prop></item>'
)
# A file may link to pictures and templates anywhere: what would be fetched goes to a port where nobody answers.
_SETTINGS = (
    ("Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Inet/Settings", "ooInetProxyType", "2"),
    ("Inet/Settings", "ooInetHTTPProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPProxyPort", "9"),
    ("Inet/Settings", "ooInetHTTPSProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPSProxyPort", "9"),
    ("Inet/Settings", "ooInetNoProxy", ""),
)
_PROFILE = (
    '<?xml version="1.0" encoding="UTF-8"?><oor:items xmlns:oor="http://openoffice.org/2001/registry">'
    f"{''.join(_ITEM.format(*setting) for setting in _SETTINGS)}</oor:items>"
)


def convert(data: bytes, suffix: str, target: Target, settings: Settings) -> bytes:
    """The .docx or .xlsx that LibreOffice makes of a file whose name would end in ``suffix``.

    Each call has a profile of its own, which goes away with it: no other window or run is in its way, and no setting
    of the user's counts. No macro runs, nothing is fetched from the network.

    Raises:
        Unreadable: it makes none, or takes longer than three quarters of ``seconds_per_document``.
    """
    with tempfile.TemporaryDirectory(prefix="chitieu-") as scratch:
        folder = Path(scratch)
        source = folder / f"document.{suffix}"
        source.write_bytes(data)
        profile = folder / "profile" / "user"
        profile.mkdir(parents=True)
        (profile / "registrymodifications.xcu").write_text(_PROFILE, encoding="utf-8")
        _run(folder, source, target, settings.seconds_per_document * _SHARE_OF_TIME)
        made = source.with_suffix(f".{target}")
        if not made.is_file():
            raise Unreadable("LibreOffice cannot read the file")
        if made.stat().st_size > settings.max_bytes:
            raise Unreadable("LibreOffice makes a file of it that is larger than max_bytes")
        return made.read_bytes()


def _run(folder: Path, source: Path, target: Target, seconds: float) -> None:
    command = [
        _program(),
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        *("--headless", "--norestore", "--convert-to", f"{target}:{_FILTERS[target]}"),
        *("--outdir", str(folder), str(source)),
    ]
    deadline = monotonic() + seconds
    try:
        while _exit_code(command, folder, deadline - monotonic()) == _AGAIN:
            pass
    except subprocess.TimeoutExpired as error:
        raise Unreadable(f"LibreOffice gave no answer within {seconds:g} seconds") from error


def _exit_code(command: list[str], home: Path, seconds: float) -> int:
    nothing = subprocess.DEVNULL
    environment = os.environ | {"HOME": str(home)}
    done = subprocess.run(
        command, stdin=nothing, stdout=nothing, stderr=nothing, env=environment, timeout=seconds, check=False
    )
    return done.returncode


def _program() -> str:
    """The program itself: ``soffice`` on Linux only starts it, and would leave it behind when it is ended."""
    starter = Path(os.path.realpath(shutil.which(_STARTER) or _STARTER))
    program = starter.with_name("soffice.bin")
    return str(program if program.is_file() else starter)
