#!/usr/bin/env python3
"""Visits of somebody who does not see the screen: a keypad, headphones, and what is spoken."""
import json
import math
import os
import struct
import sys
import tempfile
import time
import wave

import numpy as np
from PIL import Image

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from runner import main  # noqa: E402
from house import wait_until  # noqa: E402
from visit import BANK, PHONE, SPOUSE_PHONE, WANG, Visit  # noqa: E402

QUESTION = "您要办什么事？"
STEPS = 80  # no page has more to come to


class Listener:
    """Presses keys of the keypad and hears; looks at nothing."""

    def __init__(self, house):
        self.house, self.heard, self.all = house, [], []

    def listen(self):
        self.heard = self.house.automation.ask(do="spoken")["spoken"]
        self.all += self.heard
        return self.heard

    def key(self, name):
        answer = self.house.automation.ask(do="key", key=name)
        assert answer["ok"], answer
        return self.listen()

    def seek(self, words):
        """Steps on until the keypad stands on what says these words."""
        for _ in range(STEPS):
            if self.key("Tab") and words in self.heard[-1]:
                return self.heard[-1]
        raise AssertionError(f"the keypad does not come to {words}: at last it said {self.heard}")

    def choose(self, words):
        self.seek(words)
        return self.key("Return")

    def digits(self, number):
        for digit in number:
            for _ in range(STEPS):
                if self.key("Tab") == [digit]:
                    break
            else:
                raise AssertionError(f"the keypad does not come to {digit}")
            said = self.key("Return")
            assert said, "a typed digit is not answered"
        return self.heard

    def hears(self, *words):
        """These sentences, in this order, among what was said last."""
        at = 0
        for sentence in self.heard:
            while at < len(words) and words[at] in sentence:
                at += 1
        assert at == len(words), f"not said: {words[at]}; said: {self.heard}"

    def until(self, words, timeout_s=40):
        if any(words in sentence for sentence in self.heard):
            return self.heard  # the platform was quicker than the ear

        def heard():
            said = self.listen()
            if any(words in sentence for sentence in said):
                return said
            return None
        self.heard = wait_until(heard, f"the voice saying {words}", timeout_s)
        return self.heard

    def silence(self, timeout_s=200):
        """Until all was heard that was said."""
        def quiet():
            answer = self.house.automation.ask(do="spoken")
            self.all += answer["spoken"]
            return not answer["speaking"]
        time.sleep(0.5)  # the machine may still be finding its first word
        wait_until(quiet, "the voice having ended", timeout_s)


def card():
    with open(WANG, encoding="utf-8") as file:
        return json.load(file)


def to_the_form(me, house):
    me.choose("高龄津贴")
    me.hears("高龄津贴", "要花钱吗，不收钱", "您要带的东西", "本人身份证，一定要带", "请点“开始办”")
    me.key("Return")
    if not any("请刷一下身份证" in sentence for sentence in me.heard):
        me.until("请刷一下身份证")  # the reader was still being opened
    me.hears("请刷一下身份证", "平放在下面亮灯的地方", "正在等您的身份证")
    house.sim("idcard", "present", WANG)
    me.until("字要不要大一点？")
    me.hears("字要不要大一点？", "念给您听", "一共 2 个", "1，这样就好", "2，大一点")
    me.key("Escape")
    if not any("您现在住在哪儿？" in sentence for sentence in me.heard):
        me.until("您现在住在哪儿？")


