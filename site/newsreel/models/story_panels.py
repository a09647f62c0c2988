"""The editor's form of a story, grouped by task."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, PublishingPanel

headline_panels = MultiFieldPanel(
    [
        FieldPanel(
            "title",
            heading=_("Headline"),
            help_text=_("45 to 95 characters read best."),
            attrs={"data-newsroom-count": "45-95"},
        ),
        FieldPanel("kicker"),
        FieldPanel("standfirst", attrs={"data-newsroom-count": "120-220"}),
        FieldRowPanel(["story_type", "language"]),
    ],
    heading=_("Headline"),
)
people_panels = MultiFieldPanel(
    [
        InlinePanel("bylines", heading=_("Byline"), label=_("name"), min_num=0),
        InlinePanel("story_topics", heading=_("Topics"), label=_("topic"), min_num=0),
    ],
    heading=_("By whom and about what"),
)
picture_panels = MultiFieldPanel(
    ["lead_image", "lead_image_caption", "lead_image_credit", "lead_image_alt"],
    heading=_("Lead picture"),
)
corrections_panel = MultiFieldPanel(
    [
        InlinePanel(
            "corrections",
            heading=_("Corrections"),
            label=_("correction"),
            help_text=_("Printed under the story and kept in the corrections register."),
        ),
        FieldPanel("substantive_change"),
    ],
    heading=_("After publication"),
)

story_panels = [headline_panels, people_panels, picture_panels, corrections_panel]
story_search_panels = [
    MultiFieldPanel(["slug", "canonical_url"], heading=_("Address")),
    MultiFieldPanel(
        ["seo_title", "search_description", "social_headline", "social_image"],
        heading=_("Search and sharing"),
    ),
]
story_publishing_panels = [PublishingPanel(), FieldPanel("embargo_until")]
