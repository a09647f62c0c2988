"""Video work that nobody waits for. Each task is keyed by its row, idempotent, and content if the row is gone."""

from __future__ import annotations

from django_tasks import task

from newsreel.tasks import RENDITION_PRIORITY, UPLOAD_PRIORITY


@task(priority=UPLOAD_PRIORITY)
def probe_video_file(video_file_id: int) -> str:
    """Read what an uploaded file is; “ready”, “gone”, or the problem found."""
    from video.encoding.engine import encoder_available
    from video.encoding.jobs import queue_first
    from video.models import VideoFile
    from video.probing import fill_video_file

    video_file = VideoFile.objects.filter(pk=video_file_id).first()
    if video_file is None or not video_file.file.storage.exists(video_file.file.name):
        return "gone"
    if video_file.probed_at is None:
        fill_video_file(video_file)
    if encoder_available():
        queue_first(video_file)
    return video_file.problem or "ready"


@task(priority=RENDITION_PRIORITY)
def look_at_original(video_file_id: int) -> str:
    """Find out whether an original read by an earlier version tells something private; “looked”, or “known”."""
    from video import probing
    from video.models import VideoFile

    video_file = VideoFile.objects.filter(pk=video_file_id).first()
    if video_file is None or "private" in video_file.facts:
        return "known"
    probing.look_at_original(video_file)
    return "looked"


@task(queue_name="video")
def encode_video(job_id: int) -> str:
    """Run an encoding job if it waits; the job's own row says how it went."""
    from video.encoding.running import run_job

    return run_job(job_id)


@task(priority=RENDITION_PRIORITY)
def fetch_external_video(external_video_id: int) -> str:
    """Ask the provider for title, size and still. If it does not answer, the page works without."""
    from video.elsewhere import fill_external_video
    from video.models import ExternalVideo

    external = ExternalVideo.objects.filter(pk=external_video_id).first()
    if external is None:
        return "gone"
    return fill_external_video(external)
