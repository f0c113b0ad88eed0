"""The Wi-Fi of rebond.ini is joined with its password, the only secret of the place, in air that the kernel makes up."""
from agent import put_agent
from machine import Machine, copy_card, put_file
from place import Place

NAME, PASSWORD = "Accueil du Port", "ouvre-toi-42"
# The second radio of the machine is the place's access point.
POINT = """network={{
ssid="{0}"
mode=2
frequency=2412
key_mgmt=WPA-PSK
proto=RSN
pairwise=CCMP
psk="{1}"
}}"""


def point(kiosk, password):
    """An access point with this password, in place of the one before."""
    lines = POINT.format(NAME, password).splitlines()
    kiosk.tell("kill $(cat /run/point.pid); systemctl stop rebond-wifi@wlan1; : >/run/point.conf")
    for line in lines:
        kiosk.tell(f"echo '{line}' >>/run/point.conf")
    said, status = kiosk.tell("wpa_supplicant -B -i wlan1 -c /run/point.conf -P /run/point.pid", 300)
    if status:
        raise AssertionError(said)


def tell(checks, image, source, programs, folder):
    place = Place(source, programs, folder, lambda text: f"{text}\n[network]\nwifi_name = {NAME}\nwifi_password = {PASSWORD}\n")
    card = copy_card(image, folder / "card.img")
    put_file(card, place.ini, "rebond.ini")
    put_agent(card, source, folder, modules=image.parent / "kernel/trial")
    with Machine(card, folder, keep=True, net=None) as kiosk:
        kiosk.ready()
        point(kiosk, "some other word")
        kiosk.wait_log("pre-shared key may be incorrect", 900)
        checks.check("a network with the same name and another password is not joined", "wlan0: CTRL-EVENT-CONNECTED" not in kiosk.log())
        point(kiosk, PASSWORD)
        kiosk.wait_log("wlan0: CTRL-EVENT-CONNECTED", 900)
        checks.check("the place's own is, with the password from the store of the device", True)
    checks.check("the password is not on the card", PASSWORD.encode() not in card.read_bytes())
    card.unlink()
