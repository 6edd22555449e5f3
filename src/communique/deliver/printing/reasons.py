"""What a printer gives as its reasons → what is the matter, in plain words, and what to do about it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from communique.deliver.printing.unreachable import told

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from communique.deliver.printing.ability import Ability
    from communique.deliver.printing.job import Job

SEVERITIES = ("-error", "-warning", "-report")  # RFC 8011, 5.4.12
NOTHING = {
    "none",
    "cups-waiting-for-job-completed",
    "job-incoming",
    "job-printing",
    "job-spooling",
    "job-queued",
    "job-transforming",
    "job-interpreting",
    "job-data-insufficient",
    "processing-to-stop-point",
    "job-completed-successfully",
    "identify-printer-requested",
    "cups-insecure-filter",
    "connected",
}
ITSELF = "the job goes on by itself"
# Keywords of RFC 8011, 5.3.8 and 5.4.12, of PWG 5100.9, 7.1 and of CUPS: what matters most stands first.
WORDS: dict[str, tuple[str, str]] = {
    "media-jam": ("paper is jammed", f"open the printer and take it out; {ITSELF}, or print again"),
    "media-empty": ("out of paper", f"put paper in; {ITSELF}"),
    "media-needed": ("the paper asked for is in no tray", f"put it in; {ITSELF}"),
    "cover-open": ("a cover is open", f"close it; {ITSELF}"),
    "door-open": ("a door is open", f"close it; {ITSELF}"),
    "interlock-open": ("a door is open", f"close it; {ITSELF}"),
    "toner-empty": ("out of toner", f"change the cartridge; {ITSELF}"),
    "marker-supply-empty": ("out of ink or toner", f"change the cartridge; {ITSELF}"),
    "marker-waste-full": ("the waste container is full", f"change it; {ITSELF}"),
    "marker-waste-receptacle-full": ("the waste container is full", f"change it; {ITSELF}"),
    "developer-empty": ("out of developer", f"change it; {ITSELF}"),
    "fuser-over-temp": ("too hot", "wait until it has cooled down"),
    "input-tray-missing": ("a paper tray is missing", f"push it in; {ITSELF}"),
    "output-tray-missing": ("the output tray is missing", f"put it in; {ITSELF}"),
    "output-area-full": ("the output tray is full", f"take the paper out; {ITSELF}"),
    "spool-area-full": ("its memory is full", "wait until other jobs are done, or cancel them"),
    "offline": ("it is offline", "switch it on, and see whether it is on the network"),
    "shutdown": ("it is switched off", "switch it on"),
    "timed-out": ("CUPS cannot reach it", "switch it on, and see whether it is on the network"),
    "connecting-to-device": ("CUPS is trying to reach it", "see whether it is switched on"),
    "paused": ("it is paused", "let it go on, at the printer or with cupsenable"),
    "moving-to-paused": ("it is being paused", "let it go on, at the printer or with cupsenable"),
    "stopped-partly": ("a part of it has stopped", "look at the printer"),
    "printer-stopped": ("the printer has stopped", "look at the printer"),
    "printer-stopped-partly": ("a part of the printer has stopped", "look at the printer"),
    "hold-new-jobs": ("it holds all new jobs", "release the job at the printer"),
    "job-hold-until-specified": ("the job is held", "release it at the printer"),
    "job-password-wait": ("the job waits for a code", "type it at the printer"),
    "resources-are-not-ready": ("what the job needs is not ready", "look at the printer"),
    "account-authorization-failed": ("the account may not print this", "ask those who run the printer"),
    "account-closed": ("the account is closed", "ask those who run the printer"),
    "account-limit-reached": ("the account has printed all that it may", "ask those who run the printer"),
    "account-info-needed": ("it asks for an account", "ask those who run the printer"),
    "document-format-error": ("it cannot read the PDF", "print through a queue of CUPS, as cups:QUEUE"),
    "unsupported-document-format": ("it takes no PDF", "print through a queue of CUPS, as cups:QUEUE"),
    "document-unprintable-error": ("it cannot print the PDF", "print through a queue of CUPS, as cups:QUEUE"),
    "submission-interrupted": ("the job did not arrive as a whole", "print again"),
    "job-canceled-by-user": ("cancelled by its sender", "print again where that was a mistake"),
    "job-canceled-by-operator": ("cancelled by who runs the printer", "ask them why"),
    "job-canceled-at-device": ("cancelled at the printer", "print again where that was a mistake"),
    "aborted-by-system": ("the printer gave it up", "look at the printer, then print again"),
    "job-completed-with-errors": ("it met with errors", "look at the sheets"),
    "media-low": ("paper is running out", "put more in soon"),
    "toner-low": ("toner is running out", "have a cartridge ready"),
    "marker-supply-low": ("ink or toner is running out", "have a cartridge ready"),
    "output-area-almost-full": ("the output tray is almost full", "take the paper out"),
    "job-completed-with-warnings": ("it met with warnings", "look at the sheets"),
    "marker-waste-almost-full": ("the waste container is almost full", "have another ready"),
    "marker-waste-receptacle-almost-full": ("the waste container is almost full", "have another ready"),
    "other": ("something is the matter", "look at the printer"),
}
LATER = (*WORDS,).index("media-low")  # from here on, reasons hold nothing up


@dataclass(frozen=True, slots=True)
class Trouble:
    """One thing that is the matter."""

    words: str
    remedy: str
    stops: bool  # the job does not go on meanwhile

    def __str__(self) -> str:
        return f"{self.words}: {self.remedy}" if self.remedy else self.words


def find_troubles(reasons: Iterable[str]) -> tuple[Trouble, ...]:
    """Return what `reasons` mean, what matters most first; what is no trouble is left out."""
    found = {keyword: stops for keyword, stops in map(_split, reasons) if keyword not in NOTHING}
    ranks = {keyword: rank for rank, keyword in enumerate(WORDS)}
    ordered = sorted(found, key=lambda keyword: ranks.get(keyword, LATER))
    return tuple(dict.fromkeys(_trouble(keyword, stops=found[keyword]) for keyword in ordered))


def _split(reason: str) -> tuple[str, bool]:
    """Return a reason without its severity, and whether it says itself to be an error."""
    for severity in SEVERITIES:
        if reason.endswith(severity) and reason not in WORDS:
            return reason.removesuffix(severity), severity == "-error"
    return reason, True


def _trouble(keyword: str, *, stops: bool) -> Trouble:
    if keyword in WORDS:
        words, remedy = WORDS[keyword]
        return Trouble(words, remedy, stops and [*WORDS].index(keyword) < LATER)
    return Trouble(f"the printer says {told(keyword)}", "look at the printer", stops=False)


def troubles_of(job: Job, ability: Ability | None) -> Iterator[Trouble]:
    """Yield what is the matter with a job that is not over, and with its printer."""
    printer = find_troubles(ability.reasons) if ability else ()
    own = find_troubles(job.reasons)
    vague = {WORDS["printer-stopped"][0], WORDS["printer-stopped-partly"][0]}
    if any(trouble.stops for trouble in printer):
        own = tuple(trouble for trouble in own if trouble.words not in vague)
    yield from dict.fromkeys((*printer, *own))
