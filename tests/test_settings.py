from pathlib import Path

import pytest

from pipeline.errors import SettingsError
from pipeline.settings import Settings, load_settings


def test_what_is_not_named_keeps_its_default(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_text("max_pages = 7\nseconds_per_document = 3\n")
    assert load_settings(path) == Settings(max_pages=7, seconds_per_document=3)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("max_page = 7", "unknown key 'max_page'"),
        ("max_pages = '7'", "whole number"),
        ("max_pages = 7.5", "whole number"),
        ("max_pages = true", "whole number"),
        ("seconds_per_document = 0", "positive number"),
        ("max_pages = ", "settings.toml"),
    ],
)
def test_wrong_settings(tmp_path: Path, text: str, words: str) -> None:
    path = tmp_path / "settings.toml"
    path.write_text(text)
    with pytest.raises(SettingsError, match=words):
        load_settings(path)


def test_no_file(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    with pytest.raises(SettingsError) as caught:
        load_settings(path)
    assert str(caught.value) == f"{path}: no such file"


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r": is a directory$"):
        load_settings(tmp_path)
