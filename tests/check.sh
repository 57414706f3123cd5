#!/usr/bin/env bash
# Types, lint, dependency rules, fast tests: under two minutes.
set -euo pipefail
cd "$(dirname "$0")/.."
npm run --silent text
npx svelte-kit sync >/dev/null
npx svelte-check --fail-on-warnings --output human --threshold warning
npx oxlint --deny-warnings src bin tests scripts bench
npx knip --no-progress
npx vitest run --config vitest.fast.config.ts
