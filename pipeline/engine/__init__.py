"""Run a corpus: plan it, extract from it, collect what was found."""
