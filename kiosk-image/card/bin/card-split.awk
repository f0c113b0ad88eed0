# Splits rebond.ini: want=programs prints what rebondctl checks, with every line at its number; want=device prints the helper's own keys as
# "line section key value", tabs between, and says on standard error which it does not know.
BEGIN {
    known["network.wifi_name"] = known["network.wifi_password"] = known["network.wifi_country"] = 1
    known["network.address"] = known["network.gateway"] = known["network.dns"] = known["network.proxy"] = 1
    known["network.time_servers"] = known["update.url"] = known["update.hour"] = 1
}
function trim(s) { gsub(/^[ \t]+|[ \t]+$/, "", s); return s }
/^[ \t]*\[/ { section = $0; gsub(/^[ \t]*\[|\][ \t]*$/, "", section) }
{
    ours = section == "network" || section == "update"
    at = index($0, "="); key = at ? trim(substr($0, 1, at - 1)) : ""; value = at ? trim(substr($0, at + 1)) : ""
    comment = $0 ~ /^[ \t]*(#|$)/
    secret = section ~ /^(partner\.|device$)/ && (key == "password" || key == "key")
    if (want == "programs") { print (ours || secret) && !comment ? "" : $0; next }
    if (comment || $0 ~ /^[ \t]*\[/ || !(ours || secret)) next
    if (ours && !((section "." key) in known)) { printf "%d: [%s] %s: not a word of this section\n", NR, section, key > "/dev/stderr"; next }
    printf "%d\t%s\t%s\t%s\n", NR, section, key, value
}
