"""relay.py PORT CERTIFICATE: joins standard input and output to a port of this machine, speaking TLS with who calls: one connection of a
kiosk in qemu to a server beside it, as a partner's front would. The key is CERTIFICATE.key."""
import os
import selectors
import socket
import ssl
import sys

port, certificate = int(sys.argv[1]), sys.argv[2]
context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
context.load_cert_chain(certificate, f"{certificate}.key")
coming, going = ssl.MemoryBIO(), ssl.MemoryBIO()
caller = context.wrap_bio(coming, going, server_side=True)


def send():
    while going.pending:
        data = going.read()
        while data:
            data = data[os.write(1, data):]


def shaken():
    """Whether both have agreed on keys."""
    try:
        caller.do_handshake()
        return True
    except ssl.SSLWantReadError:
        return False
    finally:
        send()


def words():
    """What the caller said, as far as it is whole; b"" at the end."""
    try:
        return caller.read(65536)
    except ssl.SSLWantReadError:
        return None


def take(server, agreed):
    """More of the caller's bytes: True once both have agreed on keys."""
    data = os.read(0, 65536)
    if not data:
        sys.exit(0)
    coming.write(data)
    if not (agreed or shaken()):
        return False
    while said := words():
        server.sendall(said)
    if said == b"":
        sys.exit(0)
    return True


with socket.create_connection(("127.0.0.1", port)) as server, selectors.DefaultSelector() as ready:
    ready.register(0, selectors.EVENT_READ)
    ready.register(server, selectors.EVENT_READ)
    agreed = False
    while True:
        for key, _ in ready.select():
            if key.fd == 0:
                agreed = take(server, agreed)
                continue
            data = server.recv(65536)
            if not data:
                sys.exit(0)
            caller.write(data)
            send()
