"""From a query to ranked entries: what shall match, what the database is asked, how good each answer is."""
