"""One module per theme; every function marked @scene is a picture."""