def fill_the_form(me, alone):
    """`alone`: headphones, so the values are heard."""
    me.hears("第 2 步，共", "您现在住在哪儿？", "写到门牌号", "现在住在", "用下面的键填，填好了点“填好了”")
    address = [sentence for sentence in me.heard if sentence.startswith("现在住在")][0]
    assert (card()["address"][:4] in address) == alone and ("填了" in address or "屏幕上有" in address) != alone, address
    me.choose("填好了")
    me.hears("您住在哪个社区？", "点一个就行", "新安镇的社区、村", "这台机器就在 高郢社区")
    me.choose("就选这里")
    me.hears("高郢社区，选了")
    me.choose("选好了，下一步")
    me.hears("您的手机号是多少？", "一共 11 位")
    me.choose("填好了")
    me.hears("这里还空着")
    me.digits(PHONE[:10])
    assert me.heard == [PHONE[9] if alone else "填了 10 位"], me.heard
    me.choose("填好了")
    me.hears("少了 1 位，手机号是 11 位。")
    me.digits(PHONE[10:])
    me.choose("填好了")
    me.hears("有急事时，打谁的电话？")
    me.digits(SPOUSE_PHONE)
    me.choose("填好了")
    me.hears("哪天搬到这里住的？", "先点年，再点月，最后点日。")
    me.choose("填好了")
    me.hears("您和谁一起住？", "一共 5 个", "1，一个人住", "2，和老伴一起住", "5，都不是", "请点“下一步”")
    me.choose("下一步")
    me.hears("先点一个，再点下一步。")
    me.choose("和老伴一起住，第 2 个，共 5 个")
    if alone:
        me.hears("和老伴一起住，选了")
    else:
        assert me.heard == ["选好了"], me.heard
    me.choose("下一步")
    me.hears("老伴的身份证号码？", "没有就空着")
    me.choose("填好了")
    me.hears("津贴发到哪张卡？")
    me.digits(BANK)
    me.choose("填好了")


def bring_sign_review(me, house, alone):
    me.hears("扫一下电子证照的码", "社保卡或银行卡", "户口本")
    house.sim("scanner", "show", "lclicence:1:611:DEMO-0088")
    me.until("社保卡或银行卡，收到了")
    me.choose("户口本")
    me.hears("记下了")
    me.choose("下一步")
    me.hears("请签上您的名字", "我保证", "手指在框里写名字", "请点“签好了，下一步”", "也可以点“用身份证代签”")
    me.choose("签好了，下一步")
    me.hears("还没签名")
    me.choose("用身份证代签")
    me.hears("用身份证代签，开着")
    me.choose("签好了，下一步")
    me.hears("看一遍，对不对？")
    rows = list(me.heard)
    me.choose("看全部")
    whole = any(PHONE in sentence.replace(" ", "") for sentence in me.heard)
    assert whole == alone, f"看全部 says {me.heard}"
    me.choose("遮住")
    me.seek("往下看") if any("往下看" in sentence for sentence in rows) else None
    while any("往下看" in sentence for sentence in me.heard):
        rows += me.choose("往下看")
    me.heard = rows
    me.hears("手机，尾号 0001", "有急事找，尾号 0002", "一起住的，已填", "津贴发到，尾号 0088", "签名，签好了",
             "都对，交上去")
    me.choose("都对，交上去")


def leave(me, house):
    if not any("交好了" in sentence for sentence in me.heard):
        me.until("交好了")
    me.hears("交好了", "县民政局收到了，您不用再来。", "办件编号", "接下来", "收到您的申请", "请点“办完了，退出”", "也可以点“再办一件”")
    number = [s for s in me.heard if s.startswith("办件编号")][0].split("，")[1].replace(" ", "")
    assert len(number) == 12 and number.isdigit(), number
    if not any("回执打好了" in sentence for sentence in me.heard):
        me.until("回执打好了，请在屏幕下面取走")
    for _ in range(STEPS):
        if any("您的回执" in said for said in me.key("Tab")):
            break  # all of it follows its name
    me.hears("您的回执", "邻窗便民服务", "交好了", "办件编号，", "事项，高龄津贴", "姓名，王某兰", "时间，", "手机，尾号 0001",
             "材料，", "接下来", "有事问，拨", "校验，")
    assert number in "".join(me.heard).replace(" ", ""), me.heard
    house.sim("idcard", "remove")
    me.choose("办完了，退出")
    me.hears("这回办得顺不顺？", "一共 5 个", "1，非常满意", "5，非常不满意", "请点“不评了，退出”")
    me.choose("非常满意，第 1 个，共 5 个")
    me.hears("非常满意，选了")
    me.choose("评好了，退出")
    house.wait("standby")
    return number


