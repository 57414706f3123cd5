#!/usr/bin/env bash
# All tests with all their set-up, ending with one line "N passed, N failed".
set -uo pipefail
cd "$(dirname "$0")/.."
fail() { echo "$1" >&2; echo "0 passed, 1 failed"; exit 1; }

[ -d node_modules/vitest ] || npm ci || fail "The packages could not be installed."
node_modules/.bin/node -e 'process.exit(Number(process.versions.node.split(".")[0]) >= 24 ? 0 : 1)' || fail "Node 24 is missing: run npm ci first."

find_chromium() {
	for name in "${CHROMIUM_PATH:-}" chromium chromium-browser google-chrome; do
		[ -n "$name" ] && command -v "$name" 2>/dev/null && return 0
	done
	return 1
}
if ! find_chromium >/dev/null && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
	echo "Installing Chromium for the browser tests …"
	{ apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends chromium; } >/dev/null 2>&1
fi
CHROMIUM_PATH=$(find_chromium) || { CHROMIUM_PATH=''; echo "No Chromium was found and none could be installed: the browser tests are skipped."; }
export CHROMIUM_PATH

npm run --silent build >/tmp/socquality-build.$$ 2>&1 || { cat /tmp/socquality-build.$$; fail "The build failed."; }
rm -f /tmp/socquality-build.$$

results=$(mktemp -d)
trap 'rm -rf "$results"' EXIT
npx vitest run --reporter=default --reporter=json --outputFile.json="$results/main.json"
# Each part has a program, a database and a browser of its own. The pages keep two cores busy, the others one each.
run_part() { PART=$1 npx vitest run --config vitest.browser.config.ts --reporter=default --reporter=json --outputFile.json="$results/$1.json"; }
run_part pages
run_part rights >"$results/rights.log" 2>&1 &
for part in cycle survey program; do run_part "$part"; done
wait
cat "$results/rights.log"
node_modules/.bin/node tests/support/sum.ts "$results"/{main,pages,cycle,rights,survey,program}.json
