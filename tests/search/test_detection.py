"""The language of a text is what its page says, unless the text speaks plainly against it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from news.models import ArticlePage
from search.analysis.detection import language_of
from search.entries import entry_of, language_in
from search.models import Document
from tests import factories

TEXTS = {
    "en": "The council of the town said on Monday that the night ferry to the islands will be kept, but it did not "
    "say who is going to pay for it or when the new boat is to come.",
    "de": "Der Rat der Stadt hat am Montag gesagt, dass die Fähre zu den Inseln bleiben wird, aber er hat nicht "
    "gesagt, wer dafür zahlen soll und wann das neue Schiff kommt.",
    "es": "El consejo de la ciudad dijo el lunes que el barco de las islas se queda, pero no dijo quién lo va a "
    "pagar ni cuando llega el nuevo barco que los vecinos esperan desde hace un año.",
    "fr": "Le conseil de la ville a dit lundi que le bateau de nuit pour les îles est maintenu, mais il ne dit pas "
    "qui va payer ni quand le nouveau bateau sera là pour les habitants.",
    "ro": "Consiliul orașului a spus luni că feribotul de noapte către insule va fi păstrat, dar nu a spus cine va "
    "plăti pentru el și când va veni noua navă pe care o așteaptă locuitorii.",
    "tr": "Belediye meclisi pazartesi günü adalara giden gece vapurunun kalacağını söyledi, ancak bunun için kimin "
    "para ödeyeceğini ve yeni geminin ne zaman geleceğini bir türlü açıklamadı.",
    "vi": "Hội đồng thành phố cho biết hôm thứ hai rằng chuyến phà đêm ra các đảo sẽ được giữ lại, nhưng không nói "
    "ai sẽ trả tiền cho việc này và khi nào con tàu mới sẽ đến.",
    "uk": "Міська рада у понеділок повідомила, що нічний пором до островів залишиться, але не сказала, хто за нього "
    "платитиме і коли прибуде нове судно, якого чекають її мешканці.",
    "ru": "Городской совет в понедельник сообщил, что ночной паром к островам останется, но не сказал, кто будет за "
    "него платить и когда придёт новое судно, которого ждут жители этих мест.",
    "el": "Το συμβούλιο της πόλης είπε τη Δευτέρα ότι το νυχτερινό πλοίο για τα νησιά θα μείνει.",
    "ar": "قال مجلس المدينة يوم الاثنين إن عبارة الليل إلى الجزر ستبقى لكنه لم يقل من سيدفع ثمنها",
    "fa": "شورای شهر روز دوشنبه گفت که کشتی شبانه به جزیره‌ها می‌ماند ولی نگفت چه کسی پول آن را می‌پردازد",
    "hi": "नगर परिषद ने सोमवार को कहा कि द्वीपों के लिए रात की नौका बनी रहेगी लेकिन यह नहीं बताया",
    "th": "สภาเมืองกล่าวเมื่อวันจันทร์ว่าเรือข้ามฟากกลางคืนไปยังเกาะต่างๆ จะยังคงอยู่ต่อไป",
    "zh": "市议会星期一表示，前往各岛的夜间渡轮将予以保留，但没有说明由谁支付费用，也没有说明新船何时到达。",
    "ja": "市議会は月曜日に、島々への夜間フェリーは維持されると述べたが、誰が費用を負担するのかは言わなかった。",
    "ko": "시의회는 월요일에 섬으로 가는 야간 여객선이 유지될 것이라고 말했지만 누가 비용을 부담할지 밝히지 않았다",
}  # fmt: skip


@pytest.mark.parametrize("said", ["en", "uk", "de"])
@pytest.mark.parametrize("language", TEXTS)
def test_a_text_is_read_in_its_own_language_whatever_its_page_says(language, said):
    assert language_of(TEXTS[language], said) == language


@pytest.mark.parametrize("language", TEXTS)
def test_what_a_page_says_of_its_text_is_kept_to_the_letter_where_it_fits(language):
    assert language_of(TEXTS[language], f"{language}-x-own") == f"{language}-x-own"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "en"),
        ("Київ", "en"),
        ("Der Rat der Stadt", "en"),
        ("12 345 678 % — 2026", "uk"),
        ("Zürich Genève Łódź", "en"),
    ],
)
def test_a_text_too_short_to_tell_is_what_its_page_says(text, said):
    assert language_of(text, said) == said


@pytest.mark.parametrize("said", ["fi", "hu", "ca", "id"])
def test_a_language_whose_small_words_are_not_known_is_believed(said):
    assert language_of(TEXTS["es"], said) == said


@pytest.mark.parametrize("said", ["bg", "sr", "be", "mk"])
def test_other_languages_in_the_same_letters_are_believed(said):
    assert language_of(TEXTS["ru"], said) == said


def test_a_quotation_in_another_language_changes_nothing():
    assert language_of(f"{TEXTS['en']} {TEXTS['en']} “{TEXTS['de']}”", "en") == "en"
    assert language_of(f"{TEXTS['uk']} «{TEXTS['en']}»", "uk") == "uk"


@given(st.text(max_size=400), st.sampled_from(["en", "uk", "zh-hans", "xx", "", "pt-BR"]))
def test_any_text_has_a_language(text, said):
    found = language_of(text, said)
    assert found == said or found.isalpha()


@pytest.mark.django_db
def test_an_imported_story_is_found_in_any_form_though_its_page_says_another_language(tree):
    story = factories.article(
        tree.feed, title="Пором", standfirst="1", body=[("paragraph", f"<p>{TEXTS['uk']}</p>")], language="en"
    )
    assert language_in(story) == entry_of(story).language == "uk"
    assert Document.objects.get(object_id=str(story.pk)).language == "uk"
    for asked in ("поромом", "мешканцями островів", "нового судна"):
        assert [page.pk for page in ArticlePage.objects.live().search(asked)] == [story.pk]


@pytest.mark.django_db
def test_a_german_story_in_an_english_newsroom_is_found_by_its_plural(tree):
    text = TEXTS["de"].replace("Fähre", "Fähren")
    story = factories.article(
        tree.feed, title="Bericht", standfirst="1", body=[("paragraph", f"<p>{text}</p>")], language="en"
    )
    assert [page.pk for page in ArticlePage.objects.live().search("Fähre Insel")] == [story.pk]
