"""What Gephi, Gephi Lite, networkx and Cytoscape would lose or misread in a graph file, rule by rule."""
