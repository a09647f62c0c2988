"""What the editors of words say. The script gets these sentences with the page, so that all languages are here."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

KEEP = _("Keep as a file:")

SHARED: dict[str, Promise] = {
    "open": _("Edit beside the video"),
    "close": _("Back to the text"),
    "undo": _("Undo"),
    "undone": _("The last step was undone."),
    "nothingToUndo": _("There is nothing to undo."),
    "noVideo": _("No file is chosen yet. Times can be typed."),
    "unplayable": _("The video cannot be played here. Times can be typed."),
    "play": _("Play or pause"),
    "back": _("1 s back"),
    "forward": _("1 s forward"),
    "follow": _("Follow the video"),
    "speed": _("Speed"),
    "keys": _("Keyboard"),
    "badTime": _("Write a time like 1:02 or 1:02.500."),
    "unreadable": _("Line %(line)s cannot be shown in a list: mend it here first."),
}

CAPTIONS: dict[str, Promise] = {
    "list": _("Captions"),
    "item": _("Caption %(number)s"),
    "start": _("Start"),
    "end": _("End"),
    "text": _("Words"),
    "empty": _("No captions yet. Play the video and add the first where somebody speaks."),
    "playItem": _("Play"),
    "setStart": _("Start = now"),
    "setEnd": _("End = now"),
    "add": _("Add after"),
    "split": _("Split"),
    "merge": _("Merge with next"),
    "remove": _("Delete"),
    "shiftBy": _("Shift by (s)"),
    "shiftAll": _("All"),
    "shiftFrom": _("From here on"),
    "shifted": _("Shifted %(count)s captions."),
    "shiftTooFar": _("That would move a caption before the beginning."),
    "splitWhere": _("Put the cursor between two words, then split."),
    "lastOne": _("There is no caption after this one."),
    "summary": _("%(count)s captions, %(start)s to %(end)s"),
    "faults": _("%(count)s to mend"),
    "advice": _("%(count)s worth a look"),
    "allWell": _("nothing to mend"),
    "endsBefore": _("It ends before it starts."),
    "notInOrder": _("It starts before the caption above it."),
    "overlaps": _("It starts before the one above has ended."),
    "noWords": _("It has no words, and will be left out."),
    "badMarkup": _("“%(tag)s” may not stand in a caption."),
    "arrow": _("“-->” may not stand in a caption."),
    "tooMuch": _("Nobody can read so much at once."),
    "lineTooLong": _("A line has %(count)s characters; up to %(most)s fit on a telephone."),
    "tooManyLines": _("It has %(count)s lines; more than two hide the picture."),
    "tooShort": _("It is seen for %(seconds)s s only."),
    "tooFast": _("%(speed)s characters a second are too fast to read."),
    "tooLong": _("It stays for %(seconds)s s: split it."),
    "afterEnd": _("It lasts beyond the end of the video."),
    "reading": _("The file is being read …"),
    "fileRead": _("The captions were read from “%(name)s”."),
    "fileFailed": _("The file could not be read now. It will be read when you save."),
    "changedSinceReview": _("Changed since it was reviewed. Check every line, and tick “reviewed” again."),
    "keysText": _(
        "Alt+P plays and pauses · Alt+, and Alt+. go 1 s back and forward · Alt+↑ and Alt+↓ go to the caption "
        "above and below · Alt+[ and Alt+] set start and end to now · Ctrl+Enter adds a caption · Alt+Enter splits "
        "at the cursor · Alt+M merges with the next · Alt+Delete deletes · Alt+Z undoes the last step"
    ),
}

CHAPTERS: dict[str, Promise] = {
    "list": _("Chapters"),
    "item": _("Chapter %(number)s"),
    "start": _("Time"),
    "text": _("Title"),
    "empty": _("No chapters yet. Play the video and add one where something new begins."),
    "playItem": _("Play"),
    "setStart": _("Time = now"),
    "add": _("Add now"),
    "remove": _("Delete"),
    "summary": _("%(count)s chapters"),
    "faults": _("%(count)s to mend"),
    "advice": _("%(count)s worth a look"),
    "allWell": _("nothing to mend"),
    "noWords": _("It has no title."),
    "notInOrder": _("It is not after the chapter above it."),
    "tooMuch": _("The title is longer than 120 characters."),
    "afterEnd": _("It begins after the end of the video."),
    "keysText": _(
        "Alt+P plays and pauses · Alt+, and Alt+. go 1 s back and forward · Alt+↑ and Alt+↓ go to the chapter "
        "above and below · Alt+[ sets the time to now · Ctrl+Enter adds a chapter now · Alt+Delete deletes · Alt+Z "
        "undoes the last step"
    ),
}

TRANSCRIPT: dict[str, Promise] = {
    "make": _("Make from captions"),
    "made": _("%(count)s lines were made from the captions. From now on they are yours to edit."),
    "noCaptions": _("There are no captions in the form to make it from."),
}


def worth_a_look(count: int) -> str:
    """The heading over remarks on captions."""
    return ngettext("%(count)d thing is worth a look", "%(count)d things are worth a look", count) % {
        "count": count
    }
