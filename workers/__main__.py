"""`python -m workers` is `mawid`."""

from workers.cli import main

main()
