"""The video desk in the admin: what becomes of a file, its poster, the encoder's jobs, and the room it all takes."""
