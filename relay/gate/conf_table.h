/* SPDX-License-Identifier: MIT */
#ifndef RELAY_GATE_CONF_TABLE_H
#define RELAY_GATE_CONF_TABLE_H

/*
 * norend's settings, declared once: the struct, the reader, --help-settings
 * and the table in norend.conf(5), which a test compares with this one.
 *
 * S(KIND, name, default, least, most, words, "help"): kinds are TEXT (bytes
 * from least to most), LIST (the same, where each further line of the name adds
 * to it, behind a blank), NUMBER (from least to most), FLAG (yes or no) and
 * WORD (one of the words, with | between; its value is the word's place).
 */
/* clang-format off */
#define CONF_TABLE(S) \
	S(TEXT, listen, "127.0.0.1", 2, 45, NULL, \
		"The numeric address to listen on; :: and 0.0.0.0 are all of them.") \
	S(NUMBER, port, "8484", 0, 65535, NULL, \
		"The TCP port; 0 picks a free one, which is printed.") \
	S(TEXT, public_url, "", 0, 300, NULL, \
		"The origin under which browsers reach the relay, such as https://chat.example; when empty, each request's own Host is believed, which the log warns of unless only this machine can reach it.") \
	S(TEXT, directory, "/var/lib/noren", 1, 4000, NULL, \
		"The state directory: database, backups, control socket.") \
	S(TEXT, control, "", 0, 100, NULL, \
		"The control socket for norenctl(1); when empty, control.sock in the state directory.") \
	S(TEXT, tls_certificate, "", 0, 4000, NULL, \
		"A PEM file with the certificate chain; when empty, the relay speaks plain HTTP and belongs behind a proxy.") \
	S(TEXT, tls_key, "", 0, 4000, NULL, \
		"A PEM file with the certificate's private key.") \
	S(FLAG, trust_proxy, "no", 0, 0, NULL, \
		"Whether a proxy on this machine says in X-Forwarded-For who asks.") \
	S(TEXT, web, "", 0, 4000, NULL, \
		"The directory of the widget's files; when empty, the installed one.") \
	S(NUMBER, max_connections, "10000", 1, 1000000, NULL, \
		"Connections at once; the limit on open files must leave room for them.") \
	S(NUMBER, max_per_address, "256", 1, 1000000, NULL, \
		"Connections at once from one address, or from one IPv6 /64.") \
	S(NUMBER, message_rate, "10", 1, 1000000, NULL, \
		"Messages a second that one session may send on average; four times as many in a burst.") \
	S(NUMBER, silence, "20", 1, 3600, NULL, \
		"Seconds after which a silent connection is pinged; after as many more it is cut.") \
	S(NUMBER, session_idle, "14", 1, 3650, NULL, \
		"Days after which a session that nobody uses ends.") \
	S(NUMBER, session_days, "90", 1, 3650, NULL, \
		"Days after which every session ends: its owner signs in again.") \
	S(TEXT, least_client, "", 0, 20, NULL, \
		"The least version of noren(1) that is still served, such as 0.2.0; older ones are told to update. When empty, all are that speak the protocol.") \
	S(NUMBER, reserve, "16384", 0, 1048576, NULL, \
		"KiB of a file that is let go of when the disk is full.") \
	S(TEXT, smtp_url, "", 0, 300, NULL, \
		"The server that takes mails over, such as smtp://mail.example:587, or smtps: with TLS from the start; when empty, none go out.") \
	S(TEXT, smtp_from, "", 0, 254, NULL, \
		"The address that mails come from.") \
	S(TEXT, smtp_user, "", 0, 120, NULL, \
		"The name by which the relay signs in there; when empty, it does not.") \
	S(TEXT, smtp_password_file, "", 0, 4000, NULL, \
		"A file whose first line is the password; it is read anew for each mail.") \
	S(WORD, smtp_tls, "required", 0, 0, "required|none", \
		"Whether mails wait rather than go out unencrypted; a server on this machine needs no TLS.") \
	S(TEXT, smtp_ca, "", 0, 4000, NULL, \
		"A PEM file with the authorities that may vouch for that server; when empty, the system's.") \
	S(LIST, feed_hosts, "", 0, 16000, NULL, \
		"The hosts that product feeds and the pictures of products may be fetched from, with blanks between, and on as many lines as need be; see HOSTS. When empty, nothing is fetched.") \
	S(TEXT, feed_ca, "", 0, 4000, NULL, \
		"A PEM file with the authorities that may vouch for those hosts; when empty, the system's.") \
	S(NUMBER, code_digits, "5", 5, 8, NULL, \
		"Digits of the codes that prove an e-mail address; see norend(8).") \
	S(NUMBER, audit_days, "400", 1, 36500, NULL, \
		"Days that a line of the audit log stays.") \
	S(FLAG, flows, "no", 0, 0, NULL, \
		"Whether norenflow(1) may play test flows here.") \
	S(WORD, store, "sqlite", 0, 0, "sqlite", \
		"What keeps the data.") \
	S(WORD, bus, "none", 0, 0, "none", \
		"What connects several relays.") \
	S(WORD, log_level, "info", 0, 0, "error|warn|info|debug", \
		"The least important lines that are logged.")
/* clang-format on */
#endif
