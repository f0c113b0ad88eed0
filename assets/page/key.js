// The collection key: an age identity, typed, or in a file, or in a file locked by a passphrase (age, scrypt).
import { bech32 } from "@scure/base";
import { armor, Decrypter, identityToRecipient } from "age-encryption";

export class KeyError extends Error {}

const begins = (bytes, words) => new TextDecoder().decode(bytes.subarray(0, words.length)) === words;

// The binary form of an age file; null when it is none.
function ageFile(bytes) {
    if (begins(bytes, "age-encryption.org/v1\n")) return bytes;
    const text = new TextDecoder().decode(bytes);
    if (!text.trimStart().startsWith("-----BEGIN AGE ENCRYPTED FILE-----")) return null;
    try {
        return armor.decode(text);
    } catch {
        throw new KeyError("Ce fichier de clé est abîmé. Prenez l'autre exemplaire de la clé.");
    }
}

export function isLocked(bytes) {
    const file = ageFile(bytes);
    return file !== null && begins(file, "age-encryption.org/v1\n-> scrypt ");
}

export async function unlock(bytes, passphrase) {
    const decrypter = new Decrypter();
    decrypter.addPassphrase(passphrase);
    try {
        return await decrypter.decrypt(ageFile(bytes), "text");
    } catch (error) {
        if (/no identity matched/.test(error.message))
            throw new KeyError("Ce n'est pas la bonne phrase secrète. Essayez encore.");
        throw new KeyError("Ce fichier de clé est abîmé. Prenez l'autre exemplaire de la clé.");
    }
}

// The key as the browser's cryptography keeps it: no script can read it back, and opening is many times faster. The
// text itself in browsers that do not know X25519 (before Chromium 133 and Firefox 130).
async function keep(identity) {
    const head = [0x30, 0x2e, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x6e, 0x04, 0x22, 0x04, 0x20];
    const { bytes } = bech32.decodeToBytes(identity);
    const pkcs8 = Uint8Array.from([...head, ...bytes]); // RFC 8410, 7
    try {
        return await crypto.subtle.importKey("pkcs8", pkcs8, { name: "X25519" }, false, ["deriveBits"]);
    } catch {
        return identity;
    } finally {
        pkcs8.fill(0);
        bytes.fill(0);
    }
}

async function checked(line) {
    // Copied from paper: spaces and small letters do not matter.
    const identity = line.replace(/\s/g, "").toUpperCase();
    if (!identity.startsWith("AGE-SECRET-KEY-1"))
        throw new KeyError(identity.startsWith("AGE1")
            ? "Ceci est la partie publique de la clé. Il faut la partie secrète, qui commence par AGE-SECRET-KEY-1."
            : "Ceci n'est pas une clé de collecte : elle commence par AGE-SECRET-KEY-1.");
    try {
        const recipient = await identityToRecipient(identity);
        return { identity: await keep(identity), recipient };
    } catch {
        throw new KeyError("Cette clé a une faute de frappe : une lettre manque ou n'est pas la bonne.");
    }
}

// A key a line, "#" begins a comment. Gives [{identity, recipient}], at least one.
export async function readKeys(text) {
    const lines = text.replace(/^\ufeff/, "").split(/[\r\n]+/).map((line) => line.trim());
    const found = lines.filter((line) => line && !line.startsWith("#"));
    if (found.length === 0) throw new KeyError("Il n'y a pas de clé ici.");
    if (found.length > 16) throw new KeyError("Ceci n'est pas un fichier de clé.");
    return Promise.all(found.map(checked));
}
