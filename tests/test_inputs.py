"""What makes the next run read a file again that has not changed."""

from pathlib import Path

import pytest

from pipeline import inputs
from pipeline.ingest import tesseract
from pipeline.settings import Settings


def test_a_model_that_was_learned_anew_is_a_reason(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inputs, "MODELS", tmp_path)
    model = tmp_path / "roles.skops"
    model.write_bytes(b"one")
    before = inputs.fingerprint(Settings())
    assert inputs.fingerprint(Settings()) == before
    model.write_bytes(b"two")
    assert inputs.fingerprint(Settings()) != before


def test_a_language_that_was_installed_is_a_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tesseract, "languages", lambda: ("eng",))
    before = inputs.fingerprint(Settings())
    monkeypatch.setattr(tesseract, "languages", lambda: ("eng", "vie"))
    assert inputs.fingerprint(Settings()) != before