def the_record(house, number):
    records = wait_until(house.platform_records, "the record")
    assert [r["receipt"] for r in records] == [number]
    assert records[0]["signed_by"] == "card" and records[0]["signature"] == []
    assert records[0]["answers"]["phone"] == PHONE and records[0]["answers"]["living"] == "partner"


def journey_by_keypad_and_headphones(house):
    me = Listener(house)
    me.key("PlugIn")
    me.hears("语音开了", "您要办什么事？", "一共", "1，高龄津贴")
    to_the_form(me, house)
    fill_the_form(me, True)
    bring_sign_review(me, house, True)
    number = leave(me, house)
    the_record(house, number)
    with open(os.environ["SDL_DISKAUDIOFILE"], "rb") as file:
        assert any(file.read()), "the loudspeaker got nothing but silence"
    me.key("Return")  # the next one, headphones still plugged in
    me.hears("语音开了", "您要办什么事？")


def journey_by_keypad_and_loudspeaker(house):
    me = Listener(house)
    house.tap("start")
    assert me.listen() == [], "it speaks without being asked to"
    house.tap("voice")
    me.listen()
    me.hears("语音开了", "您要办什么事？")
    to_the_form(me, house)
    fill_the_form(me, False)
    bring_sign_review(me, house, False)
    the_record(house, leave(me, house))
    person = card()
    for secret in (person["number"], person["name"], person["address"], PHONE, SPOUSE_PHONE, BANK):
        aloud = [sentence for sentence in me.all
                 if secret in sentence.replace(" ", "") and "空着，例如" not in sentence]  # the example of an empty field
        assert not aloud, f"said aloud what is for one person: {aloud}"


def to_the_ballot(me, house, listens):
    """What is said when one votes against, and when it is asked once more."""
    Visit(house, house.tap).begin("tou-piao")
    listens()
    me.listen()
    house.sim("idcard", "present", WANG)
    me.until("字要不要大一点？")
    me.key("Escape")
    if not any("不同意" in sentence for sentence in me.heard):
        me.until("不同意")
    against = me.choose("不同意")
    return against, me.choose("下一步")


def journey_a_vote_is_secret_aloud(house):
    me = Listener(house)
    against, dialog = to_the_ballot(me, house, lambda: house.tap("voice"))
    assert against == ["选好了"], against
    assert dialog[0] == "投您选的那一项？屏幕上有", dialog


def journey_a_vote_is_heard_in_headphones(house):
    me = Listener(house)
    against, dialog = to_the_ballot(me, house, lambda: me.key("PlugIn"))
    assert against[0].startswith("不同意") and against[0].endswith("选了"), against
    assert dialog[0].startswith("投“不同意"), dialog


def journey_booking_by_keypad(house):
    """The days come after their question: they are heard and can be chosen, and so are the times."""
    me = Listener(house)
    me.key("PlugIn")
    me.choose("约老人体检")
    me.key("Return")
    if not any("请刷一下身份证" in sentence for sentence in me.heard):
        me.until("请刷一下身份证")
    house.sim("idcard", "present", WANG)
    me.until("字要不要大一点？")
    me.key("Escape")
    if not any("去哪儿体检？" in sentence for sentence in me.heard):
        me.until("去哪儿体检？")
    me.choose("社区卫生服务站")
    me.choose("下一步")
    me.hears("打哪个电话找您？")
    me.digits(PHONE)
    me.choose("填好了")
    if not any("1，" in sentence and "个号" in sentence for sentence in me.heard):
        me.until("个号")
    me.hears("哪天去？", "一共", "1，", "请点“下一步”", "第 1 个，共")
    focus = [w for w in house.tree()["widgets"] if w.get("focused")]
    assert [w["id"] for w in focus] == ["pick.0"], focus
    me.choose("第 2 个，共")
    me.hears("选了")
    me.choose("下一步")
    me.hears("几点去？", "一共", "1，")


