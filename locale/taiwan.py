#!/usr/bin/env python3
"""Chinese as written on the mainland into Chinese as written in Taiwan: opencc's s2twp, with zh_TW.tsv before it.

  taiwan.py catalog FOLDER     a .po of every Chinese text of the service catalog, for the build
  taiwan.py missing PO         a .po of what PO leaves untranslated, for a person to review and put into PO
"""
import json
import pathlib
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
HEAD = 'msgid ""\nmsgstr ""\n"Language: zh_TW\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n'


def own_words():
    lines = (HERE / "zh_TW.tsv").read_text("utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")]


def configuration(folder):
    """s2twp with the own words first, in the step to Traditional and again in the step to Taiwan's words."""
    words = own_words()
    for name, rows in (("first", words), ("second", [(tw, tw) for _, tw in words])):
        text = "".join(f"{a}\t{b}\n" for a, b in dict(rows).items())
        (folder / f"{name}.txt").write_text(text, "utf-8")

    def group(own, *dictionaries):
        files = [{"type": "text", "file": str(folder / f"{own}.txt")}]
        return {"type": "group", "dicts": files + [{"type": "ocd2", "file": f"{d}.ocd2"} for d in dictionaries]}

    path = folder / "kiosk.json"
    path.write_text(json.dumps({
        "name": "s2twp for a service station",
        "segmentation": {"type": "mmseg", "dict": group("first", "STPhrases")},
        "conversion_chain": [
            {"dict": group("first", "STPhrases", "STCharacters")},
            {"dict": group("second", "TWPhrases")},
            {"dict": group("second", "TWVariants")},
        ],
    }), "utf-8")
    return path


def converted(texts):
    if not texts:
        return []
    with tempfile.TemporaryDirectory() as name:
        path = configuration(pathlib.Path(name))
        run = subprocess.run(["opencc", "-c", str(path)], input="\n".join(texts) + "\n", encoding="utf-8",
                             stdout=subprocess.PIPE, check=True)
    lines = run.stdout.splitlines()
    if len(lines) != len(texts):
        sys.exit(f"taiwan.py: opencc gave {len(lines)} lines for {len(texts)}")
    return lines


def labels(value, found):
    """Every {"zh": ...} of the catalog, once, in order; where a label is said twice the first stands."""
    if isinstance(value, dict):
        if isinstance(value.get("zh"), str):
            found[value["zh"]] = None
        value = value.values()
    elif not isinstance(value, list):
        return
    for inner in value:
        labels(inner, found)


def catalog_texts(folder):
    found = {}
    for path in sorted(pathlib.Path(folder).rglob("*.json")):
        labels(json.loads(path.read_text("utf-8")), found)
    return list(found)


def missing_texts(po):
    run = subprocess.run(["msgattrib", "--no-wrap", "--untranslated", po], encoding="utf-8", check=True,
                         stdout=subprocess.PIPE)
    ids = [line[6:] for line in run.stdout.splitlines() if line.startswith("msgid ")]
    return [json.loads(text) for text in ids if text != '""']


def main():
    if len(sys.argv) != 3 or sys.argv[1] not in ("catalog", "missing"):
        sys.exit(__doc__)
    texts = catalog_texts(sys.argv[2]) if sys.argv[1] == "catalog" else missing_texts(sys.argv[2])
    print(HEAD)
    for zh, tw in zip(texts, converted(texts)):
        mark = "#, c-format\n" if "%" in zh and sys.argv[1] == "missing" else ""
        print(f"{mark}msgid {json.dumps(zh, ensure_ascii=False)}\nmsgstr {json.dumps(tw, ensure_ascii=False)}\n")


if __name__ == "__main__":
    main()
