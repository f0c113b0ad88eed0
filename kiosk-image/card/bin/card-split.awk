# Splits rebond.ini, after rebondctl has checked it (wrong=REPORT names the lines that are not right). want=programs: the file with every
# line at its number and no secret: stars where one was, nothing where a wrong one was, which is a mistake too. want=device: what the
# helpers write for the system ([network], [update]) and the secrets, as "line section key value" with tabs between, right lines only.
BEGIN {
    while (wrong != "" && (getline line < wrong) > 0) {
        if (match(line, /:[0-9]+: /)) bad[substr(line, RSTART + 1, RLENGTH - 3)] = 1
        if (line ~ / de plus$/) too_many = 1 # not every wrong line is named: then none is taken for right
    }
}
function trim(s) { gsub(/^[ \t]+|[ \t]+$/, "", s); return s }
function stars(n,    s) { while (length(s) < n) s = s "*"; return s }
/^[ \t]*\[/ {
    section = trim($0); gsub(/^\[|\].*$/, "", section)
    right = !(NR in bad)
    if (want == "programs") print
    next
}
{
    # As the programs read it: the first "=" or ":" ends the key.
    at = match($0, /[=:]/); key = at ? trim(substr($0, 1, at - 1)) : trim($0); value = at ? trim(substr($0, at + 1)) : ""
    comment = $0 ~ /^[ \t]*([#;]|$)/
    secret = section "." key == "network.wifi_password" || section "." key == "device.key" || section "." key == "staff.pin" || section ~ /^partner\./ && key == "password"
    if (want == "programs") {
        # A misspelt one, or one without "=", is none of the programs' business either.
        hide = !comment && key != "password_file" && (secret || key == "key" || tolower(key) ~ /pin|pas+w|pwd|secret|mot.?de.?passe/)
        if (!hide) print
        else if (!at) print "password"
        else print substr($0, 1, at) " " (secret && right && !(NR in bad) ? stars(length(value)) : "")
        next
    }
    if (comment || too_many || !right || NR in bad || !(secret || section == "network" || section == "update")) next
    printf "%d\t%s\t%s\t%s\n", NR, section, key, value
}
