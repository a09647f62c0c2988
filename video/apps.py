from django.apps import AppConfig


class VideoConfig(AppConfig):
    name = "video"
    verbose_name = "Video"

    def ready(self) -> None:
        from wagtail.permission_policies.collections import CollectionOwnershipPermissionPolicy
        from wagtail.permissions import register_permission_policy

        from video.models import VideoFile

        policy = CollectionOwnershipPermissionPolicy(VideoFile, owner_field_name="uploaded_by")
        register_permission_policy(VideoFile, policy)
