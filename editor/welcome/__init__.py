"""What the empty window offers."""
