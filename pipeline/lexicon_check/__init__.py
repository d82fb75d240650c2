"""Whether the rows of a user's lexicon can take effect, and why not."""