def journey_paying_by_ear(house):
    """The code is told when it comes, and again when it is another one; so is the way without a phone."""
    me = Listener(house)
    visit = Visit(house, house.tap)
    visit.begin("yibao-jiaofei")
    visit.lay_card()
    house.wait("form")
    visit.fill_form()
    house.wait("review")
    house.tap("voice")
    me.listen()
    while house.tree()["pages"][0] < house.tree()["pages"][1]:
        house.tap("submit")
    house.tap("submit")
    me.until("付款的码来了")
    me.hears("付款的码来了", "扫不了，可以点")
    house.automation.ask(do="clock", advance_ms=181000)
    me.until("付款的码来了")
    me.hears("扫不了，可以点")


def journey_speed_and_loudness_end_with_the_visit(house):
    me = Listener(house)
    me.key("PlugIn")
    assert me.key("Faster") == ["快慢，第 4 档，共 7 档"]
    for _ in range(9):
        me.key("Faster")
    assert "快慢，第 7 档，共 7 档" in me.all and "快慢" not in " ".join(me.heard), me.heard
    assert me.key("VolumeUp") == ["声音，第 6 档，共 9 档"]
    assert me.key("VolumeDown") == ["声音，第 5 档，共 9 档"]
    me.silence()
    house.automation.ask(do="clock", advance_ms=241000)
    house.wait("home", overlay="timeout")
    me.listen()
    me.hears("您还在吗？", "1，退出", "2，我还在，接着办")
    me.silence()
    house.automation.ask(do="clock", advance_ms=61000)
    house.wait("standby")
    me.listen()
    me.key("Return")
    me.hears("语音开了")
    assert me.key("Slower") == ["快慢，第 2 档，共 7 档"]


def journey_listening_is_no_absence(house):
    """While a page is read its clock does not run; it begins when the last word was heard."""
    me = Listener(house)
    me.key("PlugIn")
    for _ in range(4):
        me.key("Faster")  # this waits for the last word
    me.choose("高龄津贴")
    wait_until(lambda: house.automation.ask(do="spoken")["speaking"], "the voice")
    house.automation.ask(do="clock", advance_ms=250000)
    time.sleep(0.5)
    assert house.automation.ask(do="spoken")["speaking"], "the page was too short for this"
    assert house.tree()["overlay"] is None, "asked whether she is there, amid what it tells her"
    me.silence()
    house.automation.ask(do="clock", advance_ms=230000)
    time.sleep(0.5)
    assert house.tree()["overlay"] is None
    house.automation.ask(do="clock", advance_ms=20000)
    house.wait("service", overlay="timeout")


def journey_pulled_out(house):
    me = Listener(house)
    me.key("PlugIn")
    me.hears("语音开了")
    assert me.key("PlugOut") == [], "speaks on, aloud"
    assert me.key("Tab") == []
    me.key("PlugIn")
    me.hears("语音开了", "您要办什么事？")


def journey_english(house):
    me = Listener(house)
    me.key("PlugIn")
    me.choose("English")
    me.hears("您看哪种文字？", "1，中文（简体）", "2，中文（繁體）", "3，English")
    me.choose("English")
    me.hears("What would you like to do?", "to choose from", "1, Senior allowance")
    me.choose("Senior allowance, From the age of 80, 1 of ")
    me.hears("Senior allowance", "Please tap 'Start'")


def journey_help_and_emergency(house):
    me = Listener(house)
    me.key("PlugIn")
    me.key("Help")
    me.hears("要帮忙吗？", "叫工作人员过来", "念快点")
    me.choose("叫工作人员过来")
    me.hears("正在告诉工作人员")
    me.until("已经转告工作人员，")
    me.key("Escape")
    me.hears("您要办什么事？")
    me.choose("紧急求助")
    me.hears("5 秒后呼叫社区值班室", "点错了，取消", "120，有人晕倒、受伤")
    me.choose("点错了，取消")
    me.hears("您要办什么事？")


