"""far.py FILE [CERTIFICATE]: a web server that has one update, on loopback; prints its port. With a CERTIFICATE (its key beside it,
.key) it speaks TLS. It knows ETag and ranges; when FILE.break is there, the next answer breaks off after as many bytes as that says.
What it was asked, a line each, and what it answered are in FILE.asked."""
import hashlib
import http.server
import pathlib
import ssl
import sys

file = pathlib.Path(sys.argv[1])


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def answer(self, status, body, headers=()):
        with open(f"{file}.asked", "a", encoding="utf-8") as asked:
            asked.write(f"{self.path} {self.headers.get('Range', '-')} {status}\n")
        self.send_response(status)
        for name, value in headers:
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        order = pathlib.Path(f"{file}.break")
        if order.exists():
            body = body[:int(order.read_text())]
            order.unlink()
            self.close_connection = True
        self.wfile.write(body)

    def do_GET(self):
        if self.path != "/rebond.raucb":
            self.answer(404, b"")
            return
        data = file.read_bytes()
        etag = f'"{hashlib.sha256(data).hexdigest()[:16]}"'
        headers = [("ETag", etag), ("Accept-Ranges", "bytes")]
        wanted = self.headers.get("Range", "")
        if self.headers.get("If-None-Match") == etag:
            self.answer(304, b"", headers)
        elif wanted and self.headers.get("If-Range", etag) == etag:
            begin = int(wanted.removeprefix("bytes=").split("-")[0])
            self.answer(206, data[begin:], [*headers, ("Content-Range", f"bytes {begin}-{len(data) - 1}/{len(data)}")])
        else:
            self.answer(200, data, headers)


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
if len(sys.argv) > 2:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(sys.argv[2], f"{sys.argv[2]}.key")
    server.socket = context.wrap_socket(server.socket, server_side=True)
server.handle_error = lambda *_: None  # who calls may leave at any moment
print(server.server_address[1], flush=True)
server.serve_forever()
