"""XinPu 芯谱: Chinese articles on AI and semiconductors in, a typed, directed knowledge graph with evidence out.

>>> import pipeline
>>> extraction = pipeline.extract("微软将向英伟达采购H100。")  # doctest: +SKIP
"""
