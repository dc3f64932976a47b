# SPDX-License-Identifier: MIT
# "NAME VALUE" lines of bench_client -> the table, beside what was measured of
# others once on a machine like ours (not again here).

function row(label, name, format, weechat, irssi, aim,    v, word) {
	word = name in value ? "" : "missing"
	v = value[name]
	if (!word)
		word = v <= aim ? "ok" : "short"
	printf "%-40s %9s%10s%12s  <=%-7s %s\n", label, sprintf(format, v),
		weechat, irssi, aim, word
}

{
	value[$1] = $1 ~ /_cpu_us$/ ? $2 / 1000 : $2
}

END {
	printf "\nClient: what the others need is quoted, not measured here.\n\n"
	printf "%-40s %9s%10s%12s  %s\n", "", "noren", "weechat", "irssi", "aim"
	row("first frame, ms", "first_frame_ms", "%.1f", "54", "31", 30)
	row("resident in a chat, KiB", "resident_kib", "%d", "19251", "10854",
		15360)
	row("resident over TLS, KiB", "resident_tls_kib", "%d", "", "", 15360)
	row("a new chat line, bytes", "line_bytes", "%d", "219-255", "182-203",
		130)
	row("  with the side panel", "line_side_bytes", "%d", "", "", 300)
	row("idle at home a minute: bytes", "idle_home_bytes", "%d", "", "261", 0)
	row("  wake-ups", "idle_home_wakeups", "%d", "180", "", 9)
	row("  CPU, ms", "idle_home_cpu_us", "%.1f", "14-34", "9-25", 9)
	row("idle in a chat a minute: bytes", "idle_chat_bytes", "%d", "", "", 0)
	row("  wake-ups", "idle_chat_wakeups", "%d", "", "", 9)
	row("  CPU, ms", "idle_chat_cpu_us", "%.1f", "", "", 9)
	printf "\nWake-ups: three round trips a minute, by which both sides " \
		"know that the link lives.\n"
}
