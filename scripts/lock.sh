#!/usr/bin/env bash
# Writes the lock files: exact versions with hashes for every platform, and no address of any package index.
#   requirements.lock      what the workers need
#   requirements-dev.lock  the same, and the extras `embedded` and `dev`
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/common.sh

say "resolving all dependencies"
compile() {
  .venv/bin/uv pip compile -q --universal --generate-hashes --python-version 3.11 --no-emit-index-url --no-annotate \
    --custom-compile-command "make lock" "$@" pyproject.toml
}
compile --upgrade --extra dev --extra embedded -o requirements-dev.lock
compile --constraint requirements-dev.lock -o requirements.lock
