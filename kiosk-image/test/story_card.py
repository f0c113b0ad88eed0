"""First start: the passwords leave the card; a wrong file is told and the place goes on; a card without its file says so."""
from machine import Machine, copy_card, data_of, get_file, put_file
from place import Place

PASSWORD = "canari-du-mot-de-passe"


def with_calendar(text):
    return text + "\n".join([
        "", "[partner.asso]", "name = Association", "address = 5 place de la Gare", "adapter = caldav", "needs = all",
        "recipients = " + text.split("\nrecipients = ")[1].splitlines()[0],
        "slots_url = https://agenda.example.org/c/", "bookings_url = https://agenda.example.org/r/",
        "requests_url = https://agenda.example.org/i/", "user = borne", f"password = {PASSWORD}", ""])


def boot(card, folder, picture):
    with Machine(card, folder, keep=True) as kiosk:
        kiosk.ready()
        kiosk.picture(picture)
        return kiosk.log()


def tell(checks, image, source, programs, folder):
    place = Place(source, programs, folder, with_calendar)
    card = copy_card(image, folder / "card.img")
    put_file(card, place.ini, "rebond.ini")
    checks.check("the search finds the password before the first start", PASSWORD.encode() in card.read_bytes())
    log = boot(card, folder, "first")
    get_file(card, "rebond.ini", folder / "after.ini")
    checks.check("stars stand where the password stood", f"password = {'*' * len(PASSWORD)}" in (folder / "after.ini").read_text())
    checks.check("the password is nowhere on the whole card", PASSWORD.encode() not in card.read_bytes())
    checks.check("nor in the log", PASSWORD not in log)
    data = data_of(card, folder / "data")
    checks.check("the device's store has it", (data / "credentials/password-asso").stat().st_size > 0)
    checks.check("rebond-sync runs with it", "Started rebond-sync.service" in log)

    place.ini.write_text((folder / "after.ini").read_text().replace("timezone", "time_zone"))
    put_file(card, place.ini, "rebond.ini")
    log = boot(card, folder, "mistake")
    checks.check("a mistake is told, and the place goes on", "time_zone" in log)
    card.unlink()
