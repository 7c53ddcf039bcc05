"""A second opener of boxes of the national suite, written from GB/T 32905 (SM3), 32907 (SM4), 32918 (SM2) and the mode's
NIST SP 800-38D, not from our C and its libraries: what a box of `sm2-sm4-gcm` holds. Slow, and for tests only."""

P = 0xFFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF00000000FFFFFFFFFFFFFFFF  # GB/T 32918.5
A = P - 3
B = 0x28E9FA9E9D9F5E344D5A9E4BCF6509A7F39789F515AB8F92DDBCBD414D940E93
SBOX = bytes.fromhex(
    "d690e9fecce13db716b614c228fb2c052b679a762abe04c3aa441326498606999c4250f491ef987a33540b43edcfac62"
    "e4b31ca9c908e89580df94fa758f3fa64707a7fcf37317ba83593c19e6854fa8686b81b27164da8bf8eb0f4b70569d35"
    "1e240e5e6358d1a225227c3b01217887d40046579fd327524c3602e7a0c4c89eeabf8ad240c738b5a3f7f2cef96115a1"
    "e0ae5da49b341a55ad933230f58cb1e31df6e22e8266ca60c02923ab0d534e6fd5db3745defd8e2f03ff6a726d6c5b51"
    "8d1baf92bbddbc7f11d95c411f105ad80ac13188a5cd7bbd2d74d012b8e5b4b08969974a0c96777e65b9f109c56ec684"
    "18f07dec3adc4d2079ee5f3ed7cb3948")
WORD = 0xFFFFFFFF
HEAD, CHUNK, TAG = 128, 64 * 1024, 16


def rotated(x, n):
    n %= 32
    return (x << n | x >> (32 - n)) & WORD


def words(data):
    return [int.from_bytes(data[i:i + 4], "big") for i in range(0, len(data), 4)]


def sm3(data):
    state = words(bytes.fromhex("7380166f4914b2b9172442d7da8a0600a96f30bc163138aae38dee4db0fb0e4e"))
    padded = data + b"\x80" + bytes(-(len(data) + 9) % 64) + (8 * len(data)).to_bytes(8, "big")
    for at in range(0, len(padded), 64):
        w = words(padded[at:at + 64])
        for j in range(16, 68):
            x = w[j - 16] ^ w[j - 9] ^ rotated(w[j - 3], 15)
            w.append(x ^ rotated(x, 15) ^ rotated(x, 23) ^ rotated(w[j - 13], 7) ^ w[j - 6])
        a, b, c, d, e, f, g, h = state
        for j in range(64):
            t = 0x79CC4519 if j < 16 else 0x7A879D8A
            ss1 = rotated((rotated(a, 12) + e + rotated(t, j)) & WORD, 7)
            ff = a ^ b ^ c if j < 16 else a & b | a & c | b & c
            gg = e ^ f ^ g if j < 16 else e & f | ~e & WORD & g
            tt1 = (ff + d + (ss1 ^ rotated(a, 12)) + (w[j] ^ w[j + 4])) & WORD
            tt2 = (gg + h + ss1 + w[j]) & WORD
            a, b, c, d, e, f, g, h = tt1, a, rotated(b, 9), c, tt2 ^ rotated(tt2, 9) ^ rotated(tt2, 17), e, rotated(f, 19), g
        state = [x ^ y for x, y in zip(state, (a, b, c, d, e, f, g, h))]
    return b"".join(x.to_bytes(4, "big") for x in state)


def add(p, q):
    if p is None or q is None:
        return p or q
    if p[0] == q[0] and (p[1] + q[1]) % P == 0:
        return None
    slope = (3 * p[0] * p[0] + A) * pow(2 * p[1], -1, P) if p == q else (q[1] - p[1]) * pow(q[0] - p[0], -1, P)
    x = (slope * slope - p[0] - q[0]) % P
    return x, (slope * (p[0] - x) - p[1]) % P


def times(k, p):
    result = None
    for bit in bin(k)[2:]:
        result = add(result, result)
        if bit == "1":
            result = add(result, p)
    return result


def der_items(der):
    """The contents of a sequence's items, all lengths short."""
    assert der[0] == 0x30 and der[1] == len(der) - 2 < 128, "no sequence of that length"
    items, at = [], 2
    while at < len(der):
        items.append((der[at], der[at + 2:at + 2 + der[at + 1]]))
        at += 2 + der[at + 1]
    assert [tag for tag, _ in items] == [2, 2, 4, 4], "not two integers and two strings"
    return [value for _, value in items]


