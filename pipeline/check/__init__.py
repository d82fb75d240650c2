"""What Gephi, Gephi Lite, networkx, igraph and Cytoscape would lose or misread in a graph file, rule by rule."""
