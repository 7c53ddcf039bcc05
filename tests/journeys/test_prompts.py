#!/usr/bin/env python3
"""kiosk --prompts: what may be recorded, what is, and which recordings are to be mended. Without a display."""
import math
import os
import struct
import subprocess
import sys
import tempfile
import wave

BUILD = os.environ.get("LC_BUILD", "build")
CONFIG = os.path.join(BUILD, "tests/audit/kiosk.conf")
ASKS, TITLE = "请把身份证放在读卡口，听到“嘀”再拿。", "请刷一下身份证"
ALWAYS = [TITLE, ASKS, "您要办什么事？", "这里还空着。请先填上，再往下走。", "语音开了。上下键挑，确定键选，首页键再念一遍。",
          "快慢，第 7 档，共 7 档", "别的事，选了", "选好了", "交好了", "您还在吗？", "找人帮忙，按钮", "正在检修"]
NEVER = ["和老伴一起住，选了", "赵春梅", "赵某梅", "欧阳", "3栋2单元", "19900000077", "尾号", "0077", "2061 7000 1475", "2023 年", "3 月 18 日", "停水"]


def tone(path):
    with wave.open(path, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(22050)
        file.writeframes(b"".join(struct.pack("<h", int(9000 * math.sin(i / 5))) for i in range(4410)))


def listed(folder, locale="zh_CN", status=0):
    """Rows by sentence: file and how it stands; and the summary."""
    with open(CONFIG, encoding="utf-8") as file:
        lines = file.read().replace("[assets]\n", f"[assets]\nvoice={folder}\n")
    config = os.path.join(folder, "kiosk.conf")
    with open(config, "w", encoding="utf-8") as file:
        file.write(lines)
    done = subprocess.run([os.path.join(BUILD, "kiosk"), "--prompts", locale, "--config", config], capture_output=True,
                          text=True, check=False)
    assert done.returncode == status, (done.returncode, done.stderr)
    rows = [line.split("\t") for line in done.stdout.splitlines()]
    assert all(len(row) == 3 for row in rows[1:]), "a line has not three parts"
    return {row[0]: row[1:] for row in rows[1:]}, done.stderr, done.stdout


def keep(folder, text):
    os.makedirs(os.path.join(folder, "zh_CN"), exist_ok=True)
    with open(os.path.join(folder, "zh_CN", "prompts.tsv"), "w", encoding="utf-8") as file:
        file.write(text)


def prompts_are_what_all_hear(folder):
    rows, _, _ = listed(folder)
    missing = [sentence for sentence in ALWAYS if sentence not in rows]
    assert not missing, f"not listed: {missing}"
    told = [sentence for sentence in rows for word in NEVER if word in sentence]
    assert not told, f"one visitor's, or one day's: {told}"
    assert len({row[0] for row in rows.values()}) == len(rows), "two sentences share a file"
    assert {row[1] for row in rows.values()} == {"to record"}


def prompts_of_every_language(folder):
    for locale, sentence in (("en", "What would you like to do?"), ("zh_TW", "您要辦什麼事？"), ("ug", None)):
        rows, _, _ = listed(folder, locale)
        assert len(rows) > 500 and (sentence is None or sentence in rows), (locale, len(rows))


def prompts_the_list_is_the_index(folder):
    """What the studio gets: the list as it was printed, and the files it names, one by one."""
    rows, _, printed = listed(folder)
    keep(folder, printed)
    tone(os.path.join(folder, "zh_CN", rows[TITLE][0]))
    rows, said, printed = listed(folder)
    assert rows[TITLE][1] == "recorded" and rows[ASKS][1] == "to record", (rows[TITLE], rows[ASKS])
    assert " 1 recorded; 0 recordings cannot be played, 0 stand for nothing" in said, said
    keep(folder, printed)
    again, _, _ = listed(folder)
    assert again == rows, "listed once more it is another list"


def prompts_to_mend(folder):
    keep(folder, f"{TITLE}\tours.wav\n{ASKS}\ttorn.wav\n从前的一句话。\tours.wav\n")
    tone(os.path.join(folder, "zh_CN", "ours.wav"))
    with open(os.path.join(folder, "zh_CN", "torn.wav"), "wb") as file:
        file.write(b"RIFF\x10\x00\x00\x00WAVEfmt ")
    rows, said, _ = listed(folder, status=1)
    assert rows[TITLE] == ["ours.wav", "recorded"]
    assert rows[ASKS][0] == "torn.wav" and rows[ASKS][1].startswith("cannot be played: "), rows[ASKS]
    assert rows["# 从前的一句话。"] == ["ours.wav", "stands for nothing that is said"]
    assert "1 recordings cannot be played, 1 stand for nothing" in said, said


def main():
    cases = [value for name, value in sorted(globals().items()) if name.startswith("prompts_")]
    for case in cases:
        with tempfile.TemporaryDirectory(prefix="linchuang-") as folder:
            case(folder)
        print("ok", case.__name__, flush=True)


if __name__ == "__main__":
    sys.exit(main())