def sm2_open(secret, der):
    """GB/T 32918.4 section 7.1."""
    x, y, check, text = der_items(der)
    point = int.from_bytes(x, "big"), int.from_bytes(y, "big")
    assert (point[1] ** 2 - point[0] ** 3 - A * point[0] - B) % P == 0, "C1 is not on the curve"
    x2, y2 = (n.to_bytes(32, "big") for n in times(secret, point))
    stream = b"".join(sm3(x2 + y2 + n.to_bytes(4, "big")) for n in range(1, 2 + len(text) // 32))
    plain = bytes(a ^ b for a, b in zip(text, stream))
    assert sm3(x2 + plain + y2) == check, "C3 does not agree"
    return plain


def mixed(x, turns):
    box = int.from_bytes(bytes(SBOX[b] for b in x.to_bytes(4, "big")), "big")
    for turn in turns:
        box ^= rotated(int.from_bytes(bytes(SBOX[b] for b in x.to_bytes(4, "big")), "big"), turn)
    return box


def sm4_keys(key):
    k = [a ^ b for a, b in zip(words(key), words(bytes.fromhex("a3b1bac656aa3350677d9197b27022dc")))]
    for i in range(32):
        ck = int.from_bytes(bytes((4 * i + j) * 7 % 256 for j in range(4)), "big")
        k.append(k[i] ^ mixed(k[i + 1] ^ k[i + 2] ^ k[i + 3] ^ ck, (13, 23)))
    return k[4:]


def sm4(keys, block):
    x = words(block)
    for key in keys:
        x = x[1:] + [x[0] ^ mixed(x[1] ^ x[2] ^ x[3] ^ key, (2, 10, 18, 24))]
    return b"".join(w.to_bytes(4, "big") for w in reversed(x))


def product(x, y):
    """SP 800-38D section 6.3."""
    z = 0
    for i in range(127, -1, -1):
        if x >> i & 1:
            z ^= y
        y = y >> 1 ^ (0xE1 << 120 if y & 1 else 0)
    return z


def gcm_open(key, nonce, data, box):
    keys, text, tag = sm4_keys(key), box[:-TAG], box[-TAG:]
    h, sum_ = int.from_bytes(sm4(keys, bytes(16)), "big"), 0
    for part in (data, text):
        for at in range(0, len(part), 16):
            sum_ = product(sum_ ^ int.from_bytes(part[at:at + 16].ljust(16, b"\0"), "big"), h)
    sum_ = product(sum_ ^ (len(data) * 8 << 64 | len(text) * 8), h)
    first = sm4(keys, nonce + (1).to_bytes(4, "big"))
    assert bytes(a ^ b for a, b in zip(first, sum_.to_bytes(16, "big"))) == tag, "the tag does not agree"
    stream = b"".join(sm4(keys, nonce + n.to_bytes(4, "big")) for n in range(2, 2 + (len(text) + 15) // 16))
    return bytes(a ^ b for a, b in zip(text, stream))


def open_box(secret, box):
    """The plaintext without its padding (ISO/IEC 7816-4)."""
    assert not any(box[1 + box[0]:HEAD]), "the head is not filled with zeros"
    key = sm2_open(int.from_bytes(secret, "big"), box[1:1 + box[0]])
    chunks = [box[at:at + CHUNK + TAG] for at in range(HEAD, len(box), CHUNK + TAG)]
    plain = b"".join(gcm_open(key, n.to_bytes(12, "big"), b"sm2-sm4-gcm" + bytes([n == len(chunks) - 1]), chunk)
                     for n, chunk in enumerate(chunks))
    text = plain.rstrip(b"\0")
    assert text.endswith(b"\x80"), "no padding"
    return text[:-1]


def must_not_stay(secret, box):
    """What would open this box for who finds it in memory: the SM4 key, and of the shared point the second coordinate, as bytes
    and as words. (The allocator writes over the beginning of what is freed.)"""
    der = box[1:1 + box[0]]
    x, y, _, _ = der_items(der)
    shared = times(int.from_bytes(secret, "big"), (int.from_bytes(x, "big"), int.from_bytes(y, "big")))[1]
    return [sm2_open(int.from_bytes(secret, "big"), der), shared.to_bytes(32, "big"), shared.to_bytes(32, "little")]


def test():
    """The standards' own examples."""
    assert sm3(b"abc").hex().startswith("66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0")
    key = bytes.fromhex("0123456789abcdeffedcba9876543210")
    assert sm4(sm4_keys(key), key).hex() == "681edf34d206965e86b3e94f536e4246"
    box = bytes.fromhex("17f399f08c67d5ee19d0dc9969c4bb7d5fd46fd3756489069157b282bb200735d82710ca5c22f0ccfa7cbf93d496ac15"
                        "a56834cbcf98c397b4024a2691233b8d83de3541e4c2b58177e065a9bf7b62ec")  # RFC 8998 A.1
    assert gcm_open(key, bytes.fromhex("00001234567800000000abcd"),
                    bytes.fromhex("feedfacedeadbeeffeedfacedeadbeefabaddad2"), box).startswith(b"\xaa" * 8 + b"\xbb" * 8)
