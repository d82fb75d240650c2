"""From files to Articles: one format family a file; what cannot be read is a Failure with its reason."""
