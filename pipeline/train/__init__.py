"""Train what is shipped in ``pipeline/model``: data and a checked-in config in, weights and a model card out."""
