"""The files that a clone starts from."""

import re
import subprocess
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture
def project():
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def test_help_lists_every_target():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = re.search(r"^\.PHONY: (.*)$", makefile, re.M)[1].split()
    shown = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert re.findall(r"^make (\S+)", shown, re.M) == targets


def test_every_package_is_pinned(project):
    pins = (ROOT / "constraints.txt").read_text(encoding="utf-8").lower().replace("_", "-")
    named = [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    names = [re.match(r"[\w.-]+", requirement)[0].lower() for requirement in named]
    assert [name for name in names if not re.search(rf"^{re.escape(name)}==", pins, re.M)] == []


@pytest.mark.parametrize("name", ["constraints.txt", "pyproject.toml", "Makefile", "scripts/setup.sh"])
def test_no_registry_is_named(name):
    text = (ROOT / name).read_text(encoding="utf-8")
    assert "://" not in text
    assert "index-url" not in text
