# Splits rebond.ini: want=programs prints the file with stars in the place of every secret, each line at its number; want=device prints
# what the helpers write for the system ([network], [update]) and the secrets, as "line section key value" with tabs between, without the
# lines that the report (wrong=FILE) calls wrong: nothing of those goes anywhere. rebondctl has checked the words and their values.
BEGIN {
    secrets["network.wifi_password"] = secrets["device.key"] = 1
    while (wrong != "" && (getline line < wrong) > 0) if (match(line, /:[0-9]+: /)) bad[substr(line, RSTART + 1, RLENGTH - 3)] = 1
}
function trim(s) { gsub(/^[ \t]+|[ \t]+$/, "", s); return s }
function stars(n,    s) { while (length(s) < n) s = s "*"; return s }
/^[ \t]*\[/ { section = trim($0); gsub(/^\[|\]$/, "", section) }
{
    # As the programs read it: the first "=" or ":" ends the key.
    at = match($0, /[=:]/); key = at ? trim(substr($0, 1, at - 1)) : ""; value = at ? trim(substr($0, at + 1)) : ""
    comment = $0 ~ /^[ \t]*([#;]|$)/ || $0 ~ /^[ \t]*\[/
    secret = !comment && ((section "." key) in secrets || section ~ /^partner\./ && key == "password")
    if (want == "programs") {
        # Whatever a misspelt line of a secret's kind holds is none of the programs' business either.
        hide = !comment && (secret || at && tolower(key) ~ /passw|secret|mot.?de.?passe/ && key != "password_file")
        print hide ? substr($0, 1, at) " " stars(length(value) > 8 ? length(value) : 8) : $0
        next
    }
    if (comment || NR in bad || !(secret || section == "network" || section == "update")) next
    printf "%d\t%s\t%s\t%s\n", NR, section, key, value
}
