"""People who log in. Authors are not users: see people.py."""

from django.contrib.auth.models import AbstractUser


class User(AbstractUser):
    """Someone who can log in to the admin."""
