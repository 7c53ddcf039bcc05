"""A second reader of ESC/POS, written from the tables that Epson, Custom and the JPM112 print, not from our C: what a
receipt's bytes put on paper. It knows no command that is not listed here; another one is an error."""

LENGTHS = {  # bytes behind the two that name it
    b"\x1b@": 0, b"\x1da": 1, b"\x1dr": 1, b"\x1bJ": 1, b"\x1bd": 1, b"\x1dV": 1, b"\x1dv": 6, b"\x1de": 1, b"\x1d\xf8": 0,
    b"\x10\x04": 1, b"\x10\x05": 1,
}
LINE = 30  # dots of ESC d 1 after ESC @


class Paper:
    """The rows of dots since the last cut, as strings of 0 and 1, and how it was cut."""

    def __init__(self, dots):
        self.dots, self.rows, self.cuts, self.marks = dots, [], [], 0

    def feed(self, rows):
        self.rows += ["0" * self.dots] * rows

    def picture(self, wide, high, data):
        for y in range(high):
            row = "".join(f"{byte:08b}" for byte in data[y * wide:(y + 1) * wide])
            if len(row) > self.dots:
                raise ValueError(f"{len(row)} dots, but the head has {self.dots}")
            self.rows.append(row.ljust(self.dots, "0"))


def read(data, dots):
    """The paper of these bytes; its last row is where it was cut, or torn."""
    paper, at = Paper(dots), 0
    while at < len(data):
        if data[at:at + 1] == b"\x0c":
            paper.marks += 1
            at += 1
            continue
        name = data[at:at + 2]
        if name not in LENGTHS:
            raise ValueError(f"{name.hex()} at {at} is no command of ours")
        length = LENGTHS[name]
        word = data[at + 2:at + 2 + length]
        at += 2 + length
        if name == b"\x1bJ":
            paper.feed(word[0])
        elif name == b"\x1bd":
            paper.feed(word[0] * LINE)
        elif name == b"\x1dv":
            if word[0] not in b"\x000" or word[1] != 0:
                raise ValueError(f"GS v 0 {word.hex()}: scaled pictures are none of ours")
            wide, high = word[2] + 256 * word[3], word[4] + 256 * word[5]
            paper.picture(wide, high, data[at:at + wide * high])
            at += wide * high
        elif name == b"\x1d\xf8":
            paper.marks += 1
        elif name == b"\x1dV":
            if word[0] in (65, 66):
                paper.feed(data[at])
                at += 1
            paper.cuts.append(word[0])
    return paper