def record(folder, sentence):
    """Two seconds of 1000 Hz for that sentence."""
    os.makedirs(os.path.join(folder, "zh_CN"))
    with open(os.path.join(folder, "zh_CN", "prompts.tsv"), "w", encoding="utf-8") as file:
        file.write(f"{sentence}\ttone.wav\n")
    with wave.open(os.path.join(folder, "zh_CN", "tone.wav"), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(44100)
        file.writeframes(b"".join(struct.pack("<h", int(20000 * math.sin(2 * math.pi * 1000 * i / 44100)))
                                  for i in range(2 * 44100)))


def tone_seconds():
    """How long 1000 Hz was heard and nothing else, by tenths of a second."""
    with open(os.environ["SDL_DISKAUDIOFILE"], "rb") as file:
        samples = np.frombuffer(file.read(), dtype=np.int16).astype(float)
    power = np.abs(np.fft.rfft(samples[:len(samples) // 2205 * 2205].reshape(-1, 2205), axis=1)) ** 2
    all_of_it = power.sum(axis=1)
    return np.count_nonzero((all_of_it > 0) & (power[:, 97:104].sum(axis=1) > 0.9 * all_of_it)) / 10


def journey_a_recording_stands_for_its_sentence(house):
    """A tone in the place of the question of home, and of no other; twice as fast, it is half as long."""
    me = Listener(house)
    me.key("PlugIn")
    me.hears("语音开了", QUESTION, "一共")
    wait_until(lambda: tone_seconds() > 1.5, "the recording")
    time.sleep(1)
    assert tone_seconds() <= 2.1, tone_seconds()
    for _ in range(4):
        me.key("Faster")
    before = tone_seconds()
    me.key("Home")
    me.hears(QUESTION)
    wait_until(lambda: tone_seconds() > before + 0.7, "the recording, faster")
    time.sleep(1)
    assert tone_seconds() - before <= 1.2, (before, tone_seconds())


def is_black(house):
    path = house.path("seen.png")
    house.screenshot(path)
    with Image.open(path) as image:
        return image.convert("L").getextrema() == (0, 0)


def journey_with_a_black_picture(house):
    """Headphones in, the picture black from the first page to the last; the keypad and the voice do it all."""
    me = Listener(house)
    me.key("Blank")
    assert not is_black(house), "black for somebody who cannot hear alone"
    me.key("PlugIn")
    me.key("Blank")
    me.hears("屏幕黑了")
    assert is_black(house)
    to_the_form(me, house)
    assert is_black(house)
    fill_the_form(me, True)
    assert is_black(house)
    me.key("Blank")
    me.hears("屏幕亮了")
    assert not is_black(house)
    me.key("Blank")
    x, y = house.middle("help")
    house.display.stroke([(x, y)])  # a touch where help is means only light
    wait_until(lambda: not is_black(house), "a touch bringing the picture back")
    assert house.tree()["overlay"] is None, "the touch pressed what nobody saw"
    me.key("Help")
    me.choose("下一页")
    me.choose("屏幕变黑")
    assert is_black(house), "the switch in help does nothing"
    me.key("Escape")
    bring_sign_review(me_at_materials(me), house, True)
    assert is_black(house)
    number = leave(me, house)
    assert not is_black(house), "the next one finds a black screen"
    the_record(house, number)


def me_at_materials(me):
    """The page says itself again, as after help."""
    me.key("Home")
    return me


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="linchuang-") as sounds:
        record(os.path.join(sounds, "voice"), QUESTION)
        journey_a_recording_stands_for_its_sentence.house = {
            "extra": {"config": {"assets": {"voice": os.path.join(sounds, "voice")}}}}
        os.environ.update(SDL_AUDIODRIVER="disk", SDL_DISKAUDIOFILE=os.path.join(sounds, "out.raw"))
        status = main(globals())
    sys.exit(status)
