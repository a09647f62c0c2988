"""An address of each page type in the demo newsroom, and of the awkward ones."""

PAGES = {
    "front-page": "/",
    "article": "/news/ferries-public-hands/",
    "article-without-picture": "/news/timetable-what-changes/",
    "article-in-ukrainian": "/news/teplytsia-v-dolyni-orryn/",
    "opinion": "/opinion/opinion-ferry-budget/",
    "news-feed": "/news/",
    "watch-page": "/video/barrier-closes/",
    "watch-page-portrait": "/video/wind-farm-vertical/",
    "watch-page-elsewhere": "/video/open-film-school/",
    "video-index": "/video/",
    "author": "/authors/davit-hallorn/",
    "authors": "/authors/",
    "topic": "/topics/politics/",
    "topics": "/topics/",
    "search": "/search/?q=ferry",
    "search-without-result": "/search/?q=zzqx",
    "standard-page": "/about/",
    "not-found": "/no-such-page/",
}
