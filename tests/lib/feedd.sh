# A shop's server (feedd.mjs) for tests in sh, whose certificate is of an
# authority of its own; sourced behind ctl.sh.  Sets $shop (https) and $open
# (http), "host:port" each, and $served, the folder.
# shellcheck shell=sh
served=$dir/served
mkdir "$served"
: >"$served/asked" >"$served/log"
authority() { # makes $served/ca.pem and, of it, the certificate
	cd "$served" || exit 1
	openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 \
		-nodes -subj /CN=authority -days 2 -keyout ca.key -out ca.pem
	openssl req -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes \
		-subj /CN=shop.example -keyout key.pem -out cert.csr
	echo 'subjectAltName=DNS:shop.example,DNS:localhost' >cert.ext
	openssl x509 -req -in cert.csr -CA ca.pem -CAkey ca.key -days 2 \
		-CAcreateserial -extfile cert.ext -out cert.pem
}
(authority) >"$dir/openssl.log" 2>&1 || cat "$dir/openssl.log"
mkfifo "$dir/feedd"
node tests/lib/feedd.mjs "$served" >"$dir/feedd" &
feedd=$!
trap 'kill "$feedd" 2>/dev/null; [ -z "$pid" ] || kill -9 "$pid" 2>/dev/null
	rm -rf "$dir"' EXIT
read -r https_port http_port <"$dir/feedd"
shop=shop.example:$https_port open=127.0.0.1:$http_port
