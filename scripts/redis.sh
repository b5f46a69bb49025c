#!/usr/bin/env bash
# Makes sure that there is a redis-server for the tests.
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/common.sh

command -v redis-server >/dev/null || debian_package redis-server "redis-server"
