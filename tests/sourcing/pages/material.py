"""Pages and files that the tests make themselves; nothing in here comes from a real site."""

import io
import zipfile
from collections.abc import Mapping, Sequence

ARRIVAL = "About 500 Ostrian troops arrived in the Marun valley on Monday, the Joint Force said."
JOINING = "They join a 700-strong force that has been there since the unrest of 10 October."
DENIAL = "The ministry denied that more than 1,000 troops would be sent before the winter."
ARTICLE = f"<p>{ARRIVAL}</p><p>{JOINING}</p><p>{DENIAL}</p>"
MAIN = f"{ARRIVAL}\n\n{JOINING}\n\n{DENIAL}"

_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def page(body: str = ARTICLE, head: str = "<title>Troops arrive</title>") -> str:
    """A page with menus around its text."""
    return (
        f'<!DOCTYPE html><html lang="en"><head>{head}</head><body><nav><a href="/">Home</a> '
        f'<a href="/news">News</a></nav><article><h1>Troops arrive</h1>{body}</article>'
        "<footer>Imprint</footer></body></html>"
    )


def pdf(pages: Sequence[str], *, info: str = "", encrypted: bool = False) -> bytes:
    """A PDF with one line of text a page; an empty one has nothing on it."""
    count = len(pages)
    kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(count))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {count} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    for number, text in enumerate(pages):
        shown = f"BT /F1 12 Tf 50 700 Td ({text}) Tj ET" if text else "0 0 10 10 re f"
        objects.append(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 900 800] "
            f"/Resources << /Font << /F1 3 0 R >> >> /Contents {5 + 2 * number} 0 R >>"
        )
        objects.append(f"<< /Length {len(shown)} >>\nstream\n{shown}\nendstream")
    objects.append(f"<< {info} >>")
    trailer = f"/Root 1 0 R /Info {len(objects)} 0 R"
    if encrypted:
        secret = "00" * 32
        objects.append(f"<< /Filter /Standard /V 1 /R 2 /P -4 /O <{secret}> /U <{secret}> >>")
        trailer += f" /Encrypt {len(objects)} 0 R /ID [<{'11' * 16}> <{'11' * 16}>]"
    out = io.BytesIO(b"%PDF-1.4\n")
    out.seek(0, io.SEEK_END)
    places = []
    for number, content in enumerate(objects, start=1):
        places.append(out.tell())
        out.write(f"{number} 0 obj\n{content}\nendobj\n".encode("latin-1"))
    start = out.tell()
    out.write(f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode())
    out.writelines(f"{place:010} 00000 n \n".encode() for place in places)
    out.write(
        f"trailer << /Size {len(objects) + 1} {trailer} >>\nstartxref\n{start}\n%%EOF".encode()
    )
    return out.getvalue()


def docx(body: str, **parts: str | bytes) -> bytes:
    """A Word document; ``parts`` are further files, a double underscore for a slash."""
    main = f'<w:document xmlns:w="{_WORD}"><w:body>{body}</w:body></w:document>'
    others = {name.replace("__", "/"): content for name, content in parts.items()}
    return archive({"word/document.xml": main, **others})


def paragraph(*runs: str) -> str:
    """A paragraph of a Word document, its words divided into runs as Word does."""
    return "<w:p>" + "".join(f"<w:r><w:t>{run}</w:t></w:r>" for run in runs) + "</w:p>"


def archive(parts: Mapping[str, str | bytes]) -> bytes:
    """A ZIP archive."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in parts.items():
            packed.writestr(name, content)
    return out.getvalue()
