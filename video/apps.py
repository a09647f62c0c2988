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

        from newsreel.metadata import sitemaps
        from newsreel.worker import add_duty
        from video import checks, counting  # noqa: F401 (checks register themselves)
        from video.encoding.sweeping import SWEEP_SECONDS, sweep
        from video.encoding.tending import tend
        from video.models import EncodingJob, VideoFile
        from video.series import series_entries
        from video.sitemap import player_or_file
        from video.uploads import sweeping

        add_duty("video", TEND_SECONDS, tend)
        add_duty("video", SWEEP_SECONDS, sweep)
        add_duty("default", sweeping.SWEEP_SECONDS, sweeping.sweep)
        counting.connect()
        policy = CollectionOwnershipPermissionPolicy(VideoFile, owner_field_name="uploaded_by")
        register_permission_policy(VideoFile, policy)
        if player_or_file not in sitemaps.PLAYERS:
            sitemaps.PLAYERS.append(player_or_file)
        if series_entries not in sitemaps.MORE_PAGES:
            sitemaps.MORE_PAGES.append(series_entries)
        post_delete.connect(delete_bytes, sender=VideoFile, dispatch_uid="video-delete-bytes")
        post_delete.connect(delete_outputs, sender=EncodingJob, dispatch_uid="video-delete-outputs")


def delete_bytes(instance: object, **kwargs: object) -> None:
    """Remove the stored file once its row is gone for good."""
    storage, name = instance.file.storage, instance.file.name
    if name:
        transaction.on_commit(lambda: storage.delete(name))


def delete_outputs(instance: object, **kwargs: object) -> None:
    """Remove what a job made once its row is gone for good; its worker notices by itself."""
    from newsreel.storage import private_storage
    from video.encoding.sweeping import remove_folder

    folder = instance.folder
    transaction.on_commit(lambda: remove_folder(private_storage(), folder))
