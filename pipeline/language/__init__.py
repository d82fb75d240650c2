"""From one article's text to an Extraction: a spaCy pipeline on jieba words."""
