# SPDX-License-Identifier: MIT
# "RELAY NAME VALUE" lines of several turns -> the table of medians.

# Of s[1] to s[n], which it sorts.
function median(s, n,    i, j, v) {
	for (i = 2; i <= n; i++)
		for (j = i; j > 1 && s[j] < s[j - 1]; j--) {
			v = s[j]
			s[j] = s[j - 1]
			s[j - 1] = v
		}
	return n % 2 ? s[(n + 1) / 2] : (s[n / 2] + s[n / 2 + 1]) / 2
}

function figure(relay, name,    i, s) {
	for (i = 1; i <= rounds; i++)
		s[i] = value[relay, name, i]
	return median(s, rounds)
}

# Of noren to that relay in the same turn: what a disk takes changes by the
# minute.
function ratio(relay, name,    i, s) {
	for (i = 1; i <= rounds; i++)
		s[i] = value["noren", name, i] / value[relay, name, i]
	return median(s, rounds)
}

# Aims: "<1.2" and ">0.7" are of the ratio to the storing relay, "<=4096" is
# of noren's own figure.
function verdict(aim, times, own) {
	if (aim ~ /^<=/)
		return own <= substr(aim, 3) + 0 ? "ok" : "short"
	if (aim ~ /^</)
		return times <= substr(aim, 2) + 0 ? "ok" : "short"
	return times >= substr(aim, 2) + 0 ? "ok" : "short"
}

function row(label, name, format, aim,    own, times) {
	own = figure("noren", name)
	times = ratio("storing", name)
	printf "%-38s " format format format "%8.2f%10.2f", label,
		figure("plain", name), figure("storing", name), own,
		ratio("plain", name), times
	if (aim)
		printf "  %-7s %s", aim, verdict(aim, times, own)
	print ""
}

function rows(when, short) {
	row(short "acknowledged, median us", when "_ack_median_us", "%9d", "<1.2")
	row(short "acknowledged, p99 us", when "_ack_p99_us", "%9d")
	row(short "delivered, median us", when "_delivery_median_us", "%9d",
		"<1.2")
	row(short "delivered, p99 us", when "_delivery_p99_us", "%9d")
	row(short "CPU us a message", when "_cpu_us", "%9.1f")
	row(short "most messages/s", when "_rate", "%9d", ">0.7")
	row(short "CPU us a message, at most", when "_full_cpu_us", "%9.1f")
}

{
	value[$1, $2, ++count[$1, $2]] = $3
}

END {
	printf "\nRelay: one core; %d chats, 200-byte messages, %d a second " \
		"unless it says\n\"most\"; medians of %d turns, and of their " \
		"ratios.\n\n", pairs, rate, rounds
	printf "%-38s %9s%9s%9s%8s%10s  %s\n", "", "plain", "storing", "noren",
		"/plain", "/storing", "aim"
	rows("alone", "")
	if (idle > 0) {
		rows("beside", sprintf("%d idle: ", idle))
		row("bytes an idle connection", "idle_bytes", "%9d", "<=4096")
		row("connections/s", "connections_rate", "%9d")
	}
}
