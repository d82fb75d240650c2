"""``python -m pipeline`` is the same as ``xinpu``."""

from pipeline.cli import main

main()
