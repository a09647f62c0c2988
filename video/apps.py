from django.apps import AppConfig
from django.db import transaction
from django.db.models.signals import post_delete


TEND_SECONDS = 10


class VideoConfig(AppConfig):
    name = "video"
    verbose_name = "Video"

    def ready(self) -> None:
        from wagtail.permission_policies.collections import CollectionOwnershipPermissionPolicy
        from wagtail.permissions import register_permission_policy

        from newsreel.worker import add_duty
        from video.encoding.tending import tend
        from video.models import VideoFile

        add_duty("video", TEND_SECONDS, tend)
        policy = CollectionOwnershipPermissionPolicy(VideoFile, owner_field_name="uploaded_by")
        register_permission_policy(VideoFile, policy)
        post_delete.connect(delete_bytes, sender=VideoFile, dispatch_uid="video-delete-bytes")


def delete_bytes(instance: object, **kwargs: object) -> None:
    """Remove the stored file once its row is gone for good."""
    storage, name = instance.file.storage, instance.file.name
    if name:
        transaction.on_commit(lambda: storage.delete(name))
