#!/usr/bin/env bash
# Types, lint, dependency rules, fast tests: under two minutes.
set -euo pipefail
cd "$(dirname "$0")/.."
npm run --silent text
npx svelte-kit sync >/dev/null 2>&1 || true
npx svelte-check --fail-on-warnings --output human --threshold warning
npx oxlint --deny-warnings src bin tests scripts bench
npx knip --no-progress
npx vitest run --config vitest.fast.config.ts
