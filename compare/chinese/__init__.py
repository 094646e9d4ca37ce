"""Chinese text as characters: folding, sentences, numerals, and word borders where they decide something."""
