"""What makes one file PDF/A-3a and PDF/UA-1 at once (ISO 19005-3, ISO 14289-1).

WeasyPrint's PDF/A-3a variant gives the version and the metadata. There the metadata can name
but one standard, and attachments are listed twice and dated by the clock: that is done here,
and the output intent, for which the variant would open a file for every page. Each page also
tells its type area, so that whoever has the file can ask what stands outside it.
"""

from __future__ import annotations

import hashlib
import zlib
from typing import TYPE_CHECKING, Any

import pydyf

from communique.render import inside
from communique.render.embedding import unwrap_fonts

if TYPE_CHECKING:
    from collections.abc import Callable

    from weasyprint.document import Document

    from communique.model import Asset

OPTIONS: dict[str, Any] = {"pdf_variant": "pdf/a-3a", "output_intent": ""}  # empty: none of WeasyPrint's
PROFILE = "sRGB2014"
POINTS = 0.75  # in a CSS pixel
MEDIA_TYPE = "text#2fyaml"  # text/yaml, as a PDF name
LEVEL = 7  # of compression, of 9
STREAM_BEGINS, STREAM_ENDS = b"\nstream\n", b"\nendstream"
RDF_END = b"</rdf:RDF>"

# ISO 14289-1, 5, and the description that PDF/A asks for of a schema it does not know (ISO 19005-3, 6.6.2.3)
UA_IDENTIFICATION = b"""\
<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" pdfuaid:part="1"/>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>part of ISO 14289 that the file conforms to</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
"""


def conforming(source: Asset | None) -> Callable[[Document, Any], None]:
    """Return what finishes a PDF: it declares PDF/UA-1 too, and attaches `source` where there is one."""

    def finish(document: Document, pdf: Any) -> None:
        unwrap_fonts(pdf)
        _declare_type_areas(document, pdf)
        _declare_accessibility(pdf)
        _set_output_intent(pdf)
        if source:
            _attach(pdf, source)
        _serialise_once(pdf)

    return finish


def _declare_type_areas(document: Document, pdf: Any) -> None:
    """Tell of each page what its margins leave for the text (ArtBox: ISO 32000-1, 14.11.2).

    A PDF says this nowhere else, and what stands outside it can only be found by it.
    """
    for page, reference in zip(document.pages, pdf.page_references, strict=True):
        left, top, right, bottom = (POINTS * edge for edge in inside.type_area(page))
        paper = POINTS * page.height
        _object(pdf, reference)["ArtBox"] = pydyf.Array([left, paper - bottom, right, paper - top])


def _declare_accessibility(pdf: Any) -> None:
    """Write the second standard into the one rdf:RDF: a second one is not read."""
    metadata = _object(pdf, pdf.catalog["Metadata"])
    before, end, after = b"".join(metadata.stream).rpartition(RDF_END)
    metadata.stream = [before + UA_IDENTIFICATION + end + after]


def _set_output_intent(pdf: Any) -> None:
    """Say that colours are meant as sRGB (ISO 19005-3, 6.2.3)."""
    profile = pydyf.Stream([inside.srgb_profile()], pydyf.Dictionary({"N": 3}), compress=True)
    pdf.add_object(profile)
    intent = {
        "Type": "/OutputIntent",
        "S": "/GTS_PDFA1",
        "OutputConditionIdentifier": pydyf.String(PROFILE),
        "Info": pydyf.String(PROFILE),
        "DestOutputProfile": profile.reference,
    }
    pdf.catalog["OutputIntents"] = pydyf.Array([pydyf.Dictionary(intent)])


def _attach(pdf: Any, source: Asset) -> None:
    """Attach `source`, from which the page was made, dated as the page itself (ISO 19005-3, 6.8)."""
    dates = {key: pdf.info[key] for key in ("CreationDate", "ModDate") if key in pdf.info}
    checksum = hashlib.md5(source.data, usedforsecurity=False).hexdigest()
    parameters = pydyf.Dictionary({"Size": len(source.data), "CheckSum": f"<{checksum}>", **dates})
    entries = {"Type": "/EmbeddedFile", "Subtype": f"/{MEDIA_TYPE}", "Params": parameters}
    file = pydyf.Stream([source.data], pydyf.Dictionary(entries), compress=True)
    pdf.add_object(file)
    specification = pydyf.Dictionary(
        {
            "Type": "/Filespec",
            "F": pydyf.String(source.name),
            "UF": pydyf.String(source.name),
            "EF": pydyf.Dictionary({"F": file.reference, "UF": file.reference}),
            "AFRelationship": "/Source",
            "Desc": pydyf.String("the text from which this file was made"),
        }
    )
    pdf.add_object(specification)
    names = pydyf.Dictionary({"Names": pydyf.Array([pydyf.String(source.name), specification.reference])})
    pdf.catalog.setdefault("Names", pydyf.Dictionary())["EmbeddedFiles"] = names
    pdf.catalog["AF"] = pydyf.Array([specification.reference])


def _serialise_once(pdf: Any) -> None:
    """Turn each object into its bytes, which pydyf would make once to write and again for the identifier."""
    pdf.objects[:] = [one if one.free == "f" else _Serialised(one) for one in pdf.objects]


class _Serialised(pydyf.Object):  # type: ignore[misc]  # pydyf publishes no types
    """An object of a PDF of which nothing will change any more."""

    def __init__(self, one: Any) -> None:
        super().__init__()
        self.number = one.number
        self.is_stream = isinstance(one, pydyf.Stream)
        self.written: bytes = _packed(one).data if self.is_stream and one.compress else one.data

    @property
    def data(self) -> bytes:
        """What stands in the file between obj and endobj."""
        return self.written

    @property
    def compressible(self) -> bool:
        """Whether an object stream may hold it (ISO 32000-1, 7.5.7)."""
        return not self.is_stream


def _packed(stream: Any) -> Any:
    """Return `stream` compressed in half of the time that pydyf's level takes, and 0.5 % larger."""
    plain = pydyf.Stream(stream.stream, stream.extra).data
    data = plain.partition(STREAM_BEGINS)[2].removesuffix(STREAM_ENDS)
    return pydyf.Stream([zlib.compress(data, LEVEL)], {**stream.extra, "Filter": "/FlateDecode"})


def _object(pdf: Any, reference: bytes) -> Any:
    return pdf.objects[int(reference.split()[0])]
