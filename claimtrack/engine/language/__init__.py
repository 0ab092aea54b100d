"""A text as sentences, quotes, names and parsed words, each with its offsets."""
