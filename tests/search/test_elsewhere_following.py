"""Another engine follows what is saved: after the commit, by tasks, and again until it has answered."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.db import transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from wagtail.search.backends import get_search_backend

from newsreel import leases
from newsreel.models import Author
from newsreel.search_engines import search_backends
from search.elsewhere import following
from search.elsewhere.drift import Difference
from search.elsewhere.following import bring_up_to_date
from tests import factories
from tests.search import fake_server

pytestmark = pytest.mark.django_db
PAGES, AUTHORS = "newsreel_wagtailcore_page", "newsreel_newsreel_author"


@pytest.fixture
def server(settings):
    settings.WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "tests.search.fake_server"}}
    fake_server.server.__init__()
    return fake_server.server


@pytest.fixture
def committed(drain):
    """Does something in a transaction that is committed, and then what was queued."""

    def run(work):
        with transaction.atomic():
            result = work()
        drain()
        return result

    return run


def waiting():
    """What is to be tried again, with the seconds until then."""
    tasks = DBTaskResult.objects.filter(status="READY", task_path=bring_up_to_date.module_path)
    return [
        (*task.args_kwargs["args"], round((task.run_after - timezone.now()).total_seconds()))
        for task in tasks
    ]


def due():
    DBTaskResult.objects.filter(status="READY").update(run_after=timezone.now())
    cache.clear()


def test_a_story_is_sent_after_the_commit_and_not_before(server, tree, committed):
    def publish():
        story = factories.article(tree.feed, title="Harbour closed")
        assert not server.requests, "an engine that hangs would hold the transaction"
        return story

    story = committed(publish)
    assert server.documents[PAGES, str(story.pk)]["title"] == "Harbour closed"


def test_what_was_rolled_back_is_never_sent(server, tree, drain):
    with pytest.raises(RuntimeError), transaction.atomic():
        factories.article(tree.feed, title="Harbour closed")
        raise RuntimeError
    drain()
    assert not server.documents


def test_what_is_deleted_is_taken_out(server, tree, committed):
    story = committed(lambda: factories.article(tree.feed, title="Harbour closed"))
    author = committed(lambda: factories.author(name="Ilsabet Corran"))
    author_pk = str(author.pk)
    assert {(PAGES, str(story.pk)), (AUTHORS, author_pk)} <= set(server.documents)
    committed(story.delete)
    committed(author.delete)
    assert not {(PAGES, str(story.pk)), (AUTHORS, author_pk)} & set(server.documents)


def test_a_thing_is_sent_as_it_is_by_then(server, tree, committed):
    story = committed(lambda: factories.article(tree.feed, title="Harbour closed"))

    def save_twice():
        for title in ("Harbour open", "Harbour half open"):
            story.title = title
            story.save()

    committed(save_twice)
    assert server.documents[PAGES, str(story.pk)]["title"] == "Harbour half open"


def test_an_engine_that_is_away_loses_nothing(server, tree, committed, drain):
    server.is_gone = True
    story = committed(lambda: factories.article(tree.feed, title="Harbour closed"))
    ours = [task for task in waiting() if task[1] == str(story.pk)]
    assert ours
    assert all(0 < seconds <= 60 for *_rest, seconds in ours)
    due()
    drain()
    assert max(attempt for _label, _pk, attempt, _seconds in waiting()) == 2
    server.is_gone = False
    due()
    drain()
    assert server.documents[PAGES, str(story.pk)]["title"] == "Harbour closed"
    assert not waiting()


def test_an_engine_that_hangs_is_left_alone_for_a_while(server, tree, committed, monkeypatch):
    server.is_gone = True
    authors = committed(lambda: [factories.author() for _number in range(3)])
    asked = []
    monkeypatch.setattr(server, "exists", lambda index: asked.append(index))
    for author in authors:
        bring_up_to_date.call("newsreel.Author", str(author.pk), 0)
    assert not asked


def test_it_is_tried_less_and_less_often_and_at_last_no_more(server, db, caplog):
    server.is_gone = True
    author = factories.author()
    for attempt, seconds in ((0, 60), (3, 480), (20, 600), (299, 600)):
        cache.clear()
        DBTaskResult.objects.all().delete()
        bring_up_to_date.call("newsreel.Author", str(author.pk), attempt)
        assert [one[3] for one in waiting()] == [pytest.approx(seconds, abs=2)]
    cache.clear()
    DBTaskResult.objects.all().delete()
    bring_up_to_date.call("newsreel.Author", str(author.pk), following.MOST_ATTEMPTS)
    assert not waiting()
    assert "run manage.py update_index" in caplog.text


def test_the_same_is_tried_again_once_however_often_it_is_saved(server, tree, committed, drain):
    server.is_gone = True
    story = committed(lambda: factories.article(tree.feed, title="Harbour closed"))
    for _number in range(3):
        due()
        committed(story.save)
        drain()
    assert [pk for _label, pk, *_rest in waiting()].count(str(story.pk)) == 1


def test_what_is_saved_several_times_is_sent_once(server, tree, committed):
    story = factories.article(tree.feed, title="Harbour closed")
    committed(lambda: [story.save() for _number in range(3)])
    sent = [request for request in server.requests if request.get("title") == "Harbour closed"]
    assert len(sent) == 1


def test_one_worker_at_a_time_sends_a_thing(server, db, monkeypatch):
    """Else one that read it first could send it last, and the engine would keep an old text."""
    author = factories.author(name="Old Name")
    label, pk = "newsreel.Author", str(author.pk)
    send, met = server.index, []

    def send_while_another_worker_comes(*arguments, **options):
        monkeypatch.setattr(server, "index", send)
        Author.objects.filter(pk=author.pk).update(name="New Name")
        monkeypatch.setattr(leases, "this_process", lambda: "another:1")
        met.append(bring_up_to_date.call(label, pk, 0))
        monkeypatch.undo()
        send(*arguments, **options)

    monkeypatch.setattr(server, "index", send_while_another_worker_comes)
    assert bring_up_to_date.call(label, pk, 0)
    assert met == [False]
    assert [attempt for _label, _pk, attempt, _seconds in waiting()] == [0]
    DBTaskResult.objects.all().delete()
    assert bring_up_to_date.call(label, pk, 0)
    assert server.documents[AUTHORS, pk]["name"] == "New Name"


def test_what_the_engine_refuses_holds_up_nothing_else(server, db, monkeypatch, caplog):
    first, second = factories.author(), factories.author()
    send = server.index

    def refuse(index, document, id):
        if id == str(first.pk):
            raise ValueError("mapper_parsing_exception")
        send(index, document, id)

    monkeypatch.setattr(server, "index", refuse)
    assert not bring_up_to_date.call("newsreel.Author", str(first.pk), 0)
    assert bring_up_to_date.call("newsreel.Author", str(second.pk), 0)
    assert "mapper_parsing_exception" in caplog.text
    assert [pk for _label, pk, *_rest in waiting()] == [str(first.pk)]


def test_nothing_is_sent_into_an_index_that_is_being_replaced(server, tree, committed, drain):
    following.begin_rebuilding()
    story = committed(lambda: factories.article(tree.feed, title="Harbour closed"))
    assert not server.documents
    leases.release(following.REBUILDING, leases.this_process())
    due()
    drain()
    assert (PAGES, str(story.pk)) in server.documents


def test_a_rebuild_is_known_from_its_start_to_its_end(server, db, monkeypatch):
    backend = get_search_backend()
    index = backend.get_index_for_model(Author)
    for name in ("put", "refresh", "is_alias", "put_alias", "delete"):
        monkeypatch.setattr(type(index), name, lambda *arguments: False)
    monkeypatch.setattr(backend, "bulk", lambda *arguments, **options: None, raising=False)
    rebuilder = backend.atomic_rebuilder_class(index)
    new = rebuilder.start()
    assert leases.alive(following.REBUILDING)
    leases.release(following.REBUILDING, leases.this_process())
    new.add_items(Author, [factories.author()])
    assert leases.alive(following.REBUILDING), "each batch prolongs it"
    rebuilder.finish()
    assert leases.alive(following.REBUILDING), "there may be another index to make"
    with time_machine.travel(timezone.now() + timedelta(seconds=following.BETWEEN_SECONDS + 1)):
        assert not leases.alive(following.REBUILDING)


def test_one_process_at_a_time_makes_an_index_anew(server, db):
    leases.take(following.REBUILDING, "another:1", 60)
    backend = get_search_backend()
    rebuilder = backend.atomic_rebuilder_class(backend.get_index_for_model(Author))
    with pytest.raises(CommandError, match="Another process"):
        rebuilder.start()


def test_an_index_that_was_never_made_is_left_to_update_index(server, db):
    """Sent to one that is not there, a thing would make it, with fields that nobody chose."""
    server.lacks.add(AUTHORS)
    assert bring_up_to_date.call("newsreel.Author", str(factories.author().pk), 0)
    assert not server.documents


def test_what_waits_for_an_engine_that_is_used_no_more_is_let_go(server, db, settings):
    author = factories.author()
    settings.WAGTAILSEARCH_BACKENDS = search_backends("")
    assert not bring_up_to_date.call("newsreel.Author", str(author.pk), 0)
    assert not waiting()


def test_the_check_compares_how_many_there_are(server, tree, monkeypatch, capsys):
    monkeypatch.setattr("search.elsewhere.drift.get_indexed_models", lambda: [Author])
    server.found = [factories.author().pk]
    call_command("check_search_index")
    assert "as many things as the newsroom" in capsys.readouterr().out
    factories.author()
    with pytest.raises(CommandError, match="update_index"):
        call_command("check_search_index")
    assert "newsreel.Author: 2 in the newsroom, 1 in the search engine" in capsys.readouterr().out


def test_a_page_is_counted_among_all_that_it_is_one_of(server, tree, monkeypatch):
    from search.elsewhere import drift

    factories.article(tree.feed)
    factories.video(tree.videos)
    server.lacks.add(PAGES)
    wanted = {one.label: one.wanted for one in drift.find_differences()}
    assert wanted["newsreel.StoryPage"] == wanted["news.ArticlePage"] + wanted["video.VideoPage"] == 2
    assert wanted["wagtailcore.Page"] > 2


def test_the_check_mends_by_making_the_index_anew(server, monkeypatch):
    done = []
    command = "search.management.commands.check_search_index"
    monkeypatch.setattr(f"{command}.find_differences", lambda: [Difference("newsreel.Author", 2, 1)])
    monkeypatch.setattr(f"{command}.call_command", lambda name, **options: done.append(name))
    call_command("check_search_index", fix=True)
    assert done == ["update_index"]


def test_the_check_says_that_the_engine_is_away(server):
    server.is_gone = True
    with pytest.raises(CommandError, match="does not answer: Connection refused"):
        call_command("check_search_index")
