"""Letters to look at: every occasion, languages of several scripts, long titles."""

import datetime as dt
from collections.abc import Iterator

from communique.build.house import House, open_house
from communique.compose import compose_digest_letter, compose_letter
from communique.load import load_archive
from communique.model import Bulletin, Item, Letter, LocalText, Occasion, Period, Volume
from newsroom_copies import MADE_UP, ROOT

ARVENIA, SAFINA = MADE_UP / "arvenia", MADE_UP / "port-safina"


def bulletins_of(house: House) -> dict[str, Bulletin]:
    """Return the bulletins of `house` by their IDs."""
    return {entry.id: entry.bulletin for entry in load_archive(house.folder, house.newsroom).entries}


def letter(
    house: House,
    bulletin: Bulletin,
    *languages: str,
    occasion: Occasion = "release",
    attached: tuple[str, ...] = ("bulletin.pdf",),
    is_trial: bool = False,
) -> Letter:
    """Return the letter of `bulletin` in `languages`, or all of its house's."""
    return compose_letter(
        bulletin,
        house.newsroom,
        house.theme,
        languages=languages or house.newsroom.languages,
        occasion=occasion,
        attached=attached,
        is_trial=is_trial,
    )


def volume_of(house: House) -> Volume:
    """Return the month of Arvenia's bulletins."""
    items = (
        Item(name, bulletin, bulletin.record(house.newsroom.series), None if bulletin.withdrawn else 1)
        for name, bulletin in bulletins_of(house).items()
    )
    return Volume(Period.of_month(dt.date(2024, 5, 1)), None, tuple(items))


def shown() -> Iterator[tuple[str, Letter]]:
    """Yield letters that between them have every part that one can have, by their names."""
    sample, arvenia, safina = open_house(ROOT), open_house(ARVENIA), open_house(SAFINA)
    remarks = bulletins_of(sample)["remarks-after-russian-japanese-consultations"]
    harbour, embassy = bulletins_of(safina), bulletins_of(arvenia)
    files = ("pilots-by-night-ar.pdf", "pilots-by-night-zh.pdf")
    yield "sample", letter(sample, remarks)
    yield (
        "embargoed",
        letter(
            arvenia, embassy["strait-fisheries-agreement"], "fr", "en", occasion="embargoed", is_trial=True
        ),
    )
    yield "correction", letter(arvenia, embassy["open-day"], "en", occasion="correction")
    yield "withdrawal", letter(arvenia, embassy["consular-fees"], occasion="withdrawal", attached=())
    yield "arabic", letter(safina, harbour["pilots-by-night"], "ar", "zh", attached=files)
    yield "hebrew", letter(safina, harbour["new-leading-lights"], "he", attached=())
    yield "long", letter(arvenia, _drawn_out(embassy["open-day"]), attached=(f"{'open-day-' * 9}.pdf",))
    yield (
        "digest",
        compose_digest_letter(
            volume_of(arvenia),
            arvenia.newsroom,
            arvenia.theme,
            languages=("en", "fr"),
            attached=("2024-05.pdf",),
        ),
    )


def _drawn_out(bulletin: Bulletin) -> Bulletin:
    """Return `bulletin` with words and an address that are wider than a telephone."""
    word = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"
    title = f"{word}, {'and more ' * 20}"
    return bulletin.model_copy(
        update={
            "title": LocalText({"en": title, "fr": title}),
            "link": f"https://example.org/{'a-long-way-' * 9}",
        }
    )
