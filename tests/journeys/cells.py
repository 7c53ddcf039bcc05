"""Characters in the cells of a receipt printer, drawn by Pillow: what the simulated printer's text is held against."""
from PIL import Image, ImageDraw, ImageFont

FONT = "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc"
MONO_SC, HEIGHT, BASELINE = 7, 24, 21


class Cells:
    """Pillow rounds where some characters begin to the next row or column: it draws each with one to spare all around."""

    def __init__(self):
        self.font = ImageFont.truetype(FONT, HEIGHT, index=MONO_SC, layout_engine=ImageFont.Layout.BASIC)

    def drawn(self, character, halves):
        image = Image.new("1", (12 * halves + 2, HEIGHT + 2), 0)
        ImageDraw.Draw(image).text((1, BASELINE + 1), character, fill=1, font=self.font, anchor="ls")
        return image

    def is_in(self, got, character, halves=2):
        """Whether these 24 rows are that character, dot for dot."""
        drawn, width = self.drawn(character, halves), 12 * halves
        return any(got.tobytes() == drawn.crop((left, up, left + width, up + HEIGHT)).tobytes()
                   for left in (1, 0, 2) for up in (1, 0, 2))


def ink(png):
    """A printed paper as a picture of 1 bit, 1 is black, without the margins beside the head."""
    with Image.open(png) as image:
        image = image.convert("L").point(lambda dot: 255 if dot < 128 else 0).convert("1")
    margin = {640: 32, 464: 40}[image.size[0]]
    return image.crop((margin, 0, image.size[0] - margin, image.size[1]))
