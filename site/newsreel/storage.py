"""The three named storages, as callables: migrations then hold a name and operators choose what stands behind it."""

from django.core.files.storage import Storage, storages


def public_storage() -> Storage:
    """Pictures and their renditions: readable by address, which carries an unguessable token."""
    return storages["public"]


def private_storage() -> Storage:
    """Video originals and documents: never below MEDIA_URL, given out only by views that ask published()."""
    return storages["private"]


def staging_storage() -> Storage:
    """Uploads in progress."""
    return storages["staging"]
