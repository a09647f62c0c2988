"""From a text to the tokens that are indexed and looked for: words, folded and stemmed by their language."""
