"""Checks the corpus of CSV files against Python's csv module, or writes it anew.

python python/tests/csv_corpus.py          # fails if a file differs
python python/tests/csv_corpus.py --write
"""

import csv
import io
import json
import sys
from pathlib import Path

CORPUS = Path(__file__).resolve().parents[2] / "src/test/resources/io/github/pigmentspark/csv/corpus"
BOM = "\ufeff"

FILES = {
    "line-feeds": "a;b\n1;2\n3;4\n",
    "carriage-returns-with-line-feeds": "a;b\r\n1;2\r\n3;4\r\n",
    "mixed-line-breaks": 'a;b\n1;2\r\n"3";"4"\n"5";"6"\r\n',
    "no-last-line-break": 'a;b\n1;2\n3;"4"',
    "header-only": 'a;"b"\n',
    "byte-order-mark": BOM + 'a;b\n"' + BOM + '1";2\n',
    "byte-order-mark-before-quote": BOM + '"a;b";c\n1;2\n',
    "empty-fields": ';;\n;;\n"";;""\n1;;\n;;3\n',
    "one-column": "a\n1\n2\n \n",
    "doubled-quotes": 'a;b\n"""";"say ""hi"""\n"""""";"""a"""\n"x""y";""""""""\n',
    "delimiters-in-quotes": 'a;b\n";";";;"\n"1;2";"3;"\n";""";""";"\n',
    "line-breaks-in-quotes": 'a;b\n"\n";"\r\n"\n"1\n2";"3\r\n\r\n4"\n"\n\n";"x\n"\n',
    "carriage-returns-in-quotes": 'a;b\r\n"\r";"1\r2"\r\n"\r\r";"\r;\r"\r\n"x\r";"y\r"\n',
    "quotes-inside-fields": 'a;b\n5";x"y"\nx"1;2"\n a"b;c ""d\n',
    "spaces": 'a ; b\n 1 ;\t2\t\n" 3 ";4 \n "5";6\n',
    "quoted-header": '"a;b";"c\nd";"e""f";""\n1;2;3;4\n',
    "repeated-names": "a;a;;A\n1;2;3;4\n",
    "other-delimiters": "a,b;c\td\n1,2;3\t4\n'1;2'\n#5;\\\n",
    "control-characters": 'a;b\n\x01\x1f;\x7f\n"\x02;\x03";\x0b\x0c\n\x1c\x1d;\x1e\n',
    "line-separators-of-unicode": 'a;b\n1\u2028;\u20292\n"\u0085";\u0085\n',
    "all-planes": 'a;é\n€;😀\n"é";"€""😀"\n👩‍👩‍👧;\uffff\n',
    "every-length-to-seventeen": "n;x\n" + "".join(f'{"y" * n};"{"z" * n}"\n' for n in range(18)),
    "quotes-at-word-ends": "n;x\n" + "".join(f'"{"y" * n}""";{"z" * n}"\n' for n in range(1, 10)),
    "wide": ";".join(f"c{n}" for n in range(70)) + "\n" + ";".join(f'"{n}"' for n in range(70)) + "\n",
}


def parse(content: str) -> list[list[str]]:
    """Returns the records. The module itself skips an empty line, so the corpus has none."""
    text = io.StringIO(content.removeprefix(BOM), newline="")
    return list(csv.reader(text, delimiter=";", strict=True))


def expected(content: str) -> str:
    records = ",\n".join(json.dumps(record) for record in parse(content))
    return f"[\n{records}\n]\n"


def main(write: bool) -> int:
    files = {f"{name}.csv": content for name, content in FILES.items()}
    files.update({f"{name}.json": expected(content) for name, content in FILES.items()})
    found = {path.name for path in CORPUS.iterdir()}
    wrong = found ^ files.keys()
    for name, content in files.items():
        path = CORPUS / name
        if write:
            path.write_bytes(content.encode())
        elif name in found and path.read_bytes() != content.encode():
            wrong.add(name)
    if write:
        wrong = found - files.keys()
        for name in wrong:
            (CORPUS / name).unlink()
        return 0
    for name in sorted(wrong):
        print(f"{name} is missing, left over, or not what csv_corpus.py writes", file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main("--write" in sys.argv[1:]))
