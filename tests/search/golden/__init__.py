"""The golden set: queries with judged answers, and how well the search page answers them."""
