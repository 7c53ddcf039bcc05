"""A cabinet with all that belongs into one, simulated: for journeys, faults and figures. The printer of whole pages and the
reader of social-security cards are left out, for their other ends are programs of somebody else (page_printer.py)."""
DEVICES = {
    "idcard": "sam:{wires}/idcard", "scanner": "serial:{wires}/scanner", "printer": "escpos:{wires}/printer",
    "keypad": "evdev:{wires}/keypad", "camera": "v4l2:{wires}/camera", "alarm": "serial:{wires}/alarm?kind=lcus",
    "phone": "modem:{wires}/phone?number=02000000000",
    "lamp": "serial:{wires}/lamp?kind=lcus&idcard=1&scanner=2&printer=3&camera=4",
    "door": "gpio:{wires}/gpiochip?door=5&forced=6", "power": "gpio:{wires}/gpiochip?line=7&battery=8",
    "temperature": "thermal:{wires}/temperature"}
# What can be pulled out, as kiosk-sim calls it, and what is then gone. The temperature is the machine's own.
PLUGS = {name: (name,) for name in DEVICES if name not in ("door", "power", "temperature")} | {"gpio": ("door", "power")}


def cabinet_config(**sections):
    """House(..., extra=cabinet_config(power={...}))."""
    return {"config": {"devices": DEVICES, **sections}}
