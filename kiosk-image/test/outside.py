"""What a kiosk in qemu finds outside: an address that only it knows, where somebody speaks TLS with a certificate of their own and
passes on to a server on this machine."""
import pathlib
import subprocess
import sys


class Front:
    """`certificate` is its authority too, to be laid beside rebond.ini."""

    def __init__(self, folder, name, host):
        self.host, self.certificate = host, pathlib.Path(folder) / f"{name}.pem"
        self.relay = pathlib.Path(folder) / "relay.py"  # qemu takes no commas in a path, and who calls may stand anywhere
        self.relay.write_bytes((pathlib.Path(__file__).parent / "relay.py").read_bytes())
        subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "30", "-subj",
                        f"/CN={name}", "-addext", f"subjectAltName=IP:{host}", "-keyout", f"{self.certificate}.key", "-out", str(self.certificate)],
                       check=True, capture_output=True)

    def forward(self, port):
        """For qemu: whoever calls the address gets a relay of their own to the port."""
        return f"guestfwd=tcp:{self.host}:443-cmd:{sys.executable} {self.relay} {port} {self.certificate}"
