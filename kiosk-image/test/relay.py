"""Joins standard input and output to a port of this machine: one connection of a kiosk in qemu to a server beside it."""
import os
import selectors
import socket
import sys

with socket.create_connection(("127.0.0.1", int(sys.argv[1]))) as server, selectors.DefaultSelector() as ready:
    ready.register(0, selectors.EVENT_READ, lambda data: server.sendall(data))
    ready.register(server, selectors.EVENT_READ, lambda data: os.write(1, data))
    while True:
        for key, _ in ready.select():
            data = os.read(key.fd, 65536)
            if not data:
                sys.exit(0)
            key.data(data)
