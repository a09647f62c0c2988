"""Pictures, documents and video files of the demo, put into the newsroom's library on first use."""

from __future__ import annotations

from django.core.files import File
from wagtail.models import Collection

from home.demo import content
from home.demo.models import DemoRecord
from newsreel.models import EditorialDocument, EditorialImage
from video.models import VideoFile
from video.probing import fill_video_file


class Library:
    """Looks up by file name, loading each file once."""

    def __init__(self) -> None:
        self.collection = _collection()
        self._images: dict[str, EditorialImage] = {}
        self._videos: dict[str, VideoFile] = {}
        self._documents: dict[str, EditorialDocument] = {}
        self._facts = {entry["name"]: entry for entry in content.read("pictures")["picture"]}

    def image(self, name: str | None) -> EditorialImage | None:
        """A picture with its alt text, caption, credit and focal point; None for none."""
        if not name:
            return None
        if name not in self._images:
            self._images[name] = self._load_image(name)
        return self._images[name]

    def portrait(self, name: str, person: str) -> EditorialImage:
        """A head, with the face as its focal point."""
        with (content.PORTRAITS / f"{name}.jpg").open("rb") as file:
            image = EditorialImage(
                title=person,
                description=f"Portrait of {person}",
                credit="Illustration: Newsreel graphics",
                licence="CC0",
                collection=self.collection,
                file=File(file, name=f"{name}.jpg"),
            )
            _set_focal_point(image, (0.5, 0.42))
            image.save()
        DemoRecord.note(image)
        return image

    def video(self, file_name: str, title: str) -> VideoFile:
        if file_name not in self._videos:
            with (content.CLIPS / file_name).open("rb") as file:
                clip = VideoFile.objects.create(
                    title=title, collection=self.collection, file=File(file, name=file_name)
                )
            fill_video_file(clip)
            DemoRecord.note(clip)
            self._videos[file_name] = clip
        return self._videos[file_name]

    def document(self, file_name: str, title: str) -> EditorialDocument:
        if file_name not in self._documents:
            path = content.DOCUMENTS / file_name
            with path.open("rb") as file:
                document = EditorialDocument.objects.create(
                    title=title,
                    collection=self.collection,
                    file=File(file, name=file_name),
                    file_size=path.stat().st_size,
                )
            DemoRecord.note(document)
            self._documents[file_name] = document
        return self._documents[file_name]

    def _load_image(self, name: str) -> EditorialImage:
        facts = self._facts[name]
        with (content.PICTURES / f"{name}.jpg").open("rb") as file:
            image = EditorialImage(
                title=facts.get("title") or name.replace("-", " ").capitalize(),
                description=facts["alt"],
                caption=facts.get("caption", ""),
                credit=facts.get("credit", ""),
                licence=facts.get("licence", ""),
                collection=self.collection,
                file=File(file, name=f"{name}.jpg"),
            )
            _set_focal_point(image, facts.get("focal", (0.5, 0.5)))
            image.save()
        DemoRecord.note(image)
        return image


def _collection() -> Collection:
    found = Collection.objects.filter(name="Demo newsroom").first()
    if found is None:
        found = Collection.get_first_root_node().add_child(instance=Collection(name="Demo newsroom"))
        DemoRecord.note(found)
    return found


def _set_focal_point(image: EditorialImage, focal: tuple[float, float]) -> None:
    """A focal area of a third of the picture around the point; `focal` is a fraction of width and height."""
    width, height = image.file.width, image.file.height
    image.focal_point_x, image.focal_point_y = round(focal[0] * width), round(focal[1] * height)
    image.focal_point_width, image.focal_point_height = width // 3, height // 3
