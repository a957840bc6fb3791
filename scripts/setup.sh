#!/bin/sh
# Make .venv with what the project needs: setup.sh PYTHON [--newest]
# With --newest the pins in constraints.txt are not obeyed but written.
set -eu

python=$1
newest=${2:-}
programs="antiword catdoc chromium tesseract-ocr tesseract-ocr-vie" # as Debian calls their packages

say() { echo "setup: $*" >&2; }
is_root_on_debian() { [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; }
is_there() {
    case $1 in
    tesseract-ocr) command -v tesseract >/dev/null ;;
    tesseract-ocr-vie) tesseract --list-langs 2>/dev/null | grep -qx vie ;;
    *) command -v "$1" >/dev/null ;;
    esac
}
apt_install() {
    { apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends "$@"; } >&2
}

if ! "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
    say "Python 3.11 or later is needed; '$python' is not. Name one: make setup PYTHON=python3.12"
    exit 1
fi

need="antiword and catdoc read .doc files, tesseract reads scans, chromium shows the report to the tests"
missing=
for program in $programs; do
    is_there "$program" || missing="$missing $program"
done
if [ -n "$missing" ]; then
    if is_root_on_debian; then
        for program in $missing; do # one by one: that one is not to be had keeps no other away
            apt_install "$program" || say "going on without $program; $need"
        done
    else
        installer="apt-get install"
        command -v dnf >/dev/null && installer="dnf install"
        command -v brew >/dev/null && installer="brew install"
        [ "$installer" = "brew install" ] || installer="sudo $installer"
        say "going on without$missing; $need. To have them, run: $installer$missing"
    fi
fi

if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
    is_root_on_debian && apt_install python3-venv || true
    if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
        say "'$python' cannot make virtual environments. On Debian and Ubuntu run: sudo apt-get install python3-venv"
        exit 1
    fi
fi

[ -x .venv/bin/python ] && .venv/bin/python -m pip --version >/dev/null 2>&1 || "$python" -m venv --clear .venv
pip=".venv/bin/python -m pip --disable-pip-version-check"
if [ "$newest" = --newest ]; then
    $pip install -q -e '.[dev]'
    {
        echo "# What 'make setup' installs. To renew: make upgrade"
        $pip list --format=freeze --exclude-editable --exclude pip --exclude setuptools --exclude wheel
    } >constraints.txt
else
    say "installing packages into .venv (some minutes, once)"
    $pip install -q -c constraints.txt -e '.[dev]'
fi
