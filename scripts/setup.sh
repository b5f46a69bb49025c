#!/usr/bin/env bash
# Makes .venv: everything that requirements-dev.lock names, and this checkout on top. Does nothing when it is up to date.
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/common.sh

stamp=.venv/.installed
wanted=$(cat requirements-dev.lock pyproject.toml | sha256sum)
[ "$(cat $stamp 2>/dev/null)" != "$wanted" ] || exit 0

python=
for candidate in "${PYTHON:-}" python3.11 python3.12 python3.13 python3; do
  if [ -n "$candidate" ] && "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
    python=$candidate
    break
  fi
done
[ -n "$python" ] || stop "Python 3.11 or newer is missing. Install it, or name one: make PYTHON=/path/to/python3"

if ! .venv/bin/python -m pip --version >/dev/null 2>&1; then
  "$python" -m venv --clear .venv || stop "$python cannot make a virtual environment ('sudo apt-get install python3-venv')."
fi
say "installing the Python packages of requirements-dev.lock into .venv (a minute or two, once)"
.venv/bin/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements-dev.lock
.venv/bin/python -m pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
# Without bytecode, which the environment may forbid pip and Python to write, each start takes a second longer.
.venv/bin/python -m compileall -q .venv/lib >/dev/null || true # some packages hold files for other versions of Python
echo "$wanted" >$stamp
