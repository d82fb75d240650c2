"""Human decisions in plain files: what is worth a look, written out; what was decided, read back."""
