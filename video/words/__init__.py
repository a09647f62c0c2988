"""The words of a video: caption files, editors beside the video, and what publishing asks of them."""
