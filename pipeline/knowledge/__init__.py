"""What XinPu knows beforehand: names, families, cue words, all as plain tables."""
