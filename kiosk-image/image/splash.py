"""What the panel shows until the first screen: three dots on black, as bytes for a frame buffer (blue, green, red, nothing). No words:
nobody has chosen a language yet. WIDTH and HEIGHT stand in initrd-init, too."""
import sys

WIDTH, HEIGHT, RADIUS, GAP = 240, 48, 14, 72
ACCENT = (0xD2, 0xDA, 0x87)  # blue, green, red of the kiosk's own


def strength(x, y):
    """0 to 1: how much of a dot is at this point, soft at its edge."""
    for i in (-1, 0, 1):
        away = ((x + 0.5 - WIDTH / 2 - i * GAP) ** 2 + (y + 0.5 - HEIGHT / 2) ** 2) ** 0.5
        if away < RADIUS + 1:
            return min(1, RADIUS + 1 - away)
    return 0


for row in range(HEIGHT):
    for column in range(WIDTH):
        part = strength(column, row)
        sys.stdout.buffer.write(bytes(round(channel * part) for channel in ACCENT) + b"\0")
