# Each target sets up what it needs and does nothing twice.
.PHONY: help setup demo test chaos check quality lock clean

help:            ## what there is
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 10

setup:           ## .venv with everything that this checkout needs
	@scripts/setup.sh

demo: setup      ## watch sample articles become events: own broker, own Redis, nothing left behind
	@.venv/bin/mawid demo

test: setup      ## all tests, the end-to-end ones against a real Kafka and a real Redis
chaos: setup     ## faults of all kinds at random, STORM_FAULTS=8 of them (a minute), from the STORM_SEED=1
chaos: MARKED = -m chaos
test chaos:
	@scripts/redis.sh
	@scripts/kafka.sh
	@mkdir -p .cache
	.venv/bin/pytest --basetemp .cache/pytest $(MARKED) $(ARGS)

check: setup     ## ruff, formatting, types, house rules
	.venv/bin/ruff check
	.venv/bin/ruff format --check
	.venv/bin/mypy
	.venv/bin/pytest -q tests/test_house.py

quality: setup   ## GOLD=DIR: detection and identity against annotated articles, with floors
	@.venv/bin/python benchmarks/quality.py "$(or $(GOLD),$(error say where the annotated articles are: make quality GOLD=DIR))"

lock: setup      ## newest versions into requirements.lock and requirements-dev.lock
	@scripts/lock.sh

clean:           ## everything that the other targets made
	rm -rf .venv .cache .mypy_cache .pytest_cache .ruff_cache .hypothesis dist
