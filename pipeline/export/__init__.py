"""One format a file; none of them knows where the graph came from."""
