"""Ports of this machine for servers of the tests."""
import random
import socket

RANGE = "/proc/sys/net/ipv4/ip_local_port_range"
LOWEST = 10240


def free_port():
    """One that nobody has, and that no connection gets by chance before it is listened at: the kernel gives those of RANGE."""
    with open(RANGE, encoding="ascii") as file:
        above = int(file.read().split()[0])
    while True:
        port = random.randrange(LOWEST, max(above, 2 * LOWEST))
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
